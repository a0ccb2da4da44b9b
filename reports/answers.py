"""Answers: a question asked of the published file, with its options filled in, as a table."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import duckdb

from reports.queries import run_query
from reports.questions import Question, load_words
from reports.tables import Table

HIDDEN = frozenset(
    {
        "city_code",
        "city_code_a",
        "city_code_b",
        "cluster_a",
        "cluster_b",
        "document_ids",
        "first_city_code",
        "model_id",
        "parameters",
        "theme",
    }
)
FIRST_COLUMNS = 3
NAMES = frozenset({"city", "city_a", "city_b", "planned_year", "term", "year"})
NOTHING = "没有符合的记录 nothing in {views} answers this"
WIDER = "{nothing}: ask without {options}, or of other values"
CUT = "只列前 {limit} 行 the first {limit} rows are shown: --limit 0 prints all"


def answer_question(connection: duckdb.DuckDBPyConnection, question: Question, given: Mapping[str, Any]) -> Table:
    """Return the answer to a question, at most as many rows as its limit says.

    Args:
        connection: to a published file.
        question: one of `load_questions`.
        given: values of options; those that are not given have their defaults. `cities` are codes, `theme` is an id or
            a Chinese name, a `limit` of 0 means all rows.

    Raises:
        ValueError: the question does not take an option that is given.
        LookupError: no theme of the scheme has that name.
    """
    known = question.defaults
    if strange := sorted(set(given) - set(known)):
        takes = ", ".join(f"--{name}" for name in known) or "no options"
        raise ValueError(f"--{strange[0]}: the question {question.name} takes {takes}")
    values = known | dict(given)
    if values.get("theme"):
        values["theme"] = find_theme(connection, values["theme"], values["scheme"])
    limit = values.get("limit") or None
    if "limit" in values:
        values["limit"] = limit + 1 if limit else None  # one more tells that there are more
    asked = {name: list(value) if isinstance(value, list | tuple) else value for name, value in values.items()}
    rows, keys = _run(connection, question, asked)
    is_cut = limit is not None and len(rows) > limit
    headings, spoken = load_words()
    given_words = [_write_option(name, value) for name, value in given.items() if name != "limit"]
    return Table(
        keys=keys,
        headings=tuple(headings.get(key, key) for key in keys),
        rows=tuple(rows[:limit] if is_cut else rows),
        title=" ".join((question.zh, question.en, *given_words)),
        notes=(
            *((CUT.format(limit=limit),) if is_cut else ()),
            *(() if rows else (_tell_nothing(question, given),)),
            *question.notes,
        ),
        decimals=question.decimals,
        hidden=HIDDEN,
        spoken=spoken,
        labels=_count_labels([key for key in keys if key not in HIDDEN]),
        marks=tuple(values.get("terms") or ()),
    )


def find_theme(connection: duckdb.DuckDBPyConnection, name: str, scheme: str) -> str:
    """Return the id of the theme of a scheme that answers to an id or a Chinese name.

    Raises:
        LookupError: none does; the nearest is told.
    """
    themes: dict[str, str] = {
        row["theme"]: row["theme_zh"] for row in run_query(connection, "themes_of", scheme=scheme)
    }
    for theme, theme_zh in themes.items():
        if name in (theme, theme_zh):
            return theme
    if not themes:
        raise LookupError(f"--scheme: no scheme of themes is called {scheme!r}: `FROM out.themes` lists them")
    near = get_close_matches(name, [*themes, *themes.values()], n=1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise LookupError(f"--theme: {scheme} has no theme {name!r}: {hint}choose {', '.join(themes)}")


def _write_option(name: str, value: Any) -> str:
    """Return an option as it is given on the command line, so that an answer says what it was asked."""
    return f"--{name} {','.join(map(str, value)) if isinstance(value, list | tuple) else value}"


def _tell_nothing(question: Question, given: Mapping[str, Any]) -> str:
    nothing = NOTHING.format(views=question.views)
    options = [_write_option(name, value) for name, value in given.items() if name != "limit"]
    if options:
        return WIDER.format(nothing=nothing, options=" ".join(options))
    return f"{nothing}: `rencheng status` tells what is there"


def _count_labels(keys: Sequence[str]) -> int:
    """Return how many leading columns name a row: up to the year, where it stands among the first, and all NAMES."""
    n_names = next((n for n, key in enumerate(keys) if key not in NAMES), len(keys))
    return max(1, n_names, keys.index("year") + 1 if "year" in keys[:FIRST_COLUMNS] else 0)


def _run(
    connection: duckdb.DuckDBPyConnection, question: Question, values: Mapping[str, Any]
) -> tuple[list[tuple[Any, ...]], tuple[str, ...]]:
    result = connection.execute(question.statement, dict(values))
    keys = tuple(column[0] for column in result.description)
    return result.fetchall(), keys
