"""Topics: what each is about, the sentences most typical of it, its years, the themes beside it; the choice of K."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from reports.lacks import explain_topics
from reports.queries import run_query
from reports.tables import Table

MAIN_ALGORITHM = "nmf"  # what a build fits
TOPIC_TERMS = 12
SENTENCES = 10
THEMES = 8
TOPIC_MEASURES = ("npmi", "c_v", "diversity", "exclusivity", "perplexity", "stability", "seed_stability")


def list_topics(connection: duckdb.DuckDBPyConnection, algorithm: str | None = None) -> Table:
    """Return the topics of the published models with their heaviest terms, the largest first.

    Raises:
        LookupError: there are none.
    """
    found = run_query(connection, "topics", algorithm=algorithm, n_terms=TOPIC_TERMS)
    if not found:
        raise LookupError(explain_topics(connection, algorithm))
    keys = ("topic", "label", "share", "terms", "model_id")
    return Table(
        keys=keys,
        headings=("主题", "标签", "平均占比", "主题词", "模型"),
        rows=tuple(tuple(row[key] for key in keys) for row in found),
        decimals=3,
        notes=("主题编号随模型而变，城市比较以主题词典为准。Topics describe; cities are compared by themes.",),
    )


def list_sentences(connection: duckdb.DuckDBPyConnection, topic: int, algorithm: str | None = None) -> Table:
    """Return the sentences that hold most of the weight of a topic's ten heaviest terms, with place and address.

    Raises:
        LookupError: there is no such topic.
    """
    found = run_query(connection, "topic_sentences", topic=topic, algorithm=algorithm, most=SENTENCES)
    if not found:
        models = run_query(connection, "topic_models_of", algorithm=algorithm or MAIN_ALGORITHM)
        if not models:
            raise LookupError(explain_topics(connection, algorithm))
        last = max(model["k"] for model in models) - 1
        raise LookupError(f"no topic {topic}: there are 0 to {last}, `rencheng topics` lists them")
    keys = ("city", "year", "text", "url", "sentence_id")
    return Table(
        keys=keys,
        headings=("城市", "年份", "句子", "地址", "句号"),
        rows=tuple(tuple(row[key] for key in keys) for row in found),
        title=f"主题 {topic}：{found[0]['label']}",
    )


def list_years(connection: duckdb.DuckDBPyConnection, topic: int, algorithm: str | None = None) -> Table:
    """Return the mean share of a topic in the reports of each year, with its interval over places."""
    found = run_query(connection, "topic_years", topic=topic, algorithm=algorithm)
    keys = ("year", "places", "share", "low", "high")
    return Table(
        keys=keys,
        headings=("年份", "地方数", "平均占比", "下限", "上限"),
        rows=tuple(tuple(row[key] for key in keys) for row in found),
        decimals=3,
        notes=("各年的地方不同，先看样本再谈趋势。The places differ from year to year.",),
    )


def list_year_terms(connection: duckdb.DuckDBPyConnection, topic: int, algorithm: str | None = None) -> Table:
    """Return the heaviest terms of a topic in each year; no rows where its terms do not change over years."""
    found = run_query(connection, "topic_year_terms_of", topic=topic, algorithm=algorithm)
    keys = ("year", "terms")
    return Table(keys=keys, headings=("年份", "主题词"), rows=tuple(tuple(row[key] for key in keys) for row in found))


def list_themes(connection: duckdb.DuckDBPyConnection, topic: int, algorithm: str | None = None) -> Table:
    """Return the themes whose share of sentences goes most with a topic's share, over reports."""
    found = run_query(connection, "topic_themes_of", topic=topic, algorithm=algorithm, most=THEMES)
    keys = ("scheme", "theme", "theme_zh", "association")
    return Table(
        keys=keys,
        headings=("体系", "主题", "名称", "相关系数"),
        rows=tuple(tuple(row[key] for key in keys) for row in found),
    )


def join_tables(tables: Mapping[str, Table]) -> Table:
    """Return the rows of several tables as one, for formats that hold one table a stream.

    The first column, `what`, names the table of a row; the others are the columns of all, empty where a row has none.
    """
    keys = tuple(dict.fromkeys(key for table in tables.values() for key in table.keys))
    rows = tuple(
        (what, *(cells.get(key) for key in keys))
        for what, table in tables.items()
        for cells in (dict(zip(table.keys, row, strict=True)) for row in table.rows)
    )
    return Table(keys=("what", *keys), rows=rows)


def tabulate_choices(choices: Sequence[Mapping[str, Any]], best: int, reasons: Sequence[str], n_units: int) -> Table:
    """Return what the fits with several K reached, the one recommended marked, and why."""
    return Table(
        keys=("k", *TOPIC_MEASURES, "stability_error", "is_recommended"),
        headings=("K", "NPMI", "c_v", "多样性", "排他性", "困惑度", "稳定性", "换种子", "标准误", "建议"),
        rows=tuple(
            (choice["k"], *(choice[key] for key in TOPIC_MEASURES), choice["stability_error"], choice["k"] == best)
            for choice in choices
        ),
        decimals=3,
        notes=(
            *reasons,
            f"{n_units} units. 稳定性及其标准误：与 80 % 单元上四次拟合的前十词一致程度。",
            "换种子：连同另三个随机种子的拟合，两两之间的一致程度。",
        ),
    )
