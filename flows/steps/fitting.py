"""Fitting: section terms -> topic models, cached until the sections, the code or the parameters change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.home import Home
from flows.keys import stage_keys
from models.terms import TermCounts, count_matrix
from models.topics import TopicFit, fit_topics, label_topics, rank_terms
from warehouse.cache import name_batch

PRINTED_TERMS = 30  # of a topic, kept in out.topic_terms
SECTIONS_PER_TOPIC = 20  # a small corpus gets fewer topics than asked for
SEED = 20220414


@dataclass(frozen=True, slots=True)
class FitSpec:
    """One fit: the documents (id and raw file, in order), their batches, and the parameters."""

    root: Path
    documents: tuple[tuple[str, str], ...]
    batches: tuple[str, ...]
    algorithm: str
    topics: int
    seed: int = SEED

    @property
    def members(self) -> list[str]:
        """What the fit depends on beside the code: names its place in the cache."""
        return [
            f"{self.algorithm}/{self.topics}/{self.seed}",
            *(f"{raw}/{name}" for name, raw in self.documents),
        ]


def _load_counts(spec: FitSpec) -> tuple[TermCounts, list[str], np.ndarray[Any, Any]]:
    """Return the counts (D, V) of all sections, the raw file of each section, and the terms in each section."""
    cache, keys = Home(spec.root).cache, stage_keys()
    table = cache.read_table("segment", keys["segment"], spec.batches, "section_terms")
    table = table.filter(
        pc.is_in(table["raw_sha256"], pa.array(sorted({raw for _, raw in spec.documents}), type=pa.string()))
    )
    table = table.sort_by([("raw_sha256", "ascending"), ("section", "ascending")]).combine_chunks()
    encoded = pc.list_flatten(table["terms"]).combine_chunks().dictionary_encode()
    lengths = pc.list_value_length(table["terms"]).to_numpy()
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    occurrences = pc.list_flatten(table["counts"]).to_numpy().astype(np.int64)
    counted = count_matrix(
        offsets, encoded.indices.to_numpy().astype(np.int64), occurrences, encoded.dictionary.to_pylist()
    )
    return counted, table["raw_sha256"].to_pylist(), np.asarray(counted.counts.sum(axis=1)).ravel()


def _document_rows(
    spec: FitSpec, fit: TopicFit, raw_of_unit: Sequence[str], sizes: np.ndarray[Any, Any]
) -> list[dict[str, Any]]:
    """Return the shares of topics by document: those of its sections, weighted by their terms."""
    units_of: dict[str, list[int]] = {}
    for unit, raw in enumerate(raw_of_unit):
        units_of.setdefault(raw, []).append(unit)
    rows = []
    for document_id, raw in spec.documents:
        units = units_of.get(raw, [])
        weights = sizes[units].astype(np.float64)
        if weights.sum() == 0:
            continue
        shares = weights @ fit.unit_topics[units]
        shares /= shares.sum()
        rows += [
            {"model_id": fit.model_id, "document_id": document_id, "topic": topic, "share": float(share)}
            for topic, share in enumerate(shares)
        ]
    return rows


def fit_model(spec: FitSpec) -> None:
    """Fit one topic model over the sections of all documents and cache its tables; nothing to do if they are there.

    Corpora too small for a model (fewer than two topics' worth of sections) give empty tables.
    """
    cache, key = Home(spec.root).cache, stage_keys()["fit"]
    if cache.has_batch("fit", key, name_batch(spec.members)):
        return
    counted, raw_of_unit, sizes = _load_counts(spec)
    k = min(spec.topics, counted.counts.shape[0] // SECTIONS_PER_TOPIC, counted.counts.shape[1])
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("topic_models", "topics", "topic_terms")}
    rows["document_topics"] = []
    if k >= 2:
        fit = fit_topics(counted.counts, counted.vocabulary, spec.algorithm, k, spec.seed)
        rows["topic_models"].append(
            {
                "model_id": fit.model_id,
                "algorithm": fit.algorithm,
                "k": fit.k,
                "seed": fit.seed,
                "npmi": fit.npmi,
                "diversity": fit.diversity,
                "parameters": json.dumps(fit.parameters, sort_keys=True),
            }
        )
        rows["topics"] += [
            {"model_id": fit.model_id, "topic": topic, "label": label} for topic, label in enumerate(label_topics(fit))
        ]
        rows["topic_terms"] += [
            {"model_id": fit.model_id, "topic": topic, "term": term, "rank": rank, "weight": weight}
            for topic, terms in enumerate(rank_terms(fit, PRINTED_TERMS))
            for rank, (term, weight) in enumerate(terms, start=1)
        ]
        rows["document_topics"] = _document_rows(spec, fit, raw_of_unit, sizes)
    cache.write_batch("fit", key, spec.members, rows)
