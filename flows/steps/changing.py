"""Changing: counts of terms in reports -> the years at which their use changes, of all cities and of each place."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import sparse

from flows.steps.counted import CITY
from flows.steps.counting import Reports
from models.change_points import Changes, find_changes
from models.comparable import choose_panel
from warehouse.schemas import ASSEMBLED

LEAST_YEARS = 8  # with a report of a place: between fewer, a change is mostly a gap
LEAST_LEXICON_USES = 5  # in all, of terms of the lexicon
LEAST_YEARLY_USES = 2  # of other terms, on average: of rarer ones nobody can tell when they changed
PLACE_CHANGES = 100  # of a place, the most certain, beside those of the lexicon
PANEL_CHANGES = 2_000  # of all cities, likewise
PER_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class _Followed:
    """Changes of terms between two years, in one place (its code) or in the n places of the panel (None)."""

    code: str | None
    changes: Changes
    terms: NDArray[np.int64]
    first: int
    last: int
    places: int


@dataclass(frozen=True, slots=True)
class _Uses:
    """Occurrences (D, V) in reports of the terms of the lexicon, as coded, and of the others, as segmented."""

    counts: sparse.csr_matrix
    names: pa.Array
    is_lexicon: NDArray[np.bool_]


def date_changes(reports: Reports) -> pa.Table:
    """Return the table `term_changes`: of the cities of a balanced panel, and of each place with reports of many years.

    A rate is that of a place's own years, or that of the same cities year after year; years of too few of them are
    left out.
    """
    schema = ASSEMBLED["term_changes"]
    uses = _join_uses(reports)
    tables = [_tabulate(followed, uses, schema) for followed in _follow_all(reports, uses)]
    return pa.concat_tables([schema.empty_table(), *tables])


def _join_uses(reports: Reports) -> _Uses:
    known = set(reports.lexicon)
    others = [column for column, term in enumerate(reports.vocabulary) if term not in known]
    return _Uses(
        sparse.hstack([reports.uses, reports.counts[:, others]], format="csr", dtype=np.int64),
        pa.array([*reports.lexicon, *(reports.vocabulary[column] for column in others)], pa.string()),
        np.arange(len(known) + len(others)) < len(known),
    )


def _follow_all(reports: Reports, uses: _Uses) -> Iterator[_Followed]:
    cities = np.flatnonzero(reports.ranks == CITY)
    if len(cities):
        codes, place_of = np.unique(reports.codes[cities].astype(str), return_inverse=True)
        first = int(reports.years[cities].min())
        year_of = reports.years[cities] - first
        has_report = np.zeros((len(codes), int(year_of.max()) + 1), dtype=bool)
        has_report[place_of, year_of] = True
        panel = choose_panel(has_report)
        rows = cities[panel.is_place[place_of] & panel.is_year[year_of]]
        if panel.is_place.sum() > 1:
            yield _follow(reports, uses, rows, None, PANEL_CHANGES)
    for code in sorted(set(reports.codes)):
        rows = np.flatnonzero(reports.codes == code)
        if len(rows) >= LEAST_YEARS:
            yield _follow(reports, uses, rows, code, PLACE_CHANGES)


def _follow(reports: Reports, uses: _Uses, rows: NDArray[np.int64], code: str | None, most: int) -> _Followed:
    """Return the changes of terms in some reports; of terms outside the lexicon the most certain only."""
    first, last = int(reports.years[rows].min()), int(reports.years[rows].max())
    years = reports.years[rows] - first
    by_year = sparse.csr_matrix((np.ones(len(rows), dtype=np.int64), (years, np.arange(len(rows)))))
    counts = by_year @ uses.counts[rows]
    least = np.where(uses.is_lexicon, LEAST_LEXICON_USES, LEAST_YEARLY_USES * len(set(years)))
    terms = np.flatnonzero(np.asarray(counts.sum(axis=0)).ravel() >= least)
    sizes = np.bincount(years, reports.sizes[rows]).astype(np.int64)
    changes = find_changes(counts[:, terms].toarray().T, sizes)
    likelihood = np.where(uses.is_lexicon[terms[changes.term]], np.inf, changes.log_likelihood)
    order = np.lexsort((changes.year, changes.term, -likelihood))
    kept = np.sort(order[: np.isinf(likelihood).sum() + most])
    chosen = Changes(*(getattr(changes, name)[kept] for name in Changes.__slots__))
    return _Followed(code, chosen, terms, first, last, len(set(reports.codes[rows])))


def _tabulate(followed: _Followed, uses: _Uses, schema: pa.Schema) -> pa.Table:
    changes, n = followed.changes, len(followed.changes.term)
    columns = [
        pa.array([followed.code] * n, pa.string()),
        pa.array(changes.year + followed.first),
        uses.names.take(pa.array(followed.terms[changes.term])),
        pa.array(PER_CHARACTERS * changes.before),
        pa.array(PER_CHARACTERS * changes.after),
        pa.array(changes.log_likelihood),
        pa.array(uses.is_lexicon[followed.terms[changes.term]]),
        *(pa.array([fact] * n, pa.int64()) for fact in (followed.first, followed.last, followed.places)),
    ]
    return pa.Table.from_arrays(columns, schema=schema)
