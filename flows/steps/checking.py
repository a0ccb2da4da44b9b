"""Checking: what is odd in the schemes of terms, and, where something is published, in how they fire."""

import duckdb

from flows.home import Home
from models.lexicon_check import CorpusCounts, check_lexicon
from models.themes import load_schemes
from reports.queries import run_query
from reports.tables import Table
from warehouse.door import NotPublishedError, open_published


def check_schemes(home: Home) -> Table:
    """Return the findings about all packaged schemes, the gravest first; counted in the published file, if any."""
    try:
        with open_published(home.root) as connection:
            counts = _count(connection)
    except NotPublishedError:
        counts = None
    found = check_lexicon(load_schemes(), counts)
    notes = () if counts else ("没有已发布的数据：terms that never occur and themes that overlap were not looked for.",)
    return Table(
        keys=("finding", "scheme", "theme", "term", "detail"),
        headings=("发现", "体系", "主题", "词语", "说明"),
        rows=tuple((one.finding, one.scheme, one.theme, one.term, one.detail) for one in found),
        notes=notes,
    )


def _count(connection: duckdb.DuckDBPyConnection) -> CorpusCounts:
    terms = run_query(connection, "terms_counted")
    pairs = run_query(connection, "themes_together")
    (documents,) = run_query(connection, "documents_counted")
    return CorpusCounts(
        mentions={(row["scheme"], row["theme"], row["term"]): row["mentions"] for row in terms},
        documents_of_term={(row["scheme"], row["theme"], row["term"]): row["documents"] for row in terms},
        sentences={(row["scheme"], row["theme"]): row["sentences"] for row in pairs if row["theme"] == row["other"]},
        sentences_of_pair={
            (row["scheme"], row["theme"], row["other"]): row["sentences"]
            for row in pairs
            if row["theme"] < row["other"]
        },
        documents=documents["documents"],
    )
