"""The home folder: raw store, cache and published files of one user, outside every package (`RENCHENG_HOME`)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.store import RawStore

if TYPE_CHECKING:
    from warehouse.cache import Cache

HOME_VARIABLE = "RENCHENG_HOME"
STORE_VARIABLE = "RENCHENG_STORE"  # s3://bucket/prefix, where the bytes are not to lie in the home folder


class HomeBusyError(RuntimeError):
    """Raised when another process is already adding to, or building in, the same home folder."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one user."""

    root: Path

    @property
    def store(self) -> RawStore:
        """The raw bytes and their manifest."""
        return RawStore(self.root / "raw", os.environ.get(STORE_VARIABLE) or None)

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

    @property
    def choices_path(self) -> Path:
        """What `topics choose` measured."""
        return self.root / "topic_choices.json"

    @property
    def fits_path(self) -> Path:
        """The topic models asked for beside that of a build: JSON lines."""
        return self.root / "topic_fits.jsonl"

    @property
    def history_path(self) -> Path:
        """The lines typed at the prompt of `sql --shell`."""
        return self.root / "sql_history"

    def log_path(self, run_id: str) -> Path:
        """The crawler's own messages of a run."""
        path = self.root / "logs" / f"{run_id}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

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
