"""Literature material: the records of exports as what a map is made of."""

import hashlib
import json
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flows.steps.mapping.literature import Literature, list_keyword_records
from flows.steps.mapping.material import Flow, Material
from flows.steps.mapping.methods_text import fill_parts, load_sources, tell_merging
from flows.steps.mapping.names import REASONS
from flows.steps.mapping.options import MapOptions, list_arguments
from flows.steps.mapping.record_tables import LEDGER_COLUMNS, count_years, list_ledger, tabulate_records
from models.literature.ledger import count_reasons
from reports.maps.flow_picture import Drop
from reports.maps.keyword_map import MapRecord

ID_LENGTH = 16  # hexadecimal digits


def gather_literature(literature: Literature, options: MapOptions) -> Material:
    """Return what a map of the records kept is made of."""
    counts = count_reasons(literature.entries)
    map_id = name_map(literature, options)
    return Material(
        map_id=map_id,
        source="literature",
        unit="record",
        origin="given_or_drawn" if literature.keywords.drawn else "given",
        records=list_keyword_records(literature),
        told=tuple(MapRecord(r.record_id, r.title, r.year, r.journal) for r in literature.kept),
        keywords=literature.keywords,
        flow=Flow(
            "文献筛选流程",
            "检索得到的记录",
            tuple((file.name, len(file.export.records)) for file in literature.files),
            tuple(Drop(name, counts[reason]) for reason, name in REASONS.items()),
            counts["kept"],
        ),
        years_title="年度发文量",
        by_year=count_years(literature),
        tables=tabulate_records(literature),
        ledger_columns=LEDGER_COLUMNS,
        ledger=list_ledger(literature),
        doubts=[(f.name, issue.line, issue.kind, issue.detail) for f in literature.files for issue in f.export.issues],
        rows={"records": _list_records(literature, map_id), "record_ledger": _list_entries(literature, map_id)},
        parts=_tell_literature(literature, options),
        command=write_command(literature, options),
    )


def name_map(literature: Literature, options: MapOptions) -> str:
    """Return the map's id: the same records and options give the same, on every machine."""
    facts = [
        [[file.name, file.sha256] for file in literature.files],
        [
            word
            for word in list_arguments(replace(options, beside=""))
            if word not in {options.synonyms_file, options.stop_file}
        ],
        sorted(options.synonyms.primaries.items()),
        sorted(options.stops),
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:ID_LENGTH]


def write_command(literature: Literature, options: MapOptions) -> str:
    """Return the command that makes the map again; files by their names, so that no path of a machine is told."""
    words = ["rencheng", "map", *(file.name for file in literature.files), "--out", "map", *list_arguments(options)]
    return shlex.join(words)


def _tell_literature(literature: Literature, options: MapOptions) -> dict[str, str]:
    formats = Counter(file.export.format for file in literature.files)
    years = [record.year for record in literature.kept if record.year]
    lines = [
        f"- {file.name}: {file.export.format}, {len(file.export.records)} records, "
        f"{len(file.export.issues)} doubts, sha256 {file.sha256}"
        for file in literature.files
    ]
    lines += [f"- 未能读取 not read: {failure.name}: {failure.reason}" for failure in literature.failures]
    drawn = len(literature.keywords.drawn)
    told = tell_merging(options) | {
        "n_files": str(len(literature.files)),
        "formats": ", ".join(f"{name} {count}" for name, count in sorted(formats.items())),
        "files": "\n".join(lines),
        "first_year": str(min(years)),
        "last_year": str(max(years)),
        "drawn_zh": f"{drawn} 篇无关键词的文献，其关键词取自题名与摘要中出现的他文关键词。" if drawn else "",
        "drawn_en": f" For {drawn} records without keywords, those of other records were drawn from title and abstract."
        if drawn
        else "",
    }
    told |= {f"n_{name}": str(count) for name, count in count_reasons(literature.entries).items()}
    return fill_parts(load_sources()["literature"], told)


def _list_records(literature: Literature, map_id: str) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "map_id": map_id,
            "record_id": record.record_id,
            "file": record.file,
            "type": record.type,
            "title": record.title,
            "authors": list(record.authors),
            "institutions": list(record.institutions),
            "journal": record.journal or None,
            "year": record.year,
            "keywords": list(record.keywords),
            "funds": list(record.funds),
        }
        for record in literature.records
    ]


def _list_entries(literature: Literature, map_id: str) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "map_id": map_id,
            "record_id": entry.record_id,
            "status": entry.status,
            "reason": entry.reason,
            "duplicate_of": entry.duplicate_of,
            "similarity": entry.similarity,
            "detail": entry.detail or None,
        }
        for entry in literature.entries
    ]
