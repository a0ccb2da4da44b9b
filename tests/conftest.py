"""What all rooms' tests share: a home that the sample was built in, and the real material beside the repository."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("RENCHENG_SHARED", ROOT.parent / "shared"))
SAMPLE = ROOT / "crawlers" / "sample"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real reports and coded sentences, which are not part of the repository."""
    if not (SHARED / "DATA.md").is_file():
        pytest.skip("needs the real material in ../shared, which is absent here")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory):
    """A home folder in which the whole sample is published. Read only: tests that change a home make their own."""
    from flows.home import Home
    from flows.steps.adding import add_paths
    from flows.steps.building import build

    home = Home(tmp_path_factory.mktemp("sample") / "home")
    add_paths(home, [SAMPLE])
    build(home)
    return home


@pytest.fixture(scope="session")
def published(sample_home):
    """A read-only connection to the published sample."""
    from warehouse.door import open_published

    with open_published(sample_home.root) as connection:
        yield connection


@pytest.fixture(scope="session")
def corpus_home(shared, tmp_path_factory: pytest.TempPathFactory):
    """A home folder in which all real reports are published: for slow tests (about two minutes). Read only."""
    from flows.home import Home
    from flows.steps.adding import add_paths
    from flows.steps.building import build

    home = Home(tmp_path_factory.mktemp("corpus") / "home")
    add_paths(home, [shared / "corpus" / "work_reports"])
    build(home)
    return home


@pytest.fixture(scope="session")
def corpus(corpus_home):
    """A read-only connection to the published reports."""
    from warehouse.door import open_published

    with open_published(corpus_home.root) as connection:
        yield connection


@pytest.fixture(scope="session")
def practised_home(sample_home, tmp_path_factory: pytest.TempPathFactory):
    """A home over the sample with practices that we made up. Read only."""
    from practice_samples import put_practices

    from flows.home import Home
    from warehouse.door import find_published

    home = Home(tmp_path_factory.mktemp("practised") / "home")
    put_practices(home.root, find_published(sample_home.root))
    return home


@pytest.fixture
def run_verb(monkeypatch, capsys):
    """Run a verb in this process; return exit code, stdout and stderr."""
    from flows import commands

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["rencheng", *words])
        try:
            commands.main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return run
