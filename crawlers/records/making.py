"""Making records: an entry's tags and values -> a record and what is doubtful about it."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from crawlers.records.document_types import find_type
from crawlers.records.entry import Entry, Parsed
from crawlers.records.field_tables import FieldTable, Tags, load_table
from crawlers.records.record import Database, Record, RecordIssue, Type
from crawlers.records.values import (
    clean_value,
    find_year,
    split_funds,
    split_institutions,
    split_keywords,
    split_names,
    strip_zeros,
)

ID_LENGTH = 16  # hexadecimal digits: 64 bits keep 20,000 records apart
LONGEST_DETAIL = 60  # characters of what a file says that an issue shows
PROVIDERS: tuple[tuple[str, Database], ...] = (
    ("wanfang", "wanfang"),
    ("万方", "wanfang"),
    ("cnki", "cnki"),
    ("知网", "cnki"),
)


def tell_database(parsed: Parsed) -> Database:
    """Return the database that the entries name most often, an empty string if they name none."""
    tags = load_table(parsed.table).provider
    said = (entry.find_first(tag).casefold() for entry in parsed.entries for tag in tags)
    counts = Counter(name for value in said for word, name in PROVIDERS if word in value)
    return counts.most_common(1)[0][0] if counts else ""


def make_records(parsed: Parsed, file: str, database: Database) -> tuple[list[Record], list[RecordIssue]]:
    """Return the records of a file and what is doubtful about them, in the order of the file.

    Args:
        parsed: entries as a format's parser returns them.
        file: the name of the file, which the ids of its records depend on.
        database: the database that the file came from, as far as known.
    """
    table = load_table(parsed.table)
    seen: Counter[str] = Counter()
    records: list[Record] = []
    issues: list[RecordIssue] = []
    for entry in parsed.entries:
        record, doubts = _make_record(entry, table, file, is_spaced=database == "wanfang", seen=seen)
        records.append(record)
        issues += doubts
    return records, issues


def _make_record(
    entry: Entry, table: FieldTable, file: str, *, is_spaced: bool, seen: Counter[str]
) -> tuple[Record, list[RecordIssue]]:
    issues: list[RecordIssue] = []

    def note(kind: str, detail: str = "") -> None:
        issues.append(RecordIssue(kind, entry.first_line, detail[:LONGEST_DETAIL]))

    issue = strip_zeros(_find_value(entry, table.issue))
    words = [value for tag in table.type for value in entry.list_values(tag)]
    kind = find_type(map(clean_value, words))
    if kind is None and words:
        note("unknown_type", words[-1])
    kind = kind or ("journal" if issue and not words else "other")  # only a periodical has issues
    title = clean_value(_find_value(entry, table.title))
    year = find_year(value for tag in table.year for value in entry.list_values(tag))
    journal = clean_value(_find_value(entry, table.journal))
    institutions = split_institutions(_list_values(entry, table.institutions, table.by_line))
    if kind == "thesis" and journal and not institutions:
        institutions = (journal,)  # the university
    if not title:
        note("no_title")
    if year is None:
        note("no_year")
    authors = split_names(_list_values(entry, table.authors, table.by_line))
    keywords = split_keywords(_list_values(entry, table.keywords), is_spaced)
    return Record(
        record_id=_name_record(file, (kind, title, *authors, journal, str(year), issue, *keywords), seen),
        file=file,
        type=kind,
        title=title,
        authors=authors,
        institutions=institutions,
        journal=journal,
        year=year,
        keywords=keywords,
        funds=split_funds(_list_values(entry, table.funds)),
        volume=strip_zeros(_find_value(entry, table.volume)),
        issue=issue,
        pages=clean_value(_find_value(entry, table.pages)),
        first_line=entry.first_line,
        last_line=entry.last_line,
        abstract=clean_value(_find_value(entry, table.abstract)),
    ), issues


def _name_record(file: str, content: Iterable[Type | str], seen: Counter[str]) -> str:
    """Return an id that depends on the file's name and the record's content, and on how often both came before."""
    key = "\x1f".join((file, *content))
    seen[key] += 1
    digest = sha256(f"{key}\x1e{seen[key]}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:ID_LENGTH]


def _find_value(entry: Entry, tags: Tags) -> str:
    return next((value for tag in tags if (value := entry.find_first(tag))), "")


def _list_values(entry: Entry, tags: Tags, by_line: Tags = ()) -> list[str]:
    """Return the values of the first tag that has any."""
    for tag in tags:
        if values := entry.list_values(tag):
            return [line for value in values for line in value.split("\n")] if tag in by_line else values
    return []
