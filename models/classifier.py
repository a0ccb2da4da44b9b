"""Classifier: the themes of a sentence by a linear model over character n-grams and the terms found in it.

A decision is a sum: each n-gram and each theme's terms add their part, so that every one can be explained. The
coefficients are packaged data (`lexicon/<scheme>.npz`, made by `rencheng train`), the sentences they come from are not.
"""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.lexicon import find_data
from models.ngrams import Vocabulary
from models.themes import Mention, load_matcher

MOST_COUNTED = 3  # mentions of a theme in a sentence; more say no more
FEATURES = 3  # of each theme: whether a term is there, how many, how much of the sentence they cover
DECIMALS = 4  # of a score: sums in another order differ beyond, and codes must not
BLOCK = 20_000  # sentences scored at once, about 100 MB


@dataclass(frozen=True, slots=True)
class Classifier:
    """A trained model of K themes over V n-grams and the terms of M themes.

    `weights` (V, K), `term_weights` (M * 3, K), `intercepts` (K,); `facts` say how it was trained, what it reached.
    """

    scheme: str
    themes: tuple[str, ...]
    vocabulary: Vocabulary
    weights: NDArray[np.float32]
    term_themes: tuple[tuple[str, str], ...]
    term_weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    facts: dict[str, Any]

    def score(self, texts: Sequence[str], mentions: Sequence[Sequence[Mention]] | None = None) -> NDArray[np.float64]:
        """Return the score of S sentences for K themes, shape (S, K); above zero a sentence is coded.

        Args:
            texts: the sentences.
            mentions: the terms found in each, where they were looked for already.
        """
        if mentions is None:
            mentions = [load_matcher().find_mentions(text) for text in texts]
        scores = np.empty((len(texts), len(self.themes)))
        for start in range(0, len(texts), BLOCK):
            block = texts[start : start + BLOCK]
            terms = list_term_features(block, mentions[start : start + BLOCK], self.term_themes)
            by_terms = terms.astype(np.float64) @ self.term_weights  # double, so that company changes no rounded digit
            scores[start : start + BLOCK] = self.vocabulary.project(block, self.weights) + by_terms
        return np.round(scores + self.intercepts, DECIMALS)

    def explain(self, text: str, theme: str) -> list[tuple[str, str, float]]:
        """Return what decided about a theme: (`n-gram` or `terms`, which, its part of the score), weightiest first."""
        column = self.themes.index(theme)
        row = self.vocabulary.weigh([text]).tocoo()
        parts = [
            ("n-gram", self.vocabulary.ngrams[number], float(value * self.weights[number, column]))
            for number, value in zip(row.col, row.data, strict=True)
        ]
        features = list_term_features([text], [load_matcher().find_mentions(text)], self.term_themes)[0]
        by_theme = (features * self.term_weights[:, column]).reshape(-1, FEATURES).sum(axis=1)
        parts += [
            ("terms", f"{scheme}/{name}", float(value))
            for (scheme, name), value in zip(self.term_themes, by_theme, strict=True)
            if value
        ]
        parts.append(("intercept", "", float(self.intercepts[column])))
        return sorted(parts, key=lambda part: (-abs(part[2]), part[1]))


def list_term_features(
    texts: Sequence[str], mentions: Iterable[Iterable[Mention]], themes: Sequence[tuple[str, str]]
) -> NDArray[np.float32]:
    """Return what terms say of S sentences, shape (S, M * 3): there or not, how many, share of the sentence."""
    columns = {theme: FEATURES * number for number, theme in enumerate(themes)}
    features = np.zeros((len(texts), FEATURES * len(themes)), dtype=np.float32)
    for row, (text, found) in enumerate(zip(texts, mentions, strict=True)):
        for mention in found:
            column = columns.get((mention.scheme, mention.theme))
            if column is None:
                continue
            features[row, column] = 1.0
            features[row, column + 1] = min(features[row, column + 1] + 1 / MOST_COUNTED, 1.0)
            features[row, column + 2] += len(mention.term) / len(text)
    return features


def dump_classifier(classifier: Classifier) -> bytes:
    """Return a classifier as the bytes of an NPZ file, the same for the same classifier."""
    buffer = io.BytesIO()
    names = {"scheme": classifier.scheme, "themes": classifier.themes, "term_themes": classifier.term_themes}
    header = json.dumps(names | {"facts": classifier.facts}, ensure_ascii=False, sort_keys=True)
    np.savez_compressed(
        buffer,
        header=np.frombuffer(header.encode(), dtype=np.uint8),
        ngrams=np.frombuffer("\n".join(classifier.vocabulary.ngrams).encode(), dtype=np.uint8),
        idf=classifier.vocabulary.idf.astype(np.float16),
        weights=classifier.weights.astype(np.float16),
        term_weights=classifier.term_weights,
        intercepts=classifier.intercepts,
    )
    return buffer.getvalue()


def parse_classifier(data: bytes) -> Classifier:
    """Return the classifier that the bytes of an NPZ file hold.

    Raises:
        ValueError: they hold none.
    """
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            header = json.loads(stored["header"].tobytes())
            vocabulary = Vocabulary.build(
                stored["ngrams"].tobytes().decode().split("\n"), stored["idf"].astype(np.float32)
            )
            return Classifier(
                scheme=header["scheme"],
                themes=tuple(header["themes"]),
                vocabulary=vocabulary,
                weights=stored["weights"].astype(np.float32),
                term_themes=tuple((scheme, theme) for scheme, theme in header["term_themes"]),
                term_weights=stored["term_weights"],
                intercepts=stored["intercepts"],
                facts=header["facts"],
            )
    except (KeyError, OSError, EOFError, UnicodeDecodeError) as error:
        raise ValueError(f"this is no classifier of ours: {error}") from error


@lru_cache(maxsize=4)
def load_classifier(scheme: str) -> Classifier | None:
    """Return the packaged classifier of a scheme, None where there is none and terms decide."""
    data = find_data(f"{scheme}.npz")
    return parse_classifier(data) if data else None
