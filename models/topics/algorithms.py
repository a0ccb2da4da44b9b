"""Topic algorithms: four ways from counts (D, V) to topics, each seeded, each on one thread.

NMF on TF-IDF (Lee and Seung 1999, doi:10.1038/44565) describes, fitted on a draw of the units where there are many; LDA
(Blei, Ng and Jordan 2003, jmlr.org/papers/v3/blei03a.html) by gensim and scikit-learn are the field's references;
tomotopy (extra `topics`) samples.
"""

import hashlib
import logging
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

# Against 170 rounds (43,000 units, K = 40): c_v .803 against .797, stability on four fifths .75 against .75, in a
# seventh of the time. Later rounds change weights more than what a topic is about.
NMF_ITERATIONS = 30
# Drawn where there are more, so that no fit takes longer than eight seconds. Fewer cost stability: of 43,000 units
# (K = 40) 25,000 save a second of seven, and agreement on four fifths falls from .76 to .69 (c_v .806, then .813).
NMF_UNITS = 50_000
LDA_PASSES = 5  # c_v .52 against .53 after ten passes, at half the time (measured in November 2026)
SKLEARN_PASSES = 10
TOMOTOPY_ITERATIONS = 200
Floats = NDArray[np.float64]


Fitter = Callable[[sparse.csr_matrix, Sequence[str], int, int], tuple[Floats, Floats]]


class MissingExtraError(ImportError):
    """Raised for an algorithm whose library is not installed; the message says how to install it."""


def draw_units(counts: sparse.csr_matrix, vocabulary: Sequence[str], most: int) -> NDArray[np.int64]:
    """Return the rows of at most so many units, ascending: those whose content has the lowest hashes.

    A unit stays in the draw, or out of it, whatever else there is: ten more reports among 2,000 change a unit in 200.
    (Bottom-k sampling: Cohen and Kaplan 2007, doi:10.1145/1281100.1281133.)

    Args:
        counts: (D, V) occurrences of terms in units.
        vocabulary: the V terms.
        most: units to draw.
    """
    if counts.shape[0] <= most:
        return np.arange(counts.shape[0])
    digests = b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in vocabulary)
    of_term = np.frombuffer(digests, dtype="<u8")
    with np.errstate(over="ignore"):
        cells = of_term[counts.indices] * (2 * counts.data.astype(np.uint64) + np.uint64(1))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(cells, dtype=np.uint64)])
        hashes = np.diff(sums[counts.indptr])  # modulo 2 ** 64
    return np.sort(np.argsort(hashes, kind="stable")[:most]).astype(np.int64)


def _fit_nmf(counts: sparse.csr_matrix, vocabulary: Sequence[str], k: int, seed: int) -> tuple[Floats, Floats]:
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    # Half the memory and three quarters of the time of double precision, and the same ten heaviest terms.
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32)
    drawn = draw_units(counts, vocabulary, NMF_UNITS)
    model = NMF(n_components=k, init="nndsvda", random_state=seed, max_iter=NMF_ITERATIONS, tol=1e-4)
    with warnings.catch_warnings():  # the iterations are bounded on purpose: more change the topics little
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(weights[drawn])
        unit_topics = model.transform(weights)  # of all units: the nearest mixtures of the topics, none below zero
    return np.asarray(model.components_, dtype=np.float64), np.asarray(unit_topics, dtype=np.float64)


def _fit_lda(counts: sparse.csr_matrix, _: Sequence[str], k: int, seed: int) -> tuple[Floats, Floats]:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    logging.getLogger("gensim").setLevel(logging.ERROR)  # small corpora: "too few updates" on every line
    corpus = Sparse2Corpus(counts, documents_columns=False)
    names = {index: str(index) for index in range(counts.shape[1])}
    model = LdaModel(corpus, num_topics=k, id2word=names, passes=LDA_PASSES, random_state=seed, eval_every=None)
    gamma, _ = model.inference(corpus)
    return np.asarray(model.get_topics(), dtype=np.float64), np.asarray(gamma, dtype=np.float64)


def _fit_sklearn_lda(counts: sparse.csr_matrix, _: Sequence[str], k: int, seed: int) -> tuple[Floats, Floats]:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(k, learning_method="online", max_iter=SKLEARN_PASSES, random_state=seed)
    unit_topics = model.fit_transform(counts)
    return np.asarray(model.components_, dtype=np.float64), np.asarray(unit_topics, dtype=np.float64)


def _fit_tomotopy_lda(counts: sparse.csr_matrix, _: Sequence[str], k: int, seed: int) -> tuple[Floats, Floats]:
    try:
        import tomotopy
    except ImportError:
        raise MissingExtraError("tomotopy is not installed: `python -m uv sync --extra topics`") from None
    model = tomotopy.LDAModel(k=k, seed=seed)
    units = []
    for unit in range(counts.shape[0]):
        row = slice(counts.indptr[unit], counts.indptr[unit + 1])
        terms = np.repeat(counts.indices[row], counts.data[row])
        if len(terms):  # it leaves out what is empty
            model.add_doc([str(term) for term in terms.tolist()])
            units.append(unit)
    model.train(TOMOTOPY_ITERATIONS, workers=1, show_progress=False)
    topic_terms = np.zeros((k, counts.shape[1]))
    columns = np.array([int(term) for term in model.used_vocabs])
    topic_terms[:, columns] = [model.get_topic_word_dist(topic) for topic in range(k)]
    unit_topics = np.zeros((counts.shape[0], k))
    unit_topics[units] = [document.get_topic_dist() for document in model.docs]
    return topic_terms, unit_topics


FITTERS: dict[str, Fitter] = {
    "nmf": _fit_nmf,
    "lda": _fit_lda,
    "sklearn_lda": _fit_sklearn_lda,
    "tomotopy_lda": _fit_tomotopy_lda,
}
# Loaded before a fit, as what limits the threads of BLAS only knows what is loaded.
LIBRARIES = {"nmf": "sklearn.decomposition", "lda": "gensim.models", "sklearn_lda": "sklearn.decomposition"}
EFFORT: dict[str, dict[str, Any]] = {
    "nmf": {"iterations": NMF_ITERATIONS, "most_units": NMF_UNITS},
    "lda": {"passes": LDA_PASSES},
    "sklearn_lda": {"passes": SKLEARN_PASSES},
    "tomotopy_lda": {"iterations": TOMOTOPY_ITERATIONS},
}
