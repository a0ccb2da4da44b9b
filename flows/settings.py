"""Settings: what the environment may choose, and what holds where it chooses nothing."""

import os
from enum import StrEnum
from pathlib import Path

WORKERS_VARIABLE = "RENCHENG_WORKERS"
RUNNER_VARIABLE = "RENCHENG_TASK_RUNNER"
SIMPLIFY_VARIABLE = "RENCHENG_SIMPLIFY"
MOST_WORKERS = 4  # each holds its own tokenizer, about 300 MB
DEFAULT_TOPICS = 40  # of the topic model of a build
CONTACT_VARIABLE = "RENCHENG_CONTACT"
SOURCES_VARIABLE = "RENCHENG_SOURCES"


class TaskRunnerName(StrEnum):
    """Where Prefect runs the tasks of a build: `RENCHENG_TASK_RUNNER`."""

    PROCESSES = "processes"
    THREADS = "threads"


def count_workers() -> int:
    """Return the number of worker processes: `RENCHENG_WORKERS`, or the cores of the machine up to four.

    Raises:
        ValueError: the variable is not a whole number of at least 1.
    """
    wanted = os.environ.get(WORKERS_VARIABLE)
    if not wanted:
        return min(os.cpu_count() or 1, MOST_WORKERS)
    if not (wanted.isascii() and wanted.isdigit()) or int(wanted) < 1:
        raise ValueError(f"{WORKERS_VARIABLE} is {wanted!r}: give a whole number of at least 1")
    return int(wanted)


def is_simplifying() -> bool:
    """Return whether texts in traditional script are turned into simplified: `RENCHENG_SIMPLIFY` is 1.

    Raises:
        ValueError: the variable is neither 0 nor 1.
    """
    wanted = os.environ.get(SIMPLIFY_VARIABLE) or "0"
    if wanted not in ("0", "1"):
        raise ValueError(f"{SIMPLIFY_VARIABLE} is {wanted!r}: give 0 or 1")
    return wanted == "1"


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


def has_contact() -> bool:
    """Return whether the environment says whom a portal's staff can write to."""
    return bool(os.environ.get(CONTACT_VARIABLE, "").strip())


def find_contact() -> str:
    """Return whom a portal's staff can write to about a crawl: `RENCHENG_CONTACT`.

    Raises:
        ValueError: the variable is not set; nobody crawls without a name.
    """
    if not has_contact():
        raise ValueError(f"set {CONTACT_VARIABLE} to your address or page: portals are told who crawls them")
    return os.environ[CONTACT_VARIABLE].strip()


def find_sources_folder() -> Path | None:
    """Return the folder of one's own source files: `RENCHENG_SOURCES`, None for those that ship."""
    named = os.environ.get(SOURCES_VARIABLE)
    return Path(named).expanduser() if named else None
