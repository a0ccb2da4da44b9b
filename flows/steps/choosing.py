"""Choosing the number of topics: fits with several K, measured on a sample of the units, and a recommendation."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from crawlers.journal import append_records
from flows.home import Home
from flows.steps.assembling import assemble_documents
from flows.steps.choices import store_choices
from flows.steps.fitting import SEED, UNITS_PER_TOPIC, fit_model, list_fits
from flows.steps.planning import BuildPlan, NothingToBuildError, plan_build
from flows.steps.units import Unit, Units, load_sequences, load_units
from models.topics.algorithms import draw_units
from models.topics.coherence import NPMI_WINDOW, WINDOW, count_windows, measure_c_v, measure_npmi
from models.topics.fits import ALGORITHMS, COHERENCE_TERMS, TopicFit, fit_topics, rank_indices
from models.topics.number import Recommendation, TopicMeasures, choose_number
from models.topics.quality import measure_perplexity, split_counts
from models.topics.stability import measure_stability

MOST_UNITS = 10_000  # drawn by content: a fit of 40,000 takes minutes, and K is chosen from many
REFITS = 4  # on four fifths of the units each
RESEEDED = 3  # further fits of all units, with other seeds
REFIT_SHARE = 0.8
MOST_TEXTS = 500  # documents in which coherence is counted
HELD_OUT = 0.1  # of the units, for perplexity


@dataclass(frozen=True, slots=True)
class Choice:
    """What the fits with K topics reached; None where it was not measured."""

    algorithm: str
    k: int
    npmi: float | None
    c_v: float | None
    diversity: float
    exclusivity: float
    perplexity: float | None
    stability: float | None
    stability_error: float | None
    seed_stability: float | None


def choose_topics(
    home: Home,
    numbers: Sequence[int],
    algorithm: str = "nmf",
    unit: Unit = Unit.SECTIONS,
    parts: tuple[str, ...] = (),
    from_year: int | None = None,
    report: Callable[[str, int, int], None] = lambda *_: None,
) -> tuple[list[Choice], Recommendation, int]:
    """Fit topic models with several K on units drawn by content and return what each reached, and which K to take.

    Coherence is counted in sliding windows over the texts of some of the documents, drawn by seed too.

    Args:
        home: the home folder; all its batches must have been worked on.
        numbers: the K to try.
        algorithm: of the fits.
        unit: what counts as one.
        parts: beginnings of jieba's tags; only terms of these parts of speech are counted, all where none is named.
        from_year: only documents that plan this year or a later one.
        report: told how many fits of how many are done.

    Returns:
        The measures by K, the recommendation, and the number of units that were drawn.

    Raises:
        NothingToBuildError: there is too little text for the smallest K.
    """
    plan = _plan_read(home)
    batches = tuple(batch.name for batch in plan.batches)
    documents = assemble_documents(home, plan.rows, batches)["documents"].to_pylist()
    raws = [row["raw_sha256"] for row in documents if row["is_main"] and (row["year"] or 0) >= (from_year or 0)]
    units = load_units(home.root, batches, raws, unit, parts)
    counts, vocabulary = _draw(units), units.counted.vocabulary
    texts = load_sequences(home.root, batches, _draw_texts(raws), vocabulary)
    wanted = [k for k in sorted(set(numbers)) if 2 <= k <= counts.shape[0] // UNITS_PER_TOPIC]
    if not wanted:
        raise NothingToBuildError(f"{counts.shape[0]} {unit} are too few for {min(numbers)} topics: add reports")
    random = np.random.default_rng(SEED)
    samples = [
        np.sort(random.permutation(counts.shape[0])[: int(REFIT_SHARE * counts.shape[0])]) for _ in range(REFITS)
    ]
    every = np.arange(counts.shape[0])
    runs = [(every, SEED), *((rows, SEED) for rows in samples), *((every, SEED + n + 1) for n in range(RESEEDED))]
    done, whole = 0, len(wanted) * (len(runs) + 1)
    choices = []
    for k in wanted:
        fits = []
        for rows, seed in runs:
            fits.append(fit_topics(counts[rows], vocabulary, algorithm, k, seed))
            done += 1
            report(f"K = {k}", done, whole)
        choices.append(_measure(counts, fits, texts))
        done += 1
        report(f"K = {k}", done, whole)
    found = choose_number([TopicMeasures(c.k, c.npmi, c.c_v, c.stability, c.stability_error) for c in choices])
    if unit is Unit.SECTIONS and not parts and from_year is None:  # else not of the fits that a build publishes
        store_choices(home, [asdict(choice) for choice in choices])
    return choices, found, counts.shape[0]


def _draw(units: Units) -> sparse.csr_matrix:
    return units.counted.counts[draw_units(units.counted.counts, units.counted.vocabulary, MOST_UNITS)]


def _draw_texts(raws: Sequence[str]) -> list[str]:
    order = np.random.default_rng(SEED).permutation(len(raws))[:MOST_TEXTS]
    return [sorted(raws)[number] for number in order]


def _measure(
    counts: sparse.csr_matrix, fits: Sequence[TopicFit], texts: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> Choice:
    """Return the measures of a fit, which refits on parts of the units follow, then fits with other seeds."""
    fit, refits, reseeded = fits[0], fits[1 : REFITS + 1], fits[REFITS + 1 :]
    top = rank_indices(fit.topic_terms, COHERENCE_TERMS)
    npmi = measure_npmi(count_windows(*texts, top, NPMI_WINDOW), top)
    c_v = measure_c_v(count_windows(*texts, top, WINDOW), top)
    stability = measure_stability([rank_indices(each.topic_terms, COHERENCE_TERMS) for each in refits], reference=top)
    seeds = measure_stability([rank_indices(each.topic_terms, COHERENCE_TERMS) for each in (fit, *reseeded)])
    held = np.random.default_rng(SEED).permutation(counts.shape[0])
    border = int(HELD_OUT * len(held))
    trained = fit_topics(counts[np.sort(held[border:])], fit.vocabulary, fit.algorithm, fit.k, fit.seed)
    perplexity = measure_perplexity(trained.topic_terms, *split_counts(counts[np.sort(held[:border])], SEED))
    return Choice(
        algorithm=fit.algorithm,
        k=fit.k,
        npmi=_mean(npmi),
        c_v=_mean(c_v),
        diversity=fit.diversity,
        exclusivity=fit.exclusivity,
        perplexity=perplexity,
        stability=stability.mean if stability else None,
        stability_error=stability.standard_error if stability else None,
        seed_stability=seeds.mean if seeds else None,
    )


def _mean(values: Sequence[float | None]) -> float | None:
    held = [value for value in values if value is not None]
    return float(np.mean(held)) if held else None


def fit_beside(home: Home, algorithm: str, topics: int, unit: Unit, parts: tuple[str, ...] = ()) -> None:
    """Fit a model of the documents as they are, beside that of a build, and note it for the next build to publish.

    Raises:
        NothingToBuildError: files wait to be read.
        ValueError: no such algorithm.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"no topic model is called {algorithm!r}: choose {', '.join(ALGORITHMS)}")
    plan = _plan_read(home)
    batches = tuple(batch.name for batch in plan.batches)
    documents = assemble_documents(home, plan.rows, batches)["documents"]
    with home.hold():
        (own,) = list_fits(home, documents, batches, topics)[:1]
        fit_model(replace(own, algorithm=algorithm, unit=unit, parts=parts))
        asked = {"algorithm": algorithm, "topics": topics, "unit": str(unit), "parts": list(parts)}
        append_records(home.fits_path, [asked])


def _plan_read(home: Home) -> BuildPlan:
    plan = plan_build(home)
    if plan.pending:
        raise NothingToBuildError("files wait to be read: run `rencheng build` first")
    return plan
