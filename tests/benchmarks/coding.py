"""Coding on one core: megabytes a second of terms of all schemes, classifier and senses, beside one regular expression
a theme of the default scheme.

    uv run python -m tests.benchmarks.coding FOLDER [--reports 200]

Nothing is asserted; trust ratios taken in one run.
"""

import gc
import re
import time

from threadpoolctl import threadpool_limits

from crawlers.readers import read_bytes
from flows.steps.coding import code_texts
from flows.steps.reading import read_document
from models.classifier import load_classifier
from models.senses import find_senses
from models.themes import SCHEMES, load_matcher, load_schemes
from tests.benchmarks.reports import choose_reports


def main() -> None:
    """Print the figures."""
    reports = choose_reports(__doc__)
    documents = [read_document("", read_bytes(report)) for report in reports]
    texts = [row["text"] for document in documents for row in document["sentences"]]
    size = sum(len(text.encode()) for text in texts) / 1e6
    expressions = [re.compile("|".join(map(re.escape, theme.terms))) for theme in load_schemes()[0].themes]
    classifier, matcher = load_classifier(SCHEMES[0]), load_matcher()
    code_texts(texts[:100], SCHEMES[0])  # loads what is loaded once
    list(find_senses("韧性"))
    mentions = [matcher.find_mentions(text) for text in texts]
    ways = {
        "one expression a theme, 14 themes": lambda: [
            expression.findall(t) for t in texts for expression in expressions
        ],
        f"terms of {len(SCHEMES)} schemes": lambda: [matcher.find_mentions(text) for text in texts],
        "classifier, terms found already": lambda: classifier.score(texts, mentions),
        "senses of 韧性": lambda: [list(find_senses(text)) for text in texts],
    }
    print(f"{len(reports)} reports, {len(texts):,} sentences, {size:.1f} MB, one core")
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is not searched again
    with threadpool_limits(1):
        ours = 0.0
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            taken = time.perf_counter() - start
            ours += taken if "expression" not in name else 0.0
            print(f"{name:36} {taken:6.2f} s {size / taken:7.1f} MB/s")
        print(f"{'terms, classifier and senses':36} {ours:6.2f} s {size / ours:7.1f} MB/s")


if __name__ == "__main__":
    main()
