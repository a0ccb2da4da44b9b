"""The network: slices selected and pruned one by one, then merged.

The slices decide which keywords and links stand. The figures of those that stand (counts, strengths) are those of all
records, so that a number means the same whatever the slices were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.networks.counting import Incidence, Pairs, count_pairs
from models.networks.pruning import prune_links
from models.networks.selection import Selection, select_keywords, select_links
from models.networks.slices import Slice, place_slices
from models.networks.strength import weigh_links


@dataclass(frozen=True, slots=True)
class SliceFigures:
    """What a slice gave: its years, records, keywords, those selected, their links, the links left by pruning."""

    first: int
    last: int
    records: int
    keywords: int
    selected: int
    links: int
    links_kept: int


@dataclass(frozen=True, slots=True)
class Network:
    """N keywords and E links, in order of the keywords.

    Attributes:
        keywords: the N keywords, in order of their code points.
        columns: (N,) where they stand among the keywords of the incidence.
        counts: (N,) records that carry a keyword.
        sources: (E,) the smaller end of a link, an index into `keywords`.
        targets: (E,) the larger end.
        link_counts: (E,) records that carry both.
        strengths: (E,) by `measure`.
        link_years: (E,) first year of the first slice in which the link stands.
        measure: of strength.
        slices: what each slice gave.
    """

    keywords: tuple[str, ...]
    columns: NDArray[np.int64]
    counts: NDArray[np.int64]
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    link_counts: NDArray[np.int64]
    strengths: NDArray[np.float64]
    link_years: NDArray[np.int64]
    measure: str
    slices: tuple[SliceFigures, ...]

    @property
    def density(self) -> float | None:
        """Links divided by pairs of keywords; None below two keywords."""
        pairs = len(self.keywords) * (len(self.keywords) - 1) // 2
        return len(self.sources) / pairs if pairs else None


def build_network(
    incidence: Incidence,
    slices: Sequence[Slice],
    selection: Selection,
    measure: str = "cosine",
    slice_pruning: str = "none",
    merged_pruning: str = "none",
) -> Network:
    """Return the network merged from the slices.

    Args:
        incidence: of all records.
        slices: that cover the years of all records.
        selection: the criterion by which a slice selects.
        measure: of strength, one of `strength.MEASURES`; in a slice it is taken over the slice's records.
        slice_pruning: one of `pruning.PRUNINGS`, for each slice before it is merged.
        merged_pruning: the same, for the merged network.

    Raises:
        ValueError: a record lies outside the slices, or a parameter is not known.
    """
    outside = sum(not any(part.first <= year <= part.last for part in slices) for year in incidence.years.tolist())
    if outside:
        raise ValueError(f"{outside} records lie outside the slices")
    parts = [
        _build_slice(incidence, part, position, selection, measure, slice_pruning)
        for part, position in zip(slices, place_slices(slices), strict=True)
    ]
    columns = np.unique(np.concatenate([part.chosen for part in parts]))
    standing, first_part = np.unique(np.concatenate([part.links for part in parts]), return_index=True)
    years = np.repeat([part.figures.first for part in parts], [len(part.links) for part in parts])[first_part]
    pairs = count_pairs(incidence.matrix[:, columns])
    stands = np.isin(_name_links(pairs, columns, incidence), standing)
    left = _prune_pairs(pairs, stands, measure, merged_pruning)
    return Network(
        tuple(incidence.keywords[column] for column in columns.tolist()),
        columns,
        pairs.counts,
        pairs.sources[left],
        pairs.targets[left],
        pairs.together[left],
        _weigh_pairs(pairs, left, measure),
        years[np.searchsorted(np.flatnonzero(stands), left)].astype(np.int64),
        measure,
        tuple(part.figures for part in parts),
    )


class _Part(NamedTuple):
    figures: SliceFigures
    chosen: NDArray[np.int64]
    links: NDArray[np.int64]


def _build_slice(
    incidence: Incidence, part: Slice, position: float, selection: Selection, measure: str, pruning: str
) -> _Part:
    rows = incidence.matrix[np.flatnonzero((incidence.years >= part.first) & (incidence.years <= part.last))]
    counts = np.bincount(rows.indices, minlength=len(incidence.keywords)).astype(np.int64)
    chosen = select_keywords(selection, counts, position)
    pairs = count_pairs(rows[:, chosen])
    stands = select_links(selection, pairs, position)
    kept = _prune_pairs(pairs, stands, measure, pruning)
    occurring = int(np.count_nonzero(counts))
    figures = SliceFigures(*part, rows.shape[0], occurring, len(chosen), int(stands.sum()), len(kept))
    return _Part(figures, chosen, _name_links(pairs, chosen, incidence)[kept])


def _name_links(pairs: Pairs, columns: NDArray[np.int64], incidence: Incidence) -> NDArray[np.int64]:
    """Return one number for each pair, which rises with `sources` and `targets` and is the same in every slice."""
    return columns[pairs.sources] * len(incidence.keywords) + columns[pairs.targets]


def _weigh_pairs(pairs: Pairs, links: NDArray[np.int64], measure: str) -> NDArray[np.float64]:
    first, second = pairs.counts[pairs.sources[links]], pairs.counts[pairs.targets[links]]
    return weigh_links(measure, pairs.together[links], first, second)


def _prune_pairs(pairs: Pairs, stands: NDArray[np.bool_], measure: str, method: str) -> NDArray[np.int64]:
    """Return the links, of those that stand, which the pruning keeps; indices into the pairs."""
    links = np.flatnonzero(stands)
    strengths = _weigh_pairs(pairs, links, measure)
    stays = prune_links(method, len(pairs.counts), pairs.sources[links], pairs.targets[links], strengths)
    return links[stays]
