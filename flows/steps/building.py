"""Building: everything between the raw store and a published file; only what changed is done again."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from crawlers.journal import read_records
from crawlers.store import ManifestRow
from flows.home import Home
from flows.keys import stage_keys
from flows.runs import Run, logged_run, read_runs
from flows.settings import DEFAULT_TOPICS, count_workers
from flows.steps.assembling import assemble_documents
from flows.steps.batches import PER_DOCUMENT_STAGES, Batch, plan_batches, process_batch
from flows.steps.choices import load_choices
from flows.steps.evaluating import load_evaluations
from flows.steps.fitting import FitSpec, fit_model, list_fits
from flows.steps.formulas import trace_formulas
from flows.steps.marking import mark_terms
from flows.steps.tabulating import (
    list_packaged_rows,
    tabulate_choices,
    tabulate_lexicon,
    tabulate_quality,
    tabulate_runs,
)
from flows.steps.versions import list_documents
from models.themes import digest_lexicon
from warehouse.cache import name_batch
from warehouse.door import DamagedFileError, NotPublishedError, find_published, open_published
from warehouse.publishing import Content, publish_file
from warehouse.stages import FIT, STAGES

WORTH_A_PROCESS = 100  # files; a process takes two to five seconds to load what it needs


class NothingToBuildError(RuntimeError):
    """Raised when the raw store is empty."""


class Progress(Protocol):
    """Told how far a build has come: a stage, how much of it is done, and of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note."""


def _silent(stage: str, done: int, total: int) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What a build would do: all batches, how many topics, and whether the published file already says it all."""

    home: Home
    rows: tuple[ManifestRow, ...]
    batches: tuple[Batch, ...]
    topics: int
    input_sha256: str
    is_current: bool

    @property
    def pending(self) -> list[Batch]:
        """The batches that still lack a stage."""
        return [batch for batch in self.batches if batch.stages]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The published file, and whether this build made it or found it current."""

    path: Path
    is_new: bool


def _digest_input(
    documents: Iterable[ManifestRow],
    blocked: Iterable[str],
    readable: Container[str],
    topics: int,
    extras: Sequence[dict[str, Any]],
) -> str:
    facts = sorted(
        f"{row.raw_sha256}\t{row.path}\t{row.url}\t{row.fetched_at}\t{row.raw_sha256 in readable}" for row in documents
    )
    keys = [f"{stage}={key}" for stage, key in sorted(stage_keys().items())]
    known = [f"topics={topics}", json.dumps(extras, sort_keys=True)]
    return hashlib.sha256("\n".join([*facts, *sorted(blocked), *keys, *known]).encode()).hexdigest()


def _load_extras(home: Home) -> list[dict[str, Any]]:
    """Return what no build makes and the next one publishes: evaluations, choices of K, fits asked for."""
    return [*load_evaluations(home), *load_choices(home), *read_records(home.fits_path)]


def _list_blocked(rows: Iterable[ManifestRow]) -> set[str]:
    """Return what portals refuse now: `out.coverage` tells it, though it brings no document."""
    refused: dict[str, str | None] = {}
    for row in rows:
        if row.path is None and row.url:
            refused[row.url] = row.blocked_reason
    return {f"{url}\t{reason}" for url, reason in refused.items() if reason}


def _published_input(home: Home) -> str | None:
    try:
        with open_published(home.root) as connection:
            found = connection.execute("SELECT input_sha256 FROM out.runs WHERE command = 'build'").fetchone()
    except (NotPublishedError, DamagedFileError):
        return None
    return found[0] if found else None


def plan_build(home: Home, topics: int = DEFAULT_TOPICS) -> BuildPlan:
    """Return what a build would do, without doing it.

    Raises:
        NothingToBuildError: the raw store is empty.
    """
    rows = tuple(home.store.read_manifest())
    documents = list_documents(rows)
    if not rows:
        raise NothingToBuildError(f"{home.root}: nothing to build: add files first, `rencheng add FOLDER`")
    readable = dict.fromkeys(
        row.raw_sha256 for row in documents if row.raw_sha256 and home.store.has_bytes(row.raw_sha256, row.bytes)
    )
    batches = tuple(plan_batches(home, list(readable)))
    input_sha256 = _digest_input(documents, _list_blocked(rows), readable, topics, _load_extras(home))
    return BuildPlan(home, rows, batches, topics, input_sha256, _published_input(home) == input_sha256)


def process_batches(batches: Sequence[Batch], progress: Progress = _silent) -> None:
    """Work on batches in several processes."""
    files = sum(len(batch.members) for batch in batches)
    _map_processes(process_batch, batches, files, lambda done: progress("read, segment, code", done, len(batches)))


def _map_processes(
    function: Callable[[Any], object], items: Sequence[Any], files: int, done: Callable[[int], None]
) -> None:
    """Call a function on each item, in processes where there is more to do than it takes to start them."""
    workers = min(count_workers(), len(items))
    if workers < 2 or files < WORTH_A_PROCESS:
        for number, item in enumerate(items, start=1):
            function(item)
            done(number)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for number, future in enumerate(as_completed([pool.submit(function, item) for item in items]), start=1):
            future.result()
            done(number)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The documents of a build, put together from manifest and cache, and the fits over their sections."""

    plan: BuildPlan
    batches: tuple[str, ...]
    tables: dict[str, pa.Table]
    fits: tuple[FitSpec, ...]


