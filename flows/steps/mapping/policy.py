"""Policy: documents of the published file -> which of them a map is made of, their windows, and their keywords."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.steps.mapping.literature import NothingToMapError
from flows.steps.mapping.options import MapOptions
from flows.steps.mapping.policy_windows import PolicyOptions, Window, find_windows
from models.literature.keywords import KeywordRules, SettledKeywords, settle_keywords
from models.networks.counting import KeywordRecord
from reports.maps.keyword_map import clean_keyword
from reports.queries import run_query

if TYPE_CHECKING:
    import duckdb

REASONS = {  # names in Chinese tables; the ids are those of a literature's ledger
    "duplicate": "同一地区同一年份的其他文本",
    "outside_years": "不在年份范围内或年份不明",
    "no_keywords": "无关键词",
}


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """A document that was looked at, as `out.documents` describes it; `reason` is why it was dropped, empty if not."""

    document_id: str
    city_code: str | None
    city: str | None
    province: str | None
    level: str | None
    kind: str
    year: int | None
    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the published file holds of what was asked for.

    Attributes:
        documents: all, in order of their ids, those dropped included.
        windows: that carry keywords, as found.
        owners: the document of each window.
        keywords: of the windows, settled.
        records: windows that still carry keywords, with the years of their documents.
    """

    documents: tuple[PolicyDocument, ...]
    windows: tuple[Window, ...]
    owners: dict[str, str]
    keywords: SettledKeywords
    records: tuple[KeywordRecord, ...]

    @property
    def kept(self) -> tuple[PolicyDocument, ...]:
        """The documents that the map is made of."""
        return tuple(document for document in self.documents if not document.reason)


def read_policy(connection: "duckdb.DuckDBPyConnection", policy: PolicyOptions, options: MapOptions) -> Policy:
    """Return the documents asked for, and the keywords of their windows.

    Raises:
        NothingToMapError: there is no such document, or none is kept.
    """
    rows = run_query(connection, "policy_documents", kind=policy.kind, cities=list(policy.cities))
    if not rows:
        raise NothingToMapError(
            f"nothing published is of the kind {policy.kind} and of these places: `rencheng status` tells what there is"
        )
    screened = [_screen(row, options) for row in rows]
    places = {d.document_id: d.city_code or "" for d in screened if not d.reason}
    windows = find_windows(connection, places, policy)
    keywords = settle_keywords(windows, KeywordRules(options.synonyms, options.stops))
    owners = {window.record_id: window.document_id for window in windows}
    years = {document.document_id: document.year or 0 for document in screened}
    records = tuple(
        KeywordRecord(window.record_id, years[window.document_id], words)
        for window in windows
        if (words := [k for word in keywords.by_record[window.record_id] if (k := clean_keyword(word))])
    )
    carrying = {owners[record.record_id] for record in records}
    documents = tuple(_settle(document, carrying) for document in screened)
    if not records:
        counts = Counter(document.reason for document in documents)
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items()))
        raise NothingToMapError(f"none of {len(documents)} documents is kept ({told})")
    return Policy(documents, tuple(windows), owners, keywords, records)


def list_reasons(documents: Sequence[PolicyDocument]) -> dict[str, int]:
    """Return how many documents were looked at, dropped for each reason, and kept; zeros included."""
    counts = Counter(document.reason for document in documents)
    return {"in": len(documents)} | {reason: counts[reason] for reason in REASONS} | {"kept": counts[""]}


def _screen(row: dict[str, object], options: MapOptions) -> PolicyDocument:
    is_main = row.pop("is_main")
    document = PolicyDocument(**row)  # type: ignore[arg-type]
    if not is_main:
        return _drop(document, "duplicate")
    first, last = options.years or (1, 9999)
    if document.year is None or not first <= document.year <= last:
        return _drop(document, "outside_years")
    return document


def _settle(document: PolicyDocument, carrying: set[str]) -> PolicyDocument:
    return document if document.reason or document.document_id in carrying else _drop(document, "no_keywords")


def _drop(document: PolicyDocument, reason: str) -> PolicyDocument:

    return replace(document, reason=reason)
