"""Building: only what changed is done again, the same input gives the same tables, a kill loses nothing."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from conftest import ROOT, SAMPLE

from flows.home import Home, HomeBusyError
from flows.steps.adding import AddError, add_paths, withdraw_paths
from flows.steps.building import build
from flows.steps.planning import NothingToBuildError, plan_build
from warehouse.door import NotPublishedError, find_published, open_published

TOWNS = ("成都市", "西安市", "洛阳市")
VOLATILE = {"fetched_at", "run_id", "started_at", "finished_at"}


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    add_paths(home, [SAMPLE / town for town in TOWNS])
    return home


def dump(home, but=()):
    """All core tables as rows in order, without moments and runs."""
    with open_published(home.root) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core'").fetchall()
        tables = {}
        for (name,) in names:
            if name == "runs" or name in but:
                continue
            columns = [row[0] for row in connection.execute(f"DESCRIBE core.{name}").fetchall()]
            kept = ", ".join(f'"{column}"' for column in columns if column not in VOLATILE)
            tables[name] = connection.execute(f"SELECT {kept} FROM core.{name}").fetchall()
        return tables


def test_two_builds_of_the_same_input_give_the_same_tables_row_for_row(tmp_path, home):
    build(home)
    other = Home(tmp_path / "other")
    for town in reversed(TOWNS):  # the order in which files come must not matter
        add_paths(other, [SAMPLE / town])
    build(other)
    first, second = dump(home), dump(other)
    assert first.keys() == second.keys()
    for name in first:
        assert first[name] == second[name], name
    assert len(first["sentences"]) > 100 and len(first["document_topics"]) > 5


def test_a_second_build_does_nothing_and_a_forced_one_the_same_again(home):
    first = build(home)
    assert first.is_new
    assert build(home).path == first.path and not build(home).is_new
    before = dump(home)
    forced = build(home, is_forced=True)
    assert forced.is_new and forced.path != first.path
    assert dump(home) == before


def test_only_what_is_new_is_read(home):
    build(home)
    add_paths(home, [SAMPLE / "三亚市"])
    plan = plan_build(home)
    assert [len(batch.members) for batch in plan.pending] == [2]
    build(home)
    with open_published(home.root) as connection:
        assert connection.execute("SELECT count(*) FROM out.documents").fetchone() == (8,)
        found = connection.execute("SELECT command, count(*) FROM out.runs GROUP BY ALL ORDER BY ALL").fetchall()
    assert found == [("add", 2), ("build", 1)]


def test_adding_one_by_one_gives_the_same_as_adding_all_at_once(tmp_path, home):
    build(home)
    slow = Home(tmp_path / "slow")
    for town in TOWNS:
        for file in sorted((SAMPLE / town).iterdir()):
            add_paths(slow, [file])
            build(slow)
    assert dump(slow) == dump(home)


def test_a_changed_file_supersedes_the_earlier_text(tmp_path):
    home, folder = Home(tmp_path / "home"), tmp_path / "西安市"
    shutil.copytree(SAMPLE / "西安市", folder)
    add_paths(home, [folder])
    build(home)
    report = folder / "2022.md"
    report.write_text(report.read_text("utf-8") + "\n后记：更正一处数字。\n", "utf-8")
    add_paths(home, [folder])
    build(home)
    with open_published(home.root) as connection:
        assert connection.execute("SELECT count(*) FROM out.documents").fetchone() == (2,)
        versions = connection.execute("SELECT document_id, superseded_by, changed_chars FROM out.document_versions")
        ((old, new, changed),) = versions.fetchall()
        kept = connection.execute("SELECT document_id FROM out.documents WHERE year = 2022").fetchall()
    assert kept == [(new,)] and old != new and changed == 8
    shutil.copy(SAMPLE / "西安市" / "2022.md", report)  # and back again
    add_paths(home, [folder])
    build(home)
    with open_published(home.root) as connection:
        kept = connection.execute("SELECT document_id FROM out.documents WHERE year = 2022").fetchall()
    assert kept == [(old,)]


def test_bad_files_are_told_kept_and_accounted_for(tmp_path):
    home, folder = Home(tmp_path / "home"), tmp_path / "in"
    shutil.copytree(SAMPLE / "西安市", folder / "西安市")
    (folder / "成都市").mkdir()
    (folder / "成都市" / "2019.md").write_bytes(b"")
    (folder / "成都市" / "2020.md").write_bytes(bytes(range(256)) * 10)
    (folder / "德阳市.md").write_text("---\ntitle: x\n---\n", "utf-8")
    (folder / "无名.txt").write_text("各位代表：报告没有地点，也没有年份。", "gb18030")
    with pytest.raises(AddError) as caught:
        add_paths(home, [folder, tmp_path / "nowhere"])
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all(name in str(caught.value) for name in ("2019.md", "2020.md", "nowhere"))
    assert caught.value.outcomes == {"added": 4, "unreadable": 2}
    build(home)
    with open_published(home.root) as connection:
        assert connection.execute("SELECT count(*) FROM out.document_origins").fetchone() == (6,)
        assert connection.execute("SELECT count(*) FROM out.document_origins WHERE document_id IS NULL").fetchone() == (
            2,
        )
        issues = {row[0] for row in connection.execute("SELECT issue FROM out.document_issues").fetchall()}
        assert {"unreadable", "no_sentences", "place_unknown", "year_unknown"} <= issues
        statuses = connection.execute(
            "SELECT year, status FROM out.coverage WHERE city_code = '510100' ORDER BY year"
        ).fetchall()
    assert statuses == [(2019, "unreadable"), (2020, "unreadable")]


def test_a_file_that_is_forgotten_is_published_no_more_and_can_come_back(home):
    before = build(home) and dump(home, but=("fetches",))
    add_paths(home, [SAMPLE / "三亚市"])
    build(home)
    assert withdraw_paths(home, [SAMPLE / "三亚市"]) == 2
    with pytest.raises(FileNotFoundError, match="no such file was added"):
        withdraw_paths(home, [SAMPLE / "三亚市"])
    build(home)
    assert dump(home, but=("fetches",)) == before
    assert add_paths(home, [SAMPLE / "三亚市"]) == {"added": 2}
    build(home)
    assert len(dump(home)["documents"]) == 8


def test_an_empty_home_says_what_to_do(tmp_path):
    with pytest.raises(NothingToBuildError, match="rencheng add"):
        build(Home(tmp_path / "home"))


def test_only_one_process_writes_at_a_time(home):
    with home.hold(), pytest.raises(HomeBusyError, match="another rencheng"):
        build(home)


def test_a_failed_build_is_logged_and_changes_nothing(home, monkeypatch):
    first = build(home)
    add_paths(home, [SAMPLE / "三亚市"])
    from flows.steps import building

    def fail(*_, **__):
        raise RuntimeError("disk full")

    monkeypatch.setattr(building, "publish_file", fail)
    with pytest.raises(RuntimeError, match="disk full"):
        build(home)
    assert find_published(home.root) == first.path
    assert '"status": "failed"' in home.runs_path.read_text("utf-8")
    monkeypatch.undo()
    assert build(home).is_new


HOLDING = """
import os
import time
from flows.steps.working import start_workers
if __name__ == "__main__":
    with start_workers(1000) as pool:
        print([future.result() for future in [pool.submit(os.getpid) for _ in range(2)]], flush=True)
        time.sleep(60)
