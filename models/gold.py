"""Gold: sentences coded by hand or by a model, read from tab-separated text; what is not understood is refused."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.senses import SENSES
from models.themes import SCHEMES, Theme, load_schemes

MANDATORY = ("sentence", "themes_a")
OPTIONAL = ("id", "place", "year", "stratum", "themes_b", "resilience_of")
MOST_ERRORS = 10  # told at once
NOTHING = "-"  # no theme; in themes_b: not coded a second time
BETWEEN_THEMES = re.compile(r"[,;、，；]")
PERIODS = ((2010, "before 2011"), (2017, "2011-2017"), (2020, "2018-2020"), (2023, "2021-2023"))
LAST_PERIOD = "2024-"
PERIOD_NAMES = (*(name for _, name in PERIODS), LAST_PERIOD)
SENSE_NAMES = {
    "urban": "城市、社区、建筑及其安全",
    "infrastructure": "水、电、交通等管网设施",
    "economy": "经济、产业、供应链、农业",
    "ecology": "生态",
    "society": "人、精神、制度",
    "other": "其他",
}


class GoldError(ValueError):
    """Raised when coded sentences cannot be read: a line for each reason, the first ten."""

    def __init__(self, reasons: Iterable[str]) -> None:
        told = list(reasons)
        more = [f"… and {len(told) - MOST_ERRORS} more"] if len(told) > MOST_ERRORS else []
        super().__init__("\n".join([*told[:MOST_ERRORS], *more]))


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence with the themes a coder gave it; `themes_b` is None where no second coder saw it."""

    id: str
    place: str | None
    year: int | None
    stratum: str | None
    themes_a: frozenset[str]
    themes_b: frozenset[str] | None
    resilience_of: str | None
    sentence: str


def list_themes(scheme: str = SCHEMES[0]) -> tuple[Theme, ...]:
    """Return the themes of a packaged scheme.

    Raises:
        ValueError: there is no such scheme.
    """
    for packaged in load_schemes():
        if packaged.scheme == scheme:
            return packaged.themes
    raise ValueError(f"--scheme: {scheme!r} is no scheme of themes: choose {', '.join(SCHEMES)}")


def period_of(year: int | None) -> str | None:
    """Return the period of a year, None where the year is unknown."""
    if year is None:
        return None
    return next((name for last, name in PERIODS if year <= last), LAST_PERIOD)


def name_themes(themes: Iterable[Theme]) -> dict[str, str]:
    """Return the id of a theme by what a coder may call it: id, Chinese name, or both as 防灾减灾 (hazard)."""
    called: dict[str, str] = {}
    for theme in themes:
        called |= dict.fromkeys((theme.theme, theme.theme_zh, label_theme(theme)), theme.theme)
    return called


def label_theme(theme: Theme) -> str:
    """Return what a coder reads for a theme: its Chinese name and its id."""
    return f"{theme.theme_zh} ({theme.theme})"


def label_sense(sense: str) -> str:
    """Return what a coder reads for a sense of 韧性: what is resilient, and its id."""
    return f"{SENSE_NAMES[sense]} ({sense})"


def parse_gold(text: str, scheme: str = SCHEMES[0]) -> list[CodedSentence]:
    """Return the coded sentences of a tab-separated text with a header; quotation marks mean nothing.

    Mandatory columns are `sentence` and `themes_a`; `id`, `place`, `year`, `stratum`, `themes_b` and `resilience_of`
    may be missing, others are not read. Themes are ids or Chinese names of the scheme, between them , ; or 、.

    Raises:
        GoldError: a column is missing, a line malformed, a theme or sense unknown, an id stands twice.
        ValueError: there is no such scheme.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = [cell.strip() for cell in lines[0].split("\t")]
    faults = [f"line 1: the column {name!r} is missing" for name in MANDATORY if name not in header]
    faults += [f"line 1: the column {name!r} stands twice" for name in OPTIONAL + MANDATORY if header.count(name) > 1]
    if faults:
        raise GoldError([*faults, "the first line must name tab-separated columns"])
    rows: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(lines[1:], start=2):
        cells = [cell.strip() for cell in line.split("\t")]
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        if len(cells) > len(header):
            faults.append(f"line {number}: {len(cells)} columns where the header names {len(header)}")
        elif any(cells):
            cells += [""] * (len(header) - len(cells))  # an editor took trailing tabs away
            row = dict(zip(header, cells, strict=True))
            rows.append((f"line {number}", row if row.get("id") else row | {"id": f"line{number}"}))
    if not rows and not faults:
        faults.append("line 1: no sentence follows the header")
    return read_rows(rows, list_themes(scheme), faults)


def read_rows(
    rows: Iterable[tuple[str, Mapping[str, str]]], themes: Iterable[Theme], faults: Iterable[str] = ()
) -> list[CodedSentence]:
    """Return the coded sentences of rows with the columns of `parse_gold`, each with the place where it stands.

    Raises:
        GoldError: a theme or sense is unknown, an id stands twice, or faults were found before.
    """
    called = name_themes(themes)
    told, sentences, seen = list(faults), [], dict[str, str]()
    for where, row in rows:
        reasons = list(_find_faults(row, called))
        if row["id"] in seen:
            reasons.append(f"the id {row['id']!r} stands in {seen[row['id']]} too")
        seen.setdefault(row["id"], where)
        told += [f"{where}: {reason}" for reason in reasons]
        if not reasons:
            sentences.append(_read_row(row, called))
    if told:
        raise GoldError(told)
    return sentences


def _split_themes(cell: str) -> list[str]:
    """Return the names in a cell, as they stand."""
    return [name for part in BETWEEN_THEMES.split(cell) if (name := part.strip()) not in ("", NOTHING)]


def _find_faults(row: Mapping[str, str], called: Mapping[str, str]) -> Iterator[str]:
    if not row["sentence"]:
        yield "the sentence is empty"
    for column in ("themes_a", "themes_b"):
        cell = row.get(column, "")
        names = _split_themes(cell)
        if names and NOTHING in (part.strip() for part in BETWEEN_THEMES.split(cell)):
            yield f"{column}: 'no theme' stands beside {names[0]!r}"
        yield from (f"{column}: {name!r} is no theme of the scheme" for name in names if name not in called)
    year = row.get("year", "")
    if year not in ("", NOTHING) and not re.fullmatch(r"[0-9]{4}", year):
        yield f"year: {year!r} is no year"
    sense = row.get("resilience_of", "")
    if sense not in ("", NOTHING, *SENSES):
        yield f"resilience_of: {sense!r} is none of {', '.join(SENSES)}"


def _read_row(row: Mapping[str, str], called: Mapping[str, str]) -> CodedSentence:
    def read(column: str) -> str | None:
        cell = row.get(column, "")
        return cell if cell not in ("", NOTHING) else None

    def read_themes(column: str) -> frozenset[str]:
        return frozenset(called[name] for name in _split_themes(row[column]))

    year = read("year")
    return CodedSentence(
        id=row["id"],
        place=read("place"),
        year=int(year) if year else None,
        stratum=read("stratum"),
        themes_a=read_themes("themes_a"),
        themes_b=read_themes("themes_b") if row.get("themes_b", NOTHING) != NOTHING else None,
        resilience_of=read("resilience_of"),
        sentence=row["sentence"],
    )


def digest_gold(gold: Iterable[CodedSentence]) -> str:
    """Return a digest (hex) of sentences and their themes, whatever their order and whatever else is known of them."""
    lines = sorted(f"{coded.sentence}\t{','.join(sorted(coded.themes_a))}" for coded in gold)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
