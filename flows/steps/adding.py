"""Adding: files and folders given by hand -> raw store."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from crawlers.files import Added, add_files, find_files, withdraw_files
from crawlers.store import ADDRESS
from flows.home import Home
from flows.runs import logged_run


def describe_outcomes(outcomes: Counter[str]) -> str:
    """Return what became of the files in a line."""
    told = f"added {outcomes['added']}, known {outcomes['known']}"
    told += f", unpacked {outcomes['unpacked']}" if outcomes["unpacked"] else ""
    told += f", withdrawn {outcomes['withdrawn']}" if outcomes["withdrawn"] else ""
    told += f", unreadable {outcomes['unreadable']} (kept)" if outcomes["unreadable"] else ""
    return told + (f", refused {outcomes['refused']}" if outcomes["refused"] else "")


class AddError(RuntimeError):
    """Raised by `add_paths` after all files were tried, with one line for each that could not be taken."""

    def __init__(self, lines: Sequence[str], outcomes: Counter[str]) -> None:
        super().__init__("\n".join(lines))
        self.outcomes = outcomes


def add_paths(
    home: Home,
    paths: Sequence[Path],
    url: str | None = None,
    report: Callable[[int, int], None] = lambda *_: None,
) -> Counter[str]:
    """Take files and folders into the raw store and return how many were `added` and how many `known`.

    Args:
        home: the home folder.
        paths: files and folders.
        url: the address that the one file given was saved from.
        report: told how many files of how many are done.

    Raises:
        AddError: some paths do not exist or some files could not be read; the others were taken.
        HomeBusyError: another process is at work in the home folder.
    """
    failures: list[str] = []
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found |= dict.fromkeys(find_files(path, but=home.root))
        except FileNotFoundError as error:
            failures.append(str(error))
    files = list(found)
    if url is not None and not ADDRESS.fullmatch(url):
        raise AddError([f"--url {url!r} is no address: it begins with http:// or https://"], Counter())
    if url and len(files) != 1:
        failures.append(f"--url names the address of one file, but {len(files)} were given")
        raise AddError(failures, Counter())
    outcomes: Counter[str] = Counter()
    with home.hold(), logged_run(home, "add", {"paths": [str(path) for path in paths], "url": url}) as run:
        for done, added in enumerate(add_files(home.store, files, run.run_id, url), start=1):
            outcomes[added.outcome] += 1
            if added.reason:
                failures.append(_describe(added))
            report(min(done, len(files)), len(files))
    if failures:
        raise AddError(failures, outcomes)
    return outcomes


def withdraw_paths(home: Home, paths: Sequence[Path]) -> int:
    """Withdraw files and folders given by hand and return how many files that are; the next build leaves them out.

    Raises:
        FileNotFoundError: a path was never added; those before it are withdrawn.
        HomeBusyError: another process is at work in the home folder.
    """
    with home.hold(), logged_run(home, "forget", {"paths": [str(path) for path in paths]}) as run:
        return sum(withdraw_files(home.store, path, run.run_id) for path in paths)


def _describe(added: Added) -> str:
    what = {"unreadable": "; its bytes are kept", "refused": "; not taken"}.get(added.outcome, "; taken without it")
    return f"{added.name}: {added.reason}{what}"
