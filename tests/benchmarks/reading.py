"""Reading Markdown on one core: megabytes a second, beside the plainest way, and how the cost grows with length.

    uv run python -m tests.benchmarks.reading FOLDER [--reports 200]

The plain way splits the front matter off with PyYAML and cuts sentences with one `re.split`: no encoding, no cleaning,
no offsets, no headings, no parts, no identity. Nothing is asserted; trust ratios taken in one run.
"""

import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import yaml

from crawlers.readers import Reading, read_bytes
from flows.steps.reading import read_document
from models.cleaning import clean_text
from models.identity import find_session_date, identify_text
from models.normalization import fold_characters
from models.structure import find_lines
from tests.benchmarks.reports import choose_reports

SENTENCE = re.compile(r"(?<=[。！？；\n])")


def read_plainly(data: bytes) -> list[str]:
    """Return front matter and sentences the plainest way."""
    _, front, body = data.decode().split("---\n", 2)
    yaml.safe_load(front)
    return SENTENCE.split(body)


def read_structure(data: bytes) -> None:
    """Read bytes as far as structure and metadata."""
    reading = read_bytes(data)
    text = clean_text(fold_characters(reading.text)).text
    lines = find_lines(text, reading.bold, find_session_date(text))
    identify_text(text, lines, reading.claims)


def read_all(data: bytes) -> None:
    """Read bytes as the read stage does: sentences, doubts, places named and the MinHash too."""
    read_document("", read_bytes(data))


def time_it(function: Callable[[Any], object], items: list[Any]) -> float:
    """Return the seconds that a function takes over all items, the better of two rounds."""
    rounds = []
    for _ in range(2):
        start = time.perf_counter()
        for item in items:
            function(item)
        rounds.append(time.perf_counter() - start)
    return min(rounds)


def main() -> None:
    """Print the figures."""
    data = choose_reports(__doc__)
    data = [report for report in data if report.startswith(b"---\n")]
    size = sum(map(len, data)) / 1e6
    seconds = Counter({way.__name__: time_it(way, data) for way in (read_plainly, read_structure, read_all)})
    print(f"{len(data)} reports, {size:.1f} MB, one core")
    for way, taken in seconds.items():
        print(
            f"{way:15} {taken:7.2f} s {size / taken:7.1f} MB/s {taken / seconds['read_plainly']:6.1f} x the plain way"
        )
    longest = max((read_bytes(report) for report in data), key=lambda reading: len(reading.text))
    for times in (1, 2, 4, 8):
        reading = Reading(text=longest.text * times, format="text")
        taken = time_it(lambda one: read_document("", one), [reading])
        print(f"{len(reading.text):9,} characters: {1e6 * taken / len(reading.text):6.2f} µs a character")


if __name__ == "__main__":
    main()
