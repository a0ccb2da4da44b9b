"""Marking: cached counts of terms -> the terms that mark a place or a year, and the years at which terms change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse

from flows.home import Home
from flows.steps.changing import date_changes
from flows.steps.counted import CITY
from flows.steps.counting import Reports, count_reports
from models.comparable import compare_alike
from models.keyness import LARGEST_Q, Keyness, compare_groups, compare_years, keep_marking
from warehouse.schemas import ASSEMBLED

PLACE_TERMS = 200  # that mark a place over all its years
YEAR_TERMS = 200  # that mark a year over all cities
REPORT_TERMS = 30  # that mark a single report; a short text has no more to tell
LEAST_PLACES = 5  # that a year over all cities needs: fewer tell of themselves


@dataclass(frozen=True, slots=True)
class _Marked:
    """Terms that mark groups; place, year and number of documents compared, of each group."""

    found: Keyness
    codes: Sequence[str | None]
    years: Sequence[int | None]
    documents: Sequence[int]


def mark_terms(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return the tables `keyness`, `year_keyness` and `term_changes` of a build.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; its dated main work reports count.
    """
    reports = count_reports(home, batches, documents)
    ranked = [reports.take(np.flatnonzero(reports.ranks == rank)) for rank in sorted(set(reports.ranks))]
    vocabulary = pa.array(reports.vocabulary, pa.string())
    places = (marked for of_rank in ranked for marked in _mark_places(of_rank))
    years = (marked for of_rank in ranked for marked in _mark_years(of_rank))
    return {
        "keyness": _tabulate(places, vocabulary, ASSEMBLED["keyness"]),
        "year_keyness": _tabulate(years, vocabulary, ASSEMBLED["year_keyness"]),
        "term_changes": date_changes(reports),
    }


def _mark_places(reports: Reports) -> Iterator[_Marked]:
    """Yield what marks places, and places in a year, against others of their rank and years."""
    years, year_of = np.unique(reports.years, return_inverse=True)
    held = _flag_held(reports.counts)
    total_of_year, held_in_year = (_sum_rows(matrix, year_of, len(years)) for matrix in (reports.counts, held))
    reports_of_year = np.bincount(year_of)
    for code, rows in _group_rows(reports.codes):
        at = year_of[rows]
        found = compare_alike(reports.counts[rows], total_of_year[at], held_in_year[at], LARGEST_Q)
        n = reports_of_year[at]
        yield _Marked(keep_marking(found, PLACE_TERMS), [code], [None], [int(n[n > 1].sum())])
    for number, year in enumerate(years.tolist()):
        rows = np.flatnonzero(year_of == number)
        found = compare_groups(reports.counts[rows], held[rows], largest_q=LARGEST_Q)
        yield _Marked(
            keep_marking(found, REPORT_TERMS), list(reports.codes[rows]), [year] * len(rows), [len(rows)] * len(rows)
        )


def _mark_years(reports: Reports) -> Iterator[_Marked]:
    """Yield what marks the years of each place against its own years before, and those of all cities together."""
    held = _flag_held(reports.counts)
    for code, rows in _group_rows(reports.codes):
        years = reports.years[rows]
        found = compare_years(reports.counts[rows], held[rows], years, largest_q=LARGEST_Q)
        until = list(range(1, len(rows) + 1))
        yield _Marked(keep_marking(found, REPORT_TERMS), [code] * len(rows), years.tolist(), until)
    if set(reports.ranks) == {CITY}:
        yield from _mark_common_years(reports, held)


def _mark_common_years(reports: Reports, held: sparse.csr_matrix) -> Iterator[_Marked]:
    """Yield what marks a year over the cities that have a report of it and one before, each as heavy as in the year."""
    codes, place_of = np.unique(reports.codes.astype(str), return_inverse=True)
    before = sparse.csr_matrix((len(codes), reports.counts.shape[1]), dtype=np.int64)
    held_before = before.copy()
    reports_before = np.zeros(len(codes), dtype=np.int64)
    for year in np.unique(reports.years).tolist():
        rows = np.flatnonzero(reports.years == year)
        places = place_of[rows]
        before += _sum_rows(reports.counts[rows], places, len(codes))
        held_before += _sum_rows(held[rows], places, len(codes))
        is_known = reports_before[places] > 0
        reports_before[places] += 1
        if is_known.sum() >= LEAST_PLACES:
            common = places[is_known]
            found = compare_alike(reports.counts[rows[is_known]], before[common], held_before[common], LARGEST_Q)
            yield _Marked(keep_marking(found, YEAR_TERMS), [None], [year], [int(reports_before[common].sum())])


def _flag_held(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    flags: sparse.csr_matrix = (counts > 0).astype(np.int64)
    return flags


def _sum_rows(matrix: sparse.csr_matrix, group: NDArray[np.integer], groups: int) -> sparse.csr_matrix:
    chosen = sparse.csr_matrix(
        (np.ones(len(group), dtype=np.int64), (group, np.arange(len(group)))), (groups, len(group))
    )
    return chosen @ matrix


def _group_rows(codes: NDArray[np.object_]) -> Iterator[tuple[str, NDArray[np.int64]]]:
    for code in sorted(set(codes)):
        yield code, np.flatnonzero(codes == code)


def _tabulate(marked: Iterable[_Marked], vocabulary: pa.Array, schema: pa.Schema) -> pa.Table:
    all_marked = list(marked)

    def join(name: str) -> NDArray[Any]:
        return np.concatenate([np.empty(0, np.int64), *(getattr(one.found, name) for one in all_marked)])

    starts = np.cumsum([0, *(len(one.codes) for one in all_marked)])[:-1]  # of the groups of each
    group = join("group").astype(np.int64) + np.repeat(starts, [len(one.found.group) for one in all_marked])
    codes, years, documents = (
        [fact for one in all_marked for fact in getattr(one, name)] for name in ("codes", "years", "documents")
    )
    columns = [
        pa.array(codes, pa.string()).take(pa.array(group)),
        pa.array(years, pa.int64()).take(pa.array(group)),
        vocabulary.take(pa.array(join("term").astype(np.int64))),
        pa.array(join("count").astype(np.int64)),
        *(pa.array(join(name).astype(np.float64)) for name in ("log_likelihood", "log_ratio", "q_value")),
        pa.array(join("document_frequency").astype(np.int64)),
        pa.array(documents, pa.int64()).take(pa.array(group)),
    ]
    return pa.Table.from_arrays(columns, schema=schema)
