"""Runs: what was run, when, with which versions; one row each in `out.runs`."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from crawlers.journal import append_records, read_records
from flows.home import Home

REPORTED_PACKAGES = (
    "rencheng",
    "duckdb",
    "gensim",
    "jieba",
    "scikit-learn",
    "numpy",
    "pyarrow",
    "ahocorasick-rs",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command. Times are UTC in ISO 8601; `parameters` and `versions` are JSON objects."""

    run_id: str
    command: str
    started_at: str
    finished_at: str | None
    status: str
    git_commit: str | None
    parameters: str
    versions: str
    lexicon_sha256: str | None = None
    input_sha256: str | None = None

    def finish(self, status: str = "completed") -> "Run":
        """Return the run as ended now."""
        return replace(self, finished_at=_now(), status=status)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _read_commit() -> str | None:
    """Return the commit of the code that runs, None outside a checkout."""
    folder = Path(__file__).parent
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip() or None


def start_run(command: str, parameters: Mapping[str, Any] | None = None, **digests: str) -> Run:
    """Return a run that starts now."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    return Run(
        run_id=f"{stamp}-{command}-{os.urandom(3).hex()}",
        command=command,
        started_at=_now(),
        finished_at=None,
        status="running",
        git_commit=_read_commit(),
        parameters=json.dumps(dict(parameters or {}), ensure_ascii=False, sort_keys=True),
        versions=json.dumps({name: version(name) for name in REPORTED_PACKAGES}),
        **digests,
    )


def log_run(home: Home, run: Run) -> None:
    """Append a run to the log of the home folder."""
    append_records(home.runs_path, [asdict(run)])


def read_runs(home: Home) -> list[Run]:
    """Return the runs logged, oldest first, each once."""
    names = {field.name for field in fields(Run)}
    records = [record for record in read_records(home.runs_path) if record.keys() == names]
    return list({record["run_id"]: Run(**record) for record in records}.values())


@contextmanager
def logged_run(home: Home, command: str, parameters: Mapping[str, Any] | None = None, **digests: str) -> Iterator[Run]:
    """Log a run when it ends, as completed or failed."""
    run = start_run(command, parameters, **digests)
    try:
        yield run
    except BaseException:
        log_run(home, run.finish("failed"))
        raise
    log_run(home, run.finish())
