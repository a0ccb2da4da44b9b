"""Coherence on one core: c_v and NPMI of the topics of a fit, ours beside gensim's, in one run.

    uv run python -m tests.benchmarks.coherence FOLDER [--reports 200]

Texts are the terms of whole reports, topics the ten heaviest terms of an NMF over pieces of 500 terms. Nothing is
asserted; trust ratios taken in one run.
"""

import time

import numpy as np
from threadpoolctl import threadpool_limits

from crawlers.readers import read_bytes
from models.segmentation import count_terms, load_segmenter
from models.terms import count_matrix
from models.topics.coherence import NPMI_WINDOW, WINDOW, count_windows, measure_c_v, measure_npmi
from models.topics.fits import fit_topics, rank_terms
from tests.benchmarks.reports import choose_reports

PIECE, TOPICS, TERMS = 500, 20, 10


def segment_reports(reports: list[bytes]) -> list[list[str]]:
    """Return the terms of each report, in order."""
    segmenter = load_segmenter()
    texts = []
    for report in reports:
        tokens = segmenter.cut_text(read_bytes(report).text)
        kept = count_terms(tokens)
        texts.append([token for token in tokens if token in kept])
    return texts


def main() -> None:
    """Print the figures."""
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    texts = segment_reports(choose_reports(__doc__))
    words = sorted({token for text in texts for token in text})
    number_of = {word: number for number, word in enumerate(words)}
    tokens = np.array([number_of[token] for text in texts for token in text])
    starts = np.cumsum([0, *(len(text) for text in texts)])[:-1]
    offsets = np.append(np.arange(0, len(tokens), PIECE), len(tokens))
    counted = count_matrix(offsets, tokens, np.ones_like(tokens), words)
    k = max(2, min(TOPICS, counted.counts.shape[0] // 5))
    named = [
        [term for term, _ in terms]
        for terms in rank_terms(fit_topics(counted.counts, counted.vocabulary, "nmf", k), TERMS)
    ]
    topics = np.array([[number_of[term] for term in terms] for terms in named])
    dictionary = Dictionary(texts)
    print(f"{len(texts)} reports, {len(tokens):,} terms, {k} topics, one core")
    with threadpool_limits(1):
        for measure, window, ours in (("c_v", WINDOW, measure_c_v), ("c_npmi", NPMI_WINDOW, measure_npmi)):
            start = time.perf_counter()
            model = CoherenceModel(
                topics=named, texts=texts, dictionary=dictionary, coherence=measure, window_size=window, processes=1
            )
            expected = model.get_coherence_per_topic()
            theirs = time.perf_counter() - start
            start = time.perf_counter()
            found = ours(count_windows(tokens, starts, topics, window), topics)
            taken = time.perf_counter() - start
            apart = max(abs((one or 0.0) - other) for one, other in zip(found, expected, strict=True))
            print(
                f"{measure:7} mean {np.mean(expected):.3f}  gensim {theirs:7.2f} s  ours {taken:6.3f} s "
                f"{theirs / taken:6.0f} times  largest difference {apart:.1e}"
            )


if __name__ == "__main__":
    main()