"""


def test_processes_end_with_the_build_that_started_them(tmp_path):
    """A build that is killed cannot stop them: they see it themselves."""
    script = tmp_path / "holding.py"
    script.write_text(HOLDING)
    environment = os.environ | {"RENCHENG_WORKERS": "2", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as process:
        workers = [psutil.Process(pid) for pid in set(ast.literal_eval(process.stdout.readline()))]
        process.kill()
        _, alive = psutil.wait_procs(workers, timeout=20)
    assert workers and not alive


# The moments at which a build is killed: the name of a function that never returns.
MOMENTS = (
    "warehouse.cache.Cache.write_batch",
    "flows.steps.building.fit_and_compare",
    "warehouse.publishing._stage_content",
    "warehouse.publishing.run_checks",
    "warehouse.publishing.os.fsync",
    "warehouse.publishing.move_name",
    "warehouse.publishing._drop_old_files",
)
KILLED = """
import os, pkgutil, signal, sys
from pathlib import Path
owner, _, name = sys.argv[2].rpartition(".")
target = pkgutil.resolve_name(owner)
setattr(target, name, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))
from flows.home import Home
from flows.steps.building import build
build(Home(Path(sys.argv[1])), is_forced=True)
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_killed_at_this_moment_loses_nothing(home, moment):
    published = build(home).path
    before = dump(home)
    add_paths(home, [SAMPLE / "三亚市"])
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home.root), moment], check=False)
    assert killed.returncode == -signal.SIGKILL
    if moment.endswith("_drop_old_files"):  # the name has moved: the new file is the published one
        assert find_published(home.root) != published
    else:
        assert find_published(home.root) == published
        assert dump(home) == before
    assert build(home).is_new or moment.endswith("_drop_old_files")
    assert len(dump(home)["documents"]) == 8
    assert not list(home.root.glob(".building*"))


def test_a_build_killed_at_any_time_loses_nothing(tmp_path, home):
    """Whole process groups killed after ever longer waits, until one build gets through."""
    published = build(home).path
    before = dump(home)
    add_paths(home, [SAMPLE])
    environment = os.environ | {"RENCHENG_HOME": str(home.root), "RENCHENG_WORKERS": "2"}
    kills = 0
    for wait in (0.3, 0.8, 1.5, 2.5, 3.5, 5.0):
        process = subprocess.Popen(
            [sys.executable, "-c", "from flows.commands import main; import sys; sys.argv[1:] = ['build']; main()"],
            env=environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
        if find_published(home.root) == published:
            assert dump(home) == before
    time.sleep(0.2)
    build(home)
    assert kills >= 2
    assert len(dump(home)["documents"]) == 30


def test_a_home_without_a_published_file_says_so(tmp_path):
    with pytest.raises(NotPublishedError):
        find_published(tmp_path)


@pytest.mark.slow
def test_topics_are_the_same_from_one_two_and_four_workers(tmp_path, monkeypatch):
    found = []
    monkeypatch.setattr("flows.steps.building.WORTH_A_PROCESS", 1)
    for workers in (1, 2, 4):
        monkeypatch.setenv("RENCHENG_WORKERS", str(workers))
        home = Home(tmp_path / str(workers))
        add_paths(home, [SAMPLE])
        build(home)
        with open_published(home.root) as connection:
            terms = connection.execute("SELECT * FROM out.topic_terms ORDER BY ALL").fetchall()
            shares = connection.execute("SELECT * FROM out.document_topics ORDER BY ALL").fetchall()
        found.append((terms, shares))
    assert len(found[0][0]) > 100 and found[0] == found[1] == found[2]