def assemble(plan: BuildPlan) -> Assembly:
    """Put the documents of a build together; all its batches must have been worked on."""
    batches = tuple(batch.name for batch in plan.batches)
    tables = assemble_documents(plan.home, plan.rows, batches)
    tables["formulas"] = trace_formulas(plan.home, batches, tables["documents"])
    tables |= mark_terms(plan.home, batches, tables["documents"])
    tables["topic_choices"] = tabulate_choices(load_choices(plan.home))
    fits = list_fits(plan.home, tables["documents"], batches, plan.topics)
    return Assembly(plan, batches, tables, fits)


def fit_models(specs: Sequence[FitSpec], progress: Progress = _silent) -> None:
    """Fit the topic models that are not cached."""
    files = max((len(spec.documents) for spec in specs), default=0)
    _map_processes(fit_model, specs, files, lambda done: progress("topics", done, len(specs)))


def publish_build(assembly: Assembly, run: Run, progress: Progress = _silent) -> Path:
    """Put all rows together and publish them as a new file; return its path.

    Raises:
        PublishError: a check found offenders; the published file is untouched.
    """
    home, keys = assembly.plan.home, stage_keys()
    cached = {
        table: home.cache.list_files(stage, keys[stage], assembly.batches, table)
        for stage in PER_DOCUMENT_STAGES
        for table in STAGES[stage]
    }
    fits = [name_batch(spec.members) for spec in assembly.fits]
    fitted = {table: home.cache.read_table("fit", keys["fit"], fits, table) for table in FIT}
    earlier = [logged for logged in read_runs(home) if logged.command != "build"]
    runs = {"runs": tabulate_runs([*earlier, run.finish()])}
    quality = {"theme_quality": tabulate_quality([*list_packaged_rows(), *load_evaluations(home)])}
    content = Content(assembly.tables | tabulate_lexicon() | quality | fitted | runs, cached)
    steps = count(1)
    return publish_file(home.root, run.run_id, content, lambda name: progress(f"publish: {name}", next(steps), 0))


@contextmanager
def logged_build(plan: BuildPlan) -> Iterator[Run]:
    """Log a build when it ends; what earlier code and lexicons cached goes once it has succeeded."""
    facts = {"topics": plan.topics, "files": len(plan.rows)}
    digests = {"lexicon_sha256": digest_lexicon(), "input_sha256": plan.input_sha256}
    with logged_run(plan.home, "build", facts, **digests) as run:
        yield run
    plan.home.cache.drop_other_keys(stage_keys())


def build(
    home: Home, topics: int = DEFAULT_TOPICS, is_forced: bool = False, progress: Progress = _silent
) -> BuildResult:
    """Read, segment, code, model and publish what the raw store holds; only what changed is done again.

    Args:
        home: the home folder.
        topics: number of topics K of each model.
        is_forced: publish even if the published file already rests on the same input.
        progress: told how far the build has come.

    Raises:
        NothingToBuildError: the raw store is empty.
        PublishError: a check found offenders; the published file is untouched.
        HomeBusyError: another process is at work in the home folder.
    """
    with home.hold():
        plan = plan_build(home, topics)
        if plan.is_current and not is_forced:
            return BuildResult(find_published(home.root), is_new=False)
        with logged_build(plan) as run:
            process_batches(plan.pending, progress)
            assembly = assemble(plan)
            fit_models(assembly.fits, progress)
            return BuildResult(publish_build(assembly, run, progress), is_new=True)
