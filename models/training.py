"""Training: coded sentences and uncoded ones -> a linear classifier of themes, and what it reaches by cross-validation.

One linear support vector machine a theme (scikit-learn's LinearSVC) over three views of a sentence: its character
n-grams weighted by inverse document frequency, the terms of its scheme found in it, and its place in the latent
semantic space of uncoded sentences (Deerwester et al. 1990, Indexing by latent semantic analysis, JASIS 41). The third
view is a linear map of the first, so that both end as one coefficient an n-gram.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.classifier import Classifier, list_term_features
from models.ngrams import LONGEST, Vocabulary
from models.themes import load_matcher

SEED = 20220414
LEAST_DOCUMENTS = 10  # sentences that an n-gram stands in, of 100,000; fewer without uncoded ones
LEAST_ALONE = 3
DIMENSIONS, SPACE_WEIGHT = 250, 2.0  # of the semantic space; more of either changed the third decimal
PENALTY = 1.0  # C of LinearSVC
OFFSET = 0.1  # of the decision: rare themes are told a little more readily, which is where F1 is highest
FOLDS = 5
MOST_NGRAMS = 50_000  # shipped, the weightiest; the others change no decision in a thousand


@dataclass(frozen=True, slots=True)
class Views:
    """The three views of S sentences as one sparse matrix (S, V + M * 3 + D), and the map (V, D) of the third."""

    vocabulary: Vocabulary
    term_themes: tuple[tuple[str, str], ...]
    space: NDArray[np.float32]
    matrix: Any


def look_at(texts: Sequence[str], background: Sequence[str], term_themes: Sequence[tuple[str, str]]) -> Views:
    """Return the views of coded sentences; vocabulary and space come from the uncoded ones, where there are any."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    least = LEAST_DOCUMENTS if background else LEAST_ALONE
    counter = TfidfVectorizer(analyzer="char", lowercase=False, ngram_range=(1, LONGEST), min_df=least)
    counter.fit(background or texts)
    vocabulary = Vocabulary.build(counter.get_feature_names_out().tolist(), counter.idf_)
    ngrams = vocabulary.weigh(texts)
    terms = list_term_features(texts, [load_matcher().find_mentions(text) for text in texts], term_themes)
    if background:
        machine = TruncatedSVD(DIMENSIONS, n_iter=3, random_state=SEED).fit(vocabulary.weigh(background))
        space = (SPACE_WEIGHT * machine.components_.T).astype(np.float32)
    else:
        space = np.zeros((len(vocabulary.ngrams), 0), dtype=np.float32)
    matrix = sparse.hstack([ngrams, sparse.csr_matrix(terms), sparse.csr_matrix(ngrams @ space)]).tocsr()
    return Views(vocabulary, tuple(term_themes), space, matrix)


def fit_machines(views: Views, rows: NDArray[np.int64], coded: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return one column of coefficients a theme, the intercept last; shape (V + M * 3 + D + 1, K).

    Args:
        views: the views of all sentences.
        rows: the numbers of the sentences to learn from.
        coded: which sentence has which theme; shape (S, K).
    """
    from sklearn.svm import LinearSVC

    columns = []
    for theme in range(coded.shape[1]):
        wanted = coded[rows, theme]
        if wanted.all() or not wanted.any():
            columns.append(np.append(np.zeros(views.matrix.shape[1]), 1.0 if wanted.any() else -1.0))
            continue
        machine = LinearSVC(C=PENALTY, random_state=SEED).fit(views.matrix[rows], wanted)
        columns.append(np.append(machine.coef_[0], machine.intercept_[0] + OFFSET))
    return np.array(columns).T


def decide(views: Views, rows: NDArray[np.int64], machines: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which of some sentences are coded with which theme; shape (rows, K)."""
    decided: NDArray[np.bool_] = views.matrix[rows] @ machines[:-1] + machines[-1] > 0
    return decided


def split_places(places: Sequence[str], parts: int, seed: int = SEED) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of the sentences of each part; the sentences of a place stay together."""
    names = sorted(set(places))
    random.Random(seed).shuffle(names)  # noqa: S311  a split, not a secret
    part_of = {name: number % parts for number, name in enumerate(names)}
    numbers = np.array([part_of[place] for place in places])
    for part in range(parts):
        yield np.flatnonzero(numbers == part)


def cross_validate(views: Views, coded: NDArray[np.bool_], places: Sequence[str]) -> NDArray[np.bool_]:
    """Return the decision about each sentence by a model that has seen no sentence of its place; shape (S, K)."""
    decided = np.zeros_like(coded)
    for held in split_places(places, FOLDS):
        rest = np.setdiff1d(np.arange(len(places)), held)
        decided[held] = decide(views, held, fit_machines(views, rest, coded))
    return decided


def fit_classifier(
    scheme: str, themes: Sequence[str], views: Views, coded: NDArray[np.bool_], facts: dict[str, Any]
) -> Classifier:
    """Return the classifier learnt from all coded sentences, its n-grams cut to the weightiest.

    Args:
        scheme: the scheme of the themes.
        themes: the K themes.
        views: the views of S sentences.
        coded: which sentence has which theme; shape (S, K).
        facts: what is known of the training, kept with the model.
    """
    machines = fit_machines(views, np.arange(len(coded)), coded)
    n_ngrams, n_terms = len(views.vocabulary.ngrams), 3 * len(views.term_themes)
    weights = machines[:n_ngrams] + views.space @ machines[n_ngrams + n_terms : -1]
    kept = np.sort(np.argsort(-np.abs(weights).max(axis=1) * views.vocabulary.idf, kind="stable")[:MOST_NGRAMS])
    ngrams = [views.vocabulary.ngrams[number] for number in kept]
    classifier = Classifier(
        scheme=scheme,
        themes=tuple(themes),
        vocabulary=Vocabulary.build(ngrams, views.vocabulary.idf[kept]),
        weights=weights[kept].astype(np.float32),
        term_themes=views.term_themes,
        term_weights=machines[n_ngrams : n_ngrams + n_terms].astype(np.float32),
        intercepts=machines[-1].astype(np.float32),
        facts=facts,
    )
    return classifier
