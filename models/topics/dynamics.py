"""Topic dynamics: topics whose terms change from year to year (dynamic topic model: Blei and Lafferty 2006,
doi:10.1145/1143844.1143859), sampled by tomotopy (extra `topics`) after Bhadury et al. (2016,
doi:10.1145/2872427.2883046).

D units, V terms, K topics, Y years. An ordinary fit holds its topics fast and lets their shares move; this one lets the
words of a topic move too. It costs Y times as much, and its topics are less coherent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.topics.algorithms import Floats, MissingExtraError

DYNAMIC = "tomotopy_dtm"
DYNAMIC_ITERATIONS = 300
DYNAMIC_TERMS = 4_000  # the most frequent: each round goes over all terms of all topics in all years
STEP = 0.1  # `a` of its step size: with a tenth, tomotopy's own, the topics are still alike after 300 rounds


@dataclass(frozen=True, slots=True)
class DynamicFit:
    """What a dynamic model finds.

    Attributes:
        topic_terms: (K, V) weights over all years, each year by what it says of the topic.
        unit_topics: (D, K) shares.
        years: the Y years, ascending.
        year_terms: (Y, K, V) weights in a year.
    """

    topic_terms: Floats
    unit_topics: Floats
    years: tuple[int, ...]
    year_terms: Floats


def fit_dynamic(counts: sparse.csr_matrix, years: Sequence[int], k: int, seed: int) -> DynamicFit:
    """Fit a dynamic topic model on one thread.

    Args:
        counts: (D, V) occurrences of terms in units.
        years: (D,) year of each unit.
        k: number of topics K.
        seed: of the random state.

    Raises:
        ValueError: years of fewer or more units than there are, or all of one year.
        MissingExtraError: tomotopy is not installed.
    """
    try:
        import tomotopy
    except ImportError:
        raise MissingExtraError("tomotopy is not installed: `python -m uv sync --extra topics`") from None
    if len(years) != counts.shape[0]:
        raise ValueError(f"{len(years)} years for {counts.shape[0]} units")
    known, period = np.unique(np.asarray(years, dtype=np.int64), return_inverse=True)
    if len(known) < 2:
        raise ValueError("a topic that changes over years needs texts of two years at least")
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.sort(np.argsort(-frequency, kind="stable")[:DYNAMIC_TERMS])
    chosen = counts[:, kept].tocsr()
    model = tomotopy.DTModel(k=k, t=len(known), seed=seed, lr_a=STEP)
    units = []
    for unit in range(chosen.shape[0]):
        row = slice(chosen.indptr[unit], chosen.indptr[unit + 1])
        terms = np.repeat(chosen.indices[row], chosen.data[row])
        if len(terms):  # it leaves out what is empty
            model.add_doc([str(term) for term in terms.tolist()], timepoint=int(period[unit]))
            units.append(unit)
    model.train(DYNAMIC_ITERATIONS, workers=1, show_progress=False)
    columns = kept[np.array([int(term) for term in model.used_vocabs])]
    year_terms = np.zeros((len(known), k, counts.shape[1]))
    for year in range(len(known)):
        year_terms[year][:, columns] = [model.get_topic_word_dist(topic, timepoint=year) for topic in range(k)]
    unit_topics = np.zeros((counts.shape[0], k))
    unit_topics[units] = [document.get_topic_dist() for document in model.docs]
    said: NDArray[np.float64] = np.asarray(model.get_count_by_topics(), dtype=np.float64)  # (Y, K)
    topic_terms = np.einsum("yk,ykv->kv", said + 1, year_terms)
    return DynamicFit(topic_terms, unit_topics, tuple(known.tolist()), year_terms)
