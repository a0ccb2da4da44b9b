"""Fitting: units of text -> topic models, cached until the texts, the code or the parameters change."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from crawlers.journal import read_records
from flows.home import Home
from flows.keys import stage_keys
from flows.settings import DEFAULT_TOPICS
from flows.steps.units import Unit, Units, load_units
from models.topics.dynamics import DYNAMIC
from models.topics.fits import TopicFit, fit_topics, label_topics, rank_indices, rank_terms
from warehouse.cache import name_batch
from warehouse.stages import FIT

YEAR_TERMS = 10  # of a topic in a year, where its terms change
PRINTED_TERMS = 30  # of a topic, kept in out.topic_terms
UNITS_PER_TOPIC = 20  # a small corpus gets fewer topics than asked for
SEED = 20220414
DRAWS = 200  # of the units of a document, for the interval of a share
ENDS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class FitSpec:
    """One fit: the documents (id and raw file, in order), their batches, and the parameters."""

    root: Path
    documents: tuple[tuple[str, str], ...]
    batches: tuple[str, ...]
    algorithm: str = "nmf"
    topics: int = DEFAULT_TOPICS
    seed: int = SEED
    unit: Unit = Unit.SECTIONS
    years: tuple[tuple[str, int], ...] = ()  # raw file and year, of what is dated
    parts: tuple[str, ...] = ()  # of speech, whose terms are counted; none named: all

    @property
    def members(self) -> list[str]:
        """What the fit depends on beside the code: names its place in the cache."""
        dated = [f"{raw}/{year}" for raw, year in self.years] if self.algorithm == DYNAMIC else []
        return [
            "/".join([self.algorithm, str(self.topics), str(self.seed), str(self.unit), *self.parts]),
            *(f"{raw}/{name}" for name, raw in self.documents),
            *dated,
        ]

    def load_units(self) -> Units:
        """Return the units of the documents; of those with a year, where topics change over years."""
        named = (
            raw for raw, _ in (self.years if self.algorithm == DYNAMIC else ((raw, 0) for _, raw in self.documents))
        )
        return load_units(self.root, self.batches, named, self.unit, self.parts)


def list_fits(home: Home, documents: pa.Table, batches: Sequence[str], topics: int) -> tuple[FitSpec, ...]:
    """Return the fit that belongs to a build, and those that `topics fit` has made of the same documents.

    Args:
        home: the home folder.
        documents: the table `documents` of the build.
        batches: names of all its batches.
        topics: number of topics K of its own fit.
    """
    rows = documents.select(["document_id", "raw_sha256", "year"]).to_pylist()
    pairs = tuple(sorted((row["document_id"], row["raw_sha256"]) for row in rows))
    years = tuple(sorted((row["raw_sha256"], row["year"]) for row in rows if row["year"]))
    own = FitSpec(home.root, pairs, tuple(batches), topics=topics, years=years)
    asked = dict.fromkeys(
        replace(
            own,
            algorithm=each["algorithm"],
            topics=each["topics"],
            unit=Unit(each["unit"]),
            parts=tuple(each.get("parts", ())),
        )
        for each in read_records(home.fits_path)
    )
    key = stage_keys()["fit"]
    made = [spec for spec in asked if home.cache.has_batch("fit", key, name_batch(spec.members))]
    return tuple(dict.fromkeys([own, *made]))


def fit_model(spec: FitSpec) -> None:
    """Fit one topic model over the units of all documents and cache its tables; nothing to do if they are there.

    Corpora too small for a model (fewer than two topics' worth of units) give empty tables.
    """
    cache, key = Home(spec.root).cache, stage_keys()["fit"]
    if cache.has_batch("fit", key, name_batch(spec.members)):
        return
    units = spec.load_units()
    counts = units.counted.counts
    k = min(spec.topics, counts.shape[0] // UNITS_PER_TOPIC, counts.shape[1])
    rows: dict[str, Any] = {name: [] for name in FIT}
    if k >= 2:
        year_of = dict(spec.years)
        years = [year_of[raw] for raw in units.raw_sha256] if spec.algorithm == DYNAMIC else None
        fit = fit_topics(counts, units.counted.vocabulary, spec.algorithm, k, spec.seed, years)
        parameters = json.dumps(fit.parameters | {"unit": str(spec.unit), "parts": list(spec.parts)}, sort_keys=True)
        names = ("model_id", "algorithm", "k", "seed", "npmi", "diversity", "exclusivity")
        rows["topic_models"].append({name: getattr(fit, name) for name in names} | {"parameters": parameters})
        rows["topics"] += [
            {"model_id": fit.model_id, "topic": topic, "label": label} for topic, label in enumerate(label_topics(fit))
        ]
        rows["topic_terms"] += [
            {"model_id": fit.model_id, "topic": topic, "term": term, "rank": rank, "weight": weight}
            for topic, terms in enumerate(rank_terms(fit, PRINTED_TERMS))
            for rank, (term, weight) in enumerate(terms, start=1)
        ]
        rows["topic_year_terms"] = list(_list_year_terms(fit))
        rows["document_topics"] = _tabulate_shares(spec, fit, units)
    cache.write_batch("fit", key, spec.members, rows)


def _list_year_terms(fit: TopicFit) -> Iterable[dict[str, Any]]:
    """Yield the heaviest terms of each topic in each year, where they change."""
    for year, weights in zip(fit.years, fit.year_terms if fit.year_terms is not None else (), strict=True):
        for topic, row in enumerate(rank_indices(weights, YEAR_TERMS)):
            for rank, index in enumerate(row, start=1):
                fact = {"model_id": fit.model_id, "topic": topic, "year": year, "term": fit.vocabulary[index]}
                yield fact | {"rank": rank, "weight": float(weights[topic, index])}


def _tabulate_shares(spec: FitSpec, fit: TopicFit, units: Units) -> pa.Table:
    """Return the share of each topic in each document, and its interval: its units drawn again."""
    units_of: dict[str, list[int]] = {}
    for unit, raw in enumerate(units.raw_sha256):
        units_of.setdefault(raw, []).append(unit)
    named, values = [], [np.empty((0, 3))]
    for document_id, raw in spec.documents:
        of_document = units_of.get(raw, [])
        weights = units.sizes[of_document].astype(np.float64)
        if weights.sum() == 0:
            continue
        shares = fit.unit_topics[of_document]
        mean = weights @ shares / weights.sum()
        named.append(document_id)
        values.append(np.stack([mean / mean.sum(), *_draw_again(weights, shares, int(raw[:8], 16))], axis=1))
    columns = [
        pa.array([fit.model_id]).take(pa.array(np.zeros(len(named) * fit.k, np.int64))),
        pa.array(named, pa.string()).take(pa.array(np.repeat(np.arange(len(named)), fit.k))),
        pa.array(np.tile(np.arange(fit.k), len(named))),
        *(pa.array(np.ascontiguousarray(column)) for column in np.concatenate(values).T),
    ]
    return pa.Table.from_arrays(columns, schema=FIT["document_topics"])


def _draw_again(
    weights: NDArray[np.float64], shares: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (K,) the ends of the interval of the mean of shares (D, K): units drawn with replacement (Efron 1979)."""
    if len(weights) < 2:
        nothing = np.full(shares.shape[1], np.nan)
        return nothing, nothing
    drawn = np.random.default_rng(seed).multinomial(len(weights), np.full(len(weights), 1 / len(weights)), DRAWS)
    weighted = drawn * weights
    totals = np.maximum(weighted.sum(axis=1, keepdims=True), 1)
    ordered = np.sort(weighted @ shares / totals, axis=0)
    low, high = (_interpolate(ordered, end * (DRAWS - 1)) for end in ENDS)
    return low, high


def _interpolate(ordered: NDArray[np.float64], place: float) -> NDArray[np.float64]:
    """Return the quantile at a place between two rows; `np.quantile` takes ten times as long for as few."""
    row = int(place)
    value: NDArray[np.float64] = ordered[row] + (place - row) * (ordered[row + 1] - ordered[row])
    return value
