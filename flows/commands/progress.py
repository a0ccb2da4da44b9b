"""Progress of long work: a bar on a terminal, silence in cron and in pipes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.steps.building import Progress


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Yield a progress that draws on stderr if it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def draw(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield draw
