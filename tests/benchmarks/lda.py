"""LDA: gensim by passes beside tomotopy (extra `topics`): seconds of the processor and coherence, in one run.

    uv run --extra topics python -m tests.benchmarks.lda FOLDER [--reports 200]

Units are pieces of 500 terms, texts whole reports, one thread each. Seconds are those of the processor, of fitting.
Coherence is that of the ten heaviest terms: c_v in windows of 110 terms, NPMI in windows of ten. Nothing is asserted.
"""

import time
from collections.abc import Callable

import numpy as np
from scipy import sparse
from threadpoolctl import threadpool_limits

from models.terms import count_matrix
from models.topics import algorithms as topic_algorithms
from models.topics.coherence import NPMI_WINDOW, WINDOW, count_windows, measure_c_v, measure_npmi
from models.topics.fits import rank_indices
from tests.benchmarks.coherence import PIECE, segment_reports
from tests.benchmarks.reports import choose_reports

TOPICS, SEED = 20, 1
GENSIM_PASSES = (1, 5, 10)
TOMOTOPY_ITERATIONS = (50, 100, 200)


def list_ways() -> list[tuple[str, str, str, int]]:
    """Return what is compared: its name, the algorithm, the constant of its effort, and how much of it."""
    gensim = [(f"gensim, {n} passes", "lda", "LDA_PASSES", n) for n in GENSIM_PASSES]
    return gensim + [
        (f"tomotopy, {n} iterations", "tomotopy_lda", "TOMOTOPY_ITERATIONS", n) for n in TOMOTOPY_ITERATIONS
    ]


def measure_seconds(fit: Callable[[], object]) -> float:
    """Return the seconds of the processor that a fit takes."""
    start = time.process_time()
    fit()
    return time.process_time() - start


def mean(values: list[float | None]) -> float:
    """Return the mean of what was measured."""
    return float(np.mean([value for value in values if value is not None]))


def main() -> None:
    """Print the figures."""
    texts = segment_reports(choose_reports(__doc__))
    words = sorted({token for text in texts for token in text})
    number_of = {word: number for number, word in enumerate(words)}
    tokens = np.array([number_of[token] for text in texts for token in text])
    starts = np.cumsum([0, *(len(text) for text in texts)])[:-1]
    offsets = np.append(np.arange(0, len(tokens), PIECE), len(tokens))
    counted = count_matrix(offsets, tokens, np.ones_like(tokens), words)
    counts: sparse.csr_matrix = counted.counts
    number_in_texts = np.array([number_of[term] for term in counted.vocabulary])
    k = max(2, min(TOPICS, counts.shape[0] // 5))
    print(f"{len(texts)} reports, {counts.shape[0]:,} units, {counts.shape[1]:,} terms, {k} topics, one thread")
    for _, algorithm, _, _ in (list_ways()[0], list_ways()[-1]):  # loads what is loaded once
        topic_algorithms.FITTERS[algorithm](counts[:50], counted.vocabulary, 2, SEED)
    reference = 0.0
    for name, algorithm, constant, effort in list_ways():
        setattr(topic_algorithms, constant, effort)
        found: list[np.ndarray] = []

        def fit(algorithm: str = algorithm, found: list[np.ndarray] = found) -> None:
            found.append(topic_algorithms.FITTERS[algorithm](counts, counted.vocabulary, k, SEED)[0])

        with threadpool_limits(1):
            seconds = measure_seconds(fit)
        top = number_in_texts[rank_indices(found[0], 10)]
        c_v = mean(measure_c_v(count_windows(tokens, starts, top, WINDOW), top))
        npmi = mean(measure_npmi(count_windows(tokens, starts, top, NPMI_WINDOW), top))
        reference = seconds if algorithm == "lda" else reference  # gensim with most passes
        part = f"  {seconds / reference:5.2f} of gensim's {GENSIM_PASSES[-1]} passes" if algorithm != "lda" else ""
        print(f"{name:26}{seconds:8.1f} s  c_v {c_v:.3f}  NPMI {npmi:.3f}{part}")


if __name__ == "__main__":
    main()
