"""The home folder: raw store, cache and published files of one user, outside every package (`RENCHENG_HOME`)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.store import RawStore

if TYPE_CHECKING:
    from warehouse.cache import Cache

HOME_VARIABLE = "RENCHENG_HOME"
WORKERS_VARIABLE = "RENCHENG_WORKERS"
RUNNER_VARIABLE = "RENCHENG_TASK_RUNNER"
MOST_WORKERS = 4  # each holds its own tokenizer, about 300 MB


class TaskRunnerName(StrEnum):
    """Where Prefect runs the tasks of a build: `RENCHENG_TASK_RUNNER`."""

    PROCESSES = "processes"
    THREADS = "threads"


class HomeBusyError(RuntimeError):
    """Raised when another process is already adding to, or building in, the same home folder."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one user."""

    root: Path

    @property
    def store(self) -> RawStore:
        """The raw bytes and their manifest."""
        return RawStore(self.root / "raw")

    @property
    def cache(self) -> "Cache":
        """Cached rows of the stages."""
        from warehouse.cache import Cache

        return Cache(self.root / "cache")

    @property
    def inbox(self) -> Path:
        """Files put here are taken in by every scheduled run."""
        return self.root / "inbox"

    @property
    def runs_path(self) -> Path:
        """The log of runs: JSON lines, append-only."""
        return self.root / "runs.jsonl"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the home folder for writing; it is let go when the process ends, however it ends.

        Raises:
            HomeBusyError: another process holds it.
        """
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / ".lock", timeout=0):
                yield
        except Timeout:
            raise HomeBusyError(f"{self.root}: another rencheng is at work here: wait for it to end") from None


def find_home() -> Home:
    """Return the home folder that the environment names, `./data` if it names none."""
    return Home(Path(os.environ.get(HOME_VARIABLE) or "data").expanduser().resolve())


def count_workers() -> int:
    """Return the number of worker processes: `RENCHENG_WORKERS`, or the cores of the machine up to four.

    Raises:
        ValueError: the variable is not a whole number of at least 1.
    """
    wanted = os.environ.get(WORKERS_VARIABLE)
    if wanted is None:
        return min(os.cpu_count() or 1, MOST_WORKERS)
    if not wanted.isdigit() or int(wanted) < 1:
        raise ValueError(f"{WORKERS_VARIABLE} is {wanted!r}: give a whole number of at least 1")
    return int(wanted)


def choose_task_runner() -> TaskRunnerName:
    """Return where Prefect runs tasks: processes unless `RENCHENG_TASK_RUNNER` says threads.

    Raises:
        ValueError: the variable names neither.
    """
    wanted = os.environ.get(RUNNER_VARIABLE) or TaskRunnerName.PROCESSES
    try:
        return TaskRunnerName(wanted)
    except ValueError:
        raise ValueError(f"{RUNNER_VARIABLE} is {wanted!r}: give processes or threads") from None
