"""Material: what a map is made of, whether exports of databases or policy documents, and what is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from flows.steps.mapping.tables import Table
from models.literature.keywords import SettledKeywords
from models.networks.counting import KeywordRecord
from reports.maps.flow_picture import Drop
from reports.maps.keyword_map import MapRecord


@dataclass(frozen=True, slots=True)
class Flow:
    """What was found, by source, what was dropped for which reason, and what was kept; `title` and `found` as told."""

    title: str
    found: str
    sources: tuple[tuple[str, int], ...]
    drops: tuple[Drop, ...]
    kept: int


@dataclass(frozen=True)
class Material:
    """What a map is made of.

    Attributes:
        map_id: the same material and options give the same, on every machine.
        source: what the keywords come from.
        unit: what carries keywords, and a window of co-occurrence: a record, or a document, paragraph or sentence.
        origin: how its keywords came about: given (or drawn from titles), tfidf, terms or beside.
        records: the units that carry keywords.
        owners: the document of each unit, where it is not the unit itself; pages show documents.
        told: what pages tell of records or documents.
        keywords: as they were settled.
        flow: what was kept, and what was not.
        years_title, by_year: records or documents kept a year, and what that is called.
        tables: numbered 1 to 6.
        ledger_columns, ledger: what became of each record or document.
        doubts: what is doubtful about files: file, line, kind, what stands there.
        rows: of `out.records` and `out.record_ledger`; none for policy documents, which are in `out.documents`.
        parts: what the methods text says of all that.
        command: that makes the map again.
    """

    map_id: str
    source: Literal["literature", "policy"]
    unit: str
    origin: str
    records: Sequence[KeywordRecord]
    told: tuple[MapRecord, ...]
    keywords: SettledKeywords
    flow: Flow
    years_title: str
    by_year: Mapping[int, int]
    tables: Sequence[Table]
    ledger_columns: tuple[str, ...]
    ledger: Sequence[tuple[object, ...]]
    parts: Mapping[str, str]
    command: str
    owners: Mapping[str, str] = field(default_factory=dict)
    doubts: Sequence[tuple[object, ...]] = ()
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
