"""Settings: what the environment may choose, and what holds where it chooses nothing."""

import os
from enum import StrEnum

WORKERS_VARIABLE = "RENCHENG_WORKERS"
RUNNER_VARIABLE = "RENCHENG_TASK_RUNNER"
SIMPLIFY_VARIABLE = "RENCHENG_SIMPLIFY"
MOST_WORKERS = 4  # each holds its own tokenizer, about 300 MB
DEFAULT_TOPICS = 20  # of each topic model


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
