"""The house: who may import whom, how long a module may be, and what the repository must not hold."""

import ast
import subprocess

import pytest
from conftest import ROOT

ROOMS = ("crawlers", "models", "warehouse", "reports", "flows")
MAY_IMPORT = {
    "crawlers": set(),
    "models": set(),
    "warehouse": set(),
    "reports": {"warehouse.door"},
    "flows": {"crawlers", "models", "warehouse", "reports"},
}
LONGEST_MODULE = 250
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imports_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def breaches(room: str, source: str) -> set[str]:
    foreign = {name for name in imports_of(source) if name.split(".")[0] in ROOMS and name.split(".")[0] != room}
    allowed = MAY_IMPORT[room]
    return {name for name in foreign if not any(name == a or name.startswith(f"{a}.") for a in allowed)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path):
    room = path.relative_to(ROOT).parts[0]
    assert not breaches(room, path.read_text("utf-8"))


def test_the_arrow_test_can_fail():
    assert breaches("models", "from crawlers.store import RawStore") == {"crawlers.store"}
    assert breaches("reports", "import warehouse.publishing") == {"warehouse.publishing"}
    assert not breaches("reports", "from warehouse.door import open_published")
    assert breaches("crawlers", "def f():\n    import flows.home") == {"flows.home"}


def test_modules_and_queries_stay_short():
    sources = [*MODULES, *(path for room in ROOMS for path in (ROOT / room).rglob("*.sql"))]
    assert [f"{p.name}: {n}" for p in sources if (n := p.read_text("utf-8").count("\n")) > LONGEST_MODULE] == []


def test_no_drawer_for_anything():
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "misc", "common"}]


def test_models_do_no_io():
    doing_io = {"os", "duckdb", "urllib", "sqlite3", "subprocess", "tempfile", "shutil", "socket"}
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] == "models":
            source = path.read_text("utf-8")
            assert not imports_of(source) & doing_io, path
            assert "import Path" not in source and "open(" not in source, path


def test_no_lock_file_and_no_data_are_committed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        pytest.skip("needs a git checkout")
    assert not [name for name in tracked if name == "uv.lock" or name.startswith("data/") or name.endswith(".duckdb")]
