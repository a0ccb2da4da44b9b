"""Prefect over the same steps: the flow end to end, and a scheduled run on a private server (slow)."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from conftest import SAMPLE

TOWNS = ("成都市", "西安市", "德阳市")


def fill_inbox(home):
    for town in TOWNS:
        shutil.copytree(SAMPLE / town, home.inbox / town)


def quiet_environment(tmp_path):
    return {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def test_the_flow_collects_builds_and_reports(tmp_path, monkeypatch):
    for name, value in quiet_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RENCHENG_TASK_RUNNER", "threads")  # the scheduled run below takes processes, the default
    from prefect.testing.utilities import prefect_test_harness

    from flows.deployments import ARTIFACT_KEY, TABLE_1_KEY, build_flow, weekly_flow
    from flows.home import Home
    from warehouse.door import open_published

    home = Home(tmp_path / "home")
    fill_inbox(home)
    (home.inbox / "空.md").write_bytes(b"")
    with prefect_test_harness(server_startup_timeout=120):
        assert weekly_flow(home.root) == len(TOWNS)
        with open_published(home.root) as connection:
            assert connection.execute("SELECT count(*) FROM out.documents").fetchone() == (2 * len(TOWNS),)
            assert connection.execute("SELECT count(*) FROM out.document_origins").fetchone() == (2 * len(TOWNS) + 1,)
        assert build_flow(home.root) is None

        from prefect.client.orchestration import get_client

        with get_client(sync_client=True) as client:
            artifacts = client.read_artifacts()
        left = {artifact.key: json.loads(artifact.data) for artifact in artifacts}
        assert left.keys() == {ARTIFACT_KEY, TABLE_1_KEY}
        assert {row["city"] for row in left[ARTIFACT_KEY]} == set(TOWNS)
        assert {"国际合作类", "自主探索类"} <= {row["category"] for row in left[TABLE_1_KEY]}


SERVE_SOON = """
import sys
from datetime import timedelta
from pathlib import Path
from flows.home import Home
from flows.server import provide_server
home = Home(Path(sys.argv[1]))
with provide_server(home):
    from prefect.schedules import Interval
    from flows.deployments import serve_flows
    serve_flows(home, Interval(timedelta(seconds=20)))
"""


@pytest.mark.slow
def test_a_scheduled_run_starts_finishes_and_publishes(tmp_path):
    """A server can look healthy and never start a run: only a published file shows that the scheduler works."""
    from flows.home import Home
    from warehouse.door import NotPublishedError, open_published

    home = Home(tmp_path / "home")
    fill_inbox(home)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")} | quiet_environment(tmp_path)
    log = tmp_path / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-c", SERVE_SOON, str(home.root)],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 240
        count = None
        while count is None and time.monotonic() < deadline and server.poll() is None:
            time.sleep(1)
            try:
                with open_published(home.root) as connection:
                    count = connection.execute("SELECT count(*) FROM out.documents").fetchone()[0]
            except NotPublishedError:
                continue
        assert count == 2 * len(TOWNS), log.read_text("utf-8")[-4000:]
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=40)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
