"""Building: everything between the raw store and a published file; only what changed is done again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from flows.home import Home
from flows.keys import stage_keys
from flows.runs import Run, logged_run, read_runs
from flows.settings import DEFAULT_TOPICS
from flows.steps.assembling import assemble_documents
from flows.steps.batches import Batch, process_batch
from flows.steps.choices import load_choices
from flows.steps.evaluating import load_evaluations
from flows.steps.fitting import FitSpec, fit_model, list_fits
from flows.steps.mapping.map_store import load_maps
from flows.steps.planning import BuildPlan, plan_build
from flows.steps.relating import RELATIONS
from flows.steps.tabulating import (
    list_packaged_rows,
    tabulate_choices,
    tabulate_lexicon,
    tabulate_quality,
    tabulate_runs,
)
from flows.steps.working import Call, run_calls, start_workers
from models.themes import digest_lexicon
from warehouse.cache import name_batch
from warehouse.door import find_published
from warehouse.publishing import Content, publish_file
from warehouse.stages import FIT, PER_DOCUMENT

Relating = Callable[[], dict[str, pa.Table]]


class Progress(Protocol):
    """Told how far a build has come: a stage, how much of it is done, and of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note."""


def _silent(stage: str, done: int, total: int) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The published file, and whether this build made it or found it current."""

    path: Path
    is_new: bool


def process_batches(batches: Sequence[Batch], progress: Progress = _silent) -> None:
    """Work on batches, in processes of their own where there are many files: what they hold goes with them."""
    calls = [partial(process_batch, batch) for batch in batches]
    with start_workers(_count_files(batches)) as pool:
        for done, _ in enumerate(run_calls(pool, calls), start=1):
            progress("read, segment, code", done, len(batches))


def _count_files(batches: Iterable[Batch]) -> int:
    return sum(len(batch.members) for batch in batches)


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
    return Assembly(plan, batches, tables, list_fits(plan.home, tables["documents"], batches, plan.topics))


def compare_documents(assembly: Assembly) -> Assembly:
    """Return the documents of a build with what only all of them together tell."""
    return _join_tables(assembly, [relate() for relate in _list_relations(assembly)])


def _list_relations(assembly: Assembly) -> list[Relating]:
    return [partial(relate, assembly.plan.home, assembly.batches, assembly.tables["documents"]) for relate in RELATIONS]


def _join_tables(assembly: Assembly, related: Iterable[dict[str, pa.Table]]) -> Assembly:
    tables = dict(assembly.tables)
    for group in related:
        tables |= group
    tables |= load_maps(assembly.plan.home)
    tables["topic_choices"] = tabulate_choices(load_choices(assembly.plan.home))
    return replace(assembly, tables=tables)


def fit_and_compare(assembly: Assembly, progress: Progress = _silent, pool: Executor | None = None) -> Assembly:
    """Fit topic models and compare documents: at the same time where there are processes."""
    longest, *others = _list_relations(assembly)
    calls: list[Call] = [longest, *(partial(fit_model, spec) for spec in assembly.fits), *others]
    related = []
    for done, tables in enumerate(run_calls(pool, calls), start=1):
        progress("topics, wordings, counts, promises", done, len(calls))
        related.append(tables or {})  # a fit is cached
    return _join_tables(assembly, related)


def publish_build(assembly: Assembly, run: Run, progress: Progress = _silent) -> Path:
    """Put all rows together and publish them as a new file; return its path.

    Raises:
        PublishError: a check found offenders; the published file is untouched.
    """
    home, keys = assembly.plan.home, stage_keys()
    cached = {
        table: home.cache.list_files(stage, keys[stage], assembly.batches, table)
        for stage, tables in PER_DOCUMENT.items()
        for table in tables
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
    facts = {"topics": plan.topics, "files": sum(row.is_document for row in plan.rows)}
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
            with start_workers(_count_files(plan.batches), has_libraries=True) as pool:
                process_batches(plan.pending, progress)  # meanwhile the processes load what comes after
                assembly = fit_and_compare(assemble(plan), progress, pool)
            return BuildResult(publish_build(assembly, run, progress), is_new=True)
