"""Agreement: how well a coding meets the truth, and how well coders meet one another; pure arithmetic on codes.

S sentences, K themes, P places, R draws. What is undefined (no case to judge by) is None, never NaN and never zero.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

Codes = frozenset[str]

DRAWS = 1000  # of the bootstrap: the bounds then move by less than .01 from seed to seed
SEED = 20220414
BOUNDS = (2.5, 97.5)  # per cent: an interval of 95 %
RANDOM = "random"  # the stratum that was drawn at random
MICRO, MACRO = "micro", "macro"


@dataclass(frozen=True, slots=True)
class Quality:
    """How well one theme is coded; `n` counts the sentences that carry it in truth, `f1_low` to `f1_high` is 95 %."""

    theme: str
    n: int
    precision: float | None
    recall: float | None
    f1: float | None
    f1_low: float | None
    f1_high: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Quality over some sentences: by theme, over all codes pooled (micro), and the mean of the themes (macro)."""

    n: int
    places: int
    themes: tuple[Quality, ...]
    micro: Quality
    macro: Quality


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two coders agree on a theme: sentences coded by both, uses by each, kappa and alpha."""

    theme: str
    n: int
    first: int
    second: int
    kappa: float | None
    alpha: float | None


def measure_quality(
    truth: Sequence[Codes],
    found: Sequence[Codes],
    themes: Sequence[str],
    places: Sequence[str | None],
    seed: int = SEED,
) -> Scores:
    """Return the quality of a coding against the truth; all four sequences but `themes` are of length S.

    The intervals come from drawing whole places with replacement (cluster bootstrap: Field and Welsh 2007,
    doi:10.1111/j.1467-9868.2007.00593.x), since sentences of a place resemble one another; a sentence without a place
    is a place of its own. A theme that occurs in fewer than two places has no interval. The macro figures are means
    over the themes for which they are defined. The order of the sentences changes nothing.

    Raises:
        ValueError: the sequences differ in length.
    """
    if not len(truth) == len(found) == len(places):
        raise ValueError(f"{len(truth)} sentences in truth, {len(found)} coded, {len(places)} places: not the same")
    is_true, is_found = _to_matrix(truth, themes), _to_matrix(found, themes)
    cells = np.stack([is_true & is_found, ~is_true & is_found, is_true & ~is_found], axis=2)  # (S, K, 3)
    counts = _count_by_place(cells, places)
    totals = counts.sum(axis=0)
    drawn = _draw_places(counts, seed)  # (R, K, 3)
    drawn_f1 = _divide_f1(drawn)
    has_interval = ((counts.sum(axis=2) > 0).sum(axis=0) > 1).tolist()
    qualities = tuple(
        _describe(theme, totals[k], len(truth), drawn_f1[:, k] if has_interval[k] else drawn_f1[:0, k])
        for k, theme in enumerate(themes)
    )
    spread = (counts.sum(axis=(1, 2)) > 0).sum() > 1
    pooled = _divide_f1(drawn.sum(axis=1))
    micro = _describe(MICRO, totals.sum(axis=0), len(truth) * len(themes), pooled if spread else pooled[:0])
    means = np.nanmean(drawn_f1[~np.isnan(drawn_f1).all(axis=1)], axis=1) if spread else drawn_f1[:0, 0]
    macro = Quality(
        MACRO,
        micro.n,
        _average([quality.precision for quality in qualities]),
        _average([quality.recall for quality in qualities]),
        _average([quality.f1 for quality in qualities]),
        *_find_bounds(means),
        _average([quality.kappa for quality in qualities]),
    )
    return Scores(len(truth), len(counts), qualities, micro, macro)


def measure_random(
    truth: Sequence[Codes],
    found: Sequence[Codes],
    themes: Sequence[str],
    places: Sequence[str | None],
    strata: Sequence[str | None],
    seed: int = SEED,
) -> Scores | None:
    """Return the post-stratified quality, None where nothing was drawn at random.

    A coded set holds more sentences with rare themes than reports do, so a figure pooled over it is not one of a
    corpus. The weights that would mend this (sentences of the corpus by period and stratum) are not known; therefore
    the estimate weighted to the corpus is defined as the figure over the stratum `random` alone, with its own n and
    interval. The other strata have weight zero: they only show how single themes do.
    """
    kept = [place for place, stratum in enumerate(strata) if stratum == RANDOM]
    if not kept:
        return None
    return measure_quality([truth[s] for s in kept], [found[s] for s in kept], themes, [places[s] for s in kept], seed)


def measure_kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Return the kappa of two coders over nominal codes (Cohen 1960, doi:10.1177/001316446002000104).

    Units that one of them has not coded (None) are left out. None where chance alone would agree wholly.

    Raises:
        ValueError: the sequences differ in length.
    """
    pairs = Counter((a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None)
    rows, columns = Counter[Hashable](), Counter[Hashable]()
    for (a, b), count in pairs.items():
        rows[a] += count
        columns[b] += count
    agreed = sum(count for (a, b), count in pairs.items() if a == b)
    return _weigh_chance(agreed, sum(rows[code] * columns[code] for code in rows), pairs.total())


def measure_alpha(coders: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Return the nominal alpha of two or more coders (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").

    `coders` holds one sequence a coder, None where a unit was not coded. Units coded by fewer than two are left out;
    None where the codes do not vary.

    Raises:
        ValueError: the sequences differ in length.
    """
    totals = Counter[Hashable]()
    differing = []
    for unit in zip(*coders, strict=True):
        codes = Counter(code for code in unit if code is not None)
        size = codes.total()
        if size > 1:
            totals += codes
            differing.append((size**2 - sum(count**2 for count in codes.values())) / (size - 1))
    n = totals.total()
    expected = n**2 - sum(count**2 for count in totals.values())
    return 1 - (n - 1) * fsum(differing) / expected if expected else None


def measure_agreement(
    first: Sequence[Codes | None], second: Sequence[Codes | None], themes: Sequence[str]
) -> list[Agreement]:
    """Return the agreement of two coders on each theme, and on all cells of sentence and theme pooled (`micro`).

    A sentence that a coder has not coded is None; one coded with no theme is an empty set.
    """
    columns = {
        theme: [[None if codes is None else theme in codes for codes in coder] for coder in (first, second)]
        for theme in themes
    }
    columns[MICRO] = [[cell for theme in themes for cell in columns[theme][coder]] for coder in (0, 1)]
    return [
        Agreement(
            theme,
            sum(a is not None and b is not None for a, b in zip(*pair, strict=True)),
            sum(cell is True for cell in pair[0]),
            sum(cell is True for cell in pair[1]),
            measure_kappa(*pair),
            measure_alpha(pair),
        )
        for theme, pair in columns.items()
    ]


def _to_matrix(codes: Sequence[Codes], themes: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([[theme in held for theme in themes] for held in codes], dtype=bool).reshape(-1, len(themes))


def _count_by_place(cells: NDArray[np.bool_], places: Sequence[str | None]) -> NDArray[np.int64]:
    """Return (P, K, 3) counts in an order that depends on the counts alone."""
    names = [f"={place}" if place is not None else f"#{number}" for number, place in enumerate(places)]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    counts = np.zeros((len(numbers), *cells.shape[1:]), dtype=np.int64)
    np.add.at(counts, [numbers[name] for name in names], cells)
    return counts[np.lexsort(counts.reshape(len(numbers), -1).T)] if counts.size else counts


def _draw_places(counts: NDArray[np.int64], seed: int) -> NDArray[np.float64]:
    """Return the (R, K, 3) counts of R draws of P places with replacement."""
    shares = np.full(len(counts), 1 / max(len(counts), 1))
    weights = np.random.default_rng(seed).multinomial(len(counts), shares, size=DRAWS)
    drawn: NDArray[np.float64] = np.tensordot(weights.astype(np.float64), counts.astype(np.float64), axes=1)
    return drawn


def _divide_f1(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return F1 of hits, false and missed in the last axis; NaN, within this module only, where there are none."""
    hits, wrong = 2 * counts[..., 0], counts[..., 1] + counts[..., 2]
    f1: NDArray[np.float64] = np.full(hits.shape, np.nan)
    np.divide(hits, hits + wrong, out=f1, where=hits + wrong > 0)
    return f1


def _describe(theme: str, totals: NDArray[np.int64], cells: int, drawn: NDArray[np.float64]) -> Quality:
    hits, false, missed = (int(count) for count in totals)
    rest = cells - hits - false - missed
    by_chance = (hits + false) * (hits + missed) + (missed + rest) * (false + rest)
    return Quality(
        theme,
        hits + missed,
        hits / (hits + false) if hits + false else None,
        hits / (hits + missed) if hits + missed else None,
        2 * hits / (2 * hits + false + missed) if hits + false + missed else None,
        *_find_bounds(drawn[~np.isnan(drawn)]),
        _weigh_chance(hits + rest, by_chance, cells),
    )


def _find_bounds(draws: NDArray[np.float64]) -> tuple[float | None, float | None]:
    if not draws.size:
        return None, None
    low, high = np.percentile(draws, BOUNDS)
    return float(low), float(high)


def _weigh_chance(agreed: int, by_chance: int, n: int) -> float | None:
    """Return kappa from whole numbers: units agreed, the sum of products of the margins, all units."""
    return (n * agreed - by_chance) / (n * n - by_chance) if n * n != by_chance else None


def _average(values: Sequence[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return fsum(defined) / len(defined) if defined else None
