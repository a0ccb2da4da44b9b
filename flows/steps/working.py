"""Working: the processes of a build, where there is enough to do for them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from flows.settings import count_workers

WORTH_A_PROCESS = 100  # files; a process takes two to five seconds to load what it needs

Call = Callable[[], Any]  # a partial: it must be able to travel


@contextmanager
def start_workers(files: int, has_libraries: bool = False) -> Iterator[Executor | None]:
    """Yield the processes that work on so many files; None where one process does.

    Args:
        files: how many.
        has_libraries: whether they load at once what documents are compared with.
    """
    if count_workers() < 2 or files < WORTH_A_PROCESS:
        yield None
        return
    with ProcessPoolExecutor(count_workers(), get_context("spawn"), initializer=end_with_parent) as pool:
        for _ in range(count_workers() if has_libraries else 0):
            pool.submit(_load_libraries)
        yield pool


@cache
def end_with_parent() -> None:
    """Let this process end when the one that started it is killed: it would wait for work for ever."""

    def watch() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def _load_libraries() -> None:
    import sklearn.cluster
    import sklearn.decomposition  # noqa: F401

    import flows.steps.relating  # noqa: F401


def run_calls(pool: Executor | None, calls: Sequence[Call]) -> Iterator[Any]:
    """Yield what each call returns, as it is done: in the processes of a pool, or here one after another."""
    if pool is None:
        yield from (call() for call in calls)
        return
    for future in as_completed([pool.submit(call) for call in calls]):
        yield future.result()
