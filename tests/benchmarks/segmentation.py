"""Segmentation on one core: megabytes a second of jieba and of our segmenter, all tokens and Han words alone.

    uv run python -m tests.benchmarks.segmentation FOLDER [--reports 100]

Both hold our dictionary. Seconds are those of the processor; trust ratios taken in one run. Nothing is asserted.
"""

import gc
import time
from collections.abc import Callable

from crawlers.readers import read_bytes
from flows.steps.reading import read_document
from models.dictionary import make_tokenizer
from models.segmentation import TERM, Segmenter
from models.spacing import WORD
from tests.benchmarks.reports import choose_reports

ROUNDS = 3  # the fastest counts, of jieba's too; the first of ours is told apart, since it has nothing to remember


def measure(way: Callable[[], object]) -> list[float]:
    """Return the seconds of each round."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        way()
        seconds.append(time.process_time() - start)
    return seconds


def count_differences(tokenizer, segmenter, documents) -> int:
    """Return how many sentences have other tokens, or other Han words."""
    count = 0
    for texts in documents:
        cut, terms = segmenter.cut_texts(texts), segmenter.cut_texts(texts, terms_only=True)
        for number, text in enumerate(texts):
            tokens = [token for token in tokenizer.lcut(text) if WORD.search(token)]
            listed = cut.tokens[cut.bounds[number] : cut.bounds[number + 1]]
            words = terms.tokens[terms.bounds[number] : terms.bounds[number + 1]]
            count += tokens != listed or [token for token in tokens if TERM.match(token)] != words
    return count


def main() -> None:
    """Print the figures."""
    reports = choose_reports(__doc__)
    read = [read_document("", read_bytes(report)) for report in reports]
    documents = [[row["text"] for row in document["sentences"]] for document in read]
    size = sum(len(text.encode()) for texts in documents for text in texts) / 1e6
    tokenizer, segmenters = make_tokenizer(), [Segmenter(), Segmenter()]

    def keep_terms(tokens: list[str]) -> list[str]:
        return [token for token in tokens if TERM.match(token)]

    ways: dict[str, Callable[[], object]] = {
        "jieba.lcut": lambda: [len(tokenizer.lcut(text)) for texts in documents for text in texts],
        "ours": lambda: [len(segmenters[0].cut_texts(texts).tokens) for texts in documents],
        "jieba.lcut, Han words": lambda: [
            len(keep_terms(tokenizer.lcut(text))) for texts in documents for text in texts
        ],
        "ours, Han words": lambda: [len(segmenters[1].cut_texts(texts, True).tokens) for texts in documents],
    }
    for segmenter in segmenters:
        segmenter.cut_text("loads what is loaded once")
    sentences = sum(map(len, documents))
    print(f"{len(reports)} reports, {sentences:,} sentences, {size:.1f} MB, one core")
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is not searched again
    jieba = 0.0
    for name, way in ways.items():
        seconds = measure(way)
        best, first = min(seconds), seconds[0]
        if name.startswith("jieba"):
            jieba = best
        told = f"{jieba / best:6.1f} times jieba; at first {size / first:5.1f} MB/s, {jieba / first:.1f} times"
        print(f"{name:24}{best:7.2f} s {size / best:6.1f} MB/s {'' if name.startswith('jieba') else told}")
    print(f"{count_differences(tokenizer, segmenters[0], documents)} sentences differ")


if __name__ == "__main__":
    main()
