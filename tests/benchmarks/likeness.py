"""Likeness and spread on one core: seconds of CPU, how they grow with the reports, and what a user would pick instead.

    uv run python -m tests.benchmarks.likeness FOLDER [--reports 500 1000 2000] [--compared 40]

Reports are read and coded first, which is not measured. Then, for each number of them: shared passages, likeness and
clusters of theme profiles, and first mentions (the query of a build). Sentences of `--compared` reports are also given
to datasketch's MinHashLSH, if it is installed, and to scikit-learn's nearest neighbours over TF-IDF of 3 characters.
Nothing is asserted; trust ratios taken in one run. The aim is 2,000 reports in under 60 s.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from threadpoolctl import threadpool_limits

from crawlers.readers import read_bytes
from flows.steps.formulas import USUAL_DAY
from flows.steps.reading import read_document
from models.likeness import cluster_profiles, compare_cosine, compare_jensen_shannon, share_mentions
from models.places import load_places
from models.reuse.formulas import DatedText
from models.reuse.likely_pairs import LEAST_SIMILARITY
from models.reuse.shared_passages import find_passages
from models.reuse.shingles import SIZE
from models.reuse.signatures import BANDS, IN_A_BAND, LEAST_CHARS
from models.senses import find_senses
from models.themes import SCHEMES, load_matcher, load_schemes
from warehouse.statements import read_statements

SHOWN = "{:>8} reports {:>9,} sentences  {:34} {:7.2f} s {:8.1f} s a million sentences"


def read_reports(files: list[Path]) -> list[dict[str, Any]]:
    """Return the reports of known place and year: facts, sentences, mentions and senses."""
    matcher, reports = load_matcher(), []
    for number, file in enumerate(files):
        document = read_document("", read_bytes(file.read_bytes()))
        (facts,) = document["readings"]
        if facts["city_code"] and facts["year"]:
            sentences = document["sentences"]
            found = [(n, m) for n, row in enumerate(sentences) for m in matcher.find_mentions(row["text"])]
            senses = [(n, sense) for n, row in enumerate(sentences) for *_, sense in find_senses(row["text"])]
            reports.append({"id": f"{number:016d}", **facts, "sentences": sentences, "found": found, "senses": senses})
    return reports


def list_texts(reports: list[dict[str, Any]]) -> list[DatedText]:
    """Return the reports as shared passages take them."""
    return [
        DatedText(
            [row["text"] for row in one["sentences"]],
            one["city_code"],
            load_places()[one["city_code"]].province_code or "",
            one["year"],
            one["session_date"] or date(one["year"], *USUAL_DAY),
        )
        for one in reports
    ]


def measure_profiles(reports: list[dict[str, Any]]) -> None:
    """Compare and cluster the theme profiles of each year."""
    themes = [theme.theme for theme in load_schemes()[0].themes]
    counts = np.zeros((len(reports), len(themes)), dtype=np.int64)
    for row, one in enumerate(reports):
        for _, mention in one["found"]:
            if mention.scheme == SCHEMES[0]:
                counts[row, themes.index(mention.theme)] += 1
    years = np.array([one["year"] for one in reports])
    for year in np.unique(years):
        rows = counts[(years == year) & (counts.sum(axis=1) > 0)]
        if len(rows):
            shares = share_mentions(rows)
            compare_cosine(shares), compare_jensen_shannon(shares), cluster_profiles(shares)


def load_tables(reports: list[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """Return a warehouse in memory that holds what the query of first mentions reads."""
    connection = duckdb.connect()
    connection.execute("CREATE SCHEMA core")
    tables = {
        "documents": [
            {"document_id": one["id"], **{name: one[name] for name in ("city_code", "year", "session_date")}}
            | {"published_date": one["published_date"], "kind": "work_report"}
            for one in reports
        ],
        "sentences": [
            {"document_id": one["id"], "position": n, "section_kind": row["section_kind"]}
            for one in reports
            for n, row in enumerate(one["sentences"])
        ],
        "mentions": [
            {"document_id": one["id"], "position": n, "scheme": m.scheme, "theme": m.theme, "term": m.term}
            for one in reports
            for n, m in one["found"]
        ],
        "senses": [
            {"document_id": one["id"], "position": n, "sense": sense} for one in reports for n, sense in one["senses"]
        ],
    }
    for name, rows in tables.items():
        connection.register("made", pa.Table.from_pylist(rows))
        connection.execute(f"CREATE TABLE core.{name} AS FROM made")
    connection.execute("ALTER TABLE core.documents ALTER published_date TYPE DATE")
    return connection


def measure(way: Callable[[], object]) -> float:
    """Return the seconds of CPU that a way takes."""
    start = time.process_time()
    way()
    return time.process_time() - start


def pair_with_datasketch(sentences: list[str]) -> None:
    """Find like sentences as datasketch's documentation shows."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=LEAST_SIMILARITY, num_perm=BANDS * IN_A_BAND, params=(BANDS, IN_A_BAND))
    for number, text in enumerate(sentences):
        sketch = MinHash(num_perm=BANDS * IN_A_BAND)
        sketch.update_batch([text[n : n + SIZE].encode() for n in range(len(text) - SIZE + 1)])
        index.query(sketch)
        index.insert(number, sketch)


def pair_with_neighbours(sentences: list[str]) -> None:
    """Find like sentences by the cosine of TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.neighbors import NearestNeighbors

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(SIZE, SIZE)).fit_transform(sentences)
    NearestNeighbors(radius=0.2, metric="cosine").fit(vectors).radius_neighbors(vectors, return_distance=False)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, nargs="+", default=[500, 1000, 2000])
    parser.add_argument("--compared", type=int, default=40)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.md"))
    most = max(arguments.reports)
    reports = read_reports(files[:: max(1, len(files) // most)][:most])

    def show(chosen: list[dict[str, Any]], name: str, taken: float) -> None:
        n = sum(len(one["sentences"]) for one in chosen)
        print(SHOWN.format(len(chosen), n, name, taken, 1e6 * taken / n), flush=True)

    with threadpool_limits(1):
        cluster_profiles(share_mentions(np.ones((9, 3)) + np.eye(9, 3)))  # loads what is loaded once
        for size in arguments.reports:
            chosen = reports[:: max(1, len(reports) // size)][:size]
            texts, connection = list_texts(chosen), load_tables(chosen)
            show(chosen, "shared passages", measure(lambda texts=texts: find_passages(texts)))
            show(chosen, "likeness and clusters", measure(lambda chosen=chosen: measure_profiles(chosen)))
            query = read_statements("core")["first_mentions"]
            show(chosen, "first mentions", measure(lambda at=connection, query=query: at.execute(query)))
        compared = reports[:: max(1, len(reports) // arguments.compared)][: arguments.compared]
        texts = list_texts(compared)
        sentences = [text for one in texts for text in one.sentences if len(text) >= LEAST_CHARS]
        ways: dict[str, Callable[[], object]] = {
            "shared passages": lambda: find_passages(texts),
            "datasketch MinHashLSH": lambda: pair_with_datasketch(sentences),
            "scikit-learn NearestNeighbors": lambda: pair_with_neighbours(sentences),
        }
        ours = 0.0
        for name, way in ways.items():
            try:
                taken = measure(way)
            except ModuleNotFoundError as error:
                print(f"{name}: {error.name} is not installed")
                continue
            ours = ours or taken
            show(compared, f"{name} ({taken / ours:.1f} times)", taken)


if __name__ == "__main__":
    main()
