"""Map rows: a map as the tables that a build publishes."""

import hashlib
import json

import pyarrow as pa

from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.literature import Literature
from flows.steps.mapping.options import MapOptions, list_arguments
from warehouse.map_schemas import MAP_TABLES

ID_LENGTH = 16  # hexadecimal digits


def name_map(literature: Literature, options: MapOptions) -> str:
    """Return the map's id: the same records and options give the same, on every machine."""
    facts = [
        [[file.name, file.sha256] for file in literature.files],
        [word for word in list_arguments(options) if word not in {options.synonyms_file, options.stop_file}],
        sorted(options.synonyms.primaries.items()),
        sorted(options.stops),
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:ID_LENGTH]


def tabulate_map(literature: Literature, findings: Findings, options: MapOptions) -> dict[str, pa.Table]:
    """Return the tables of `MAP_TABLES`, by name."""
    map_id = name_map(literature, options)
    records = [
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
    ledger = [
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
    nodes = findings.keyword_map.ranked
    keywords = [
        {
            "map_id": map_id,
            "keyword": node.keyword,
            "count": node.count,
            "degree": node.degree,
            "betweenness": node.betweenness,
            "cluster": node.cluster,
            "first_year": node.first_year,
            "mean_year": node.mean_year,
        }
        for node in nodes
    ]
    links = [
        {
            "map_id": map_id,
            "source": link.source,
            "target": link.target,
            "count": link.count,
            "strength": link.strength,
        }
        for link in findings.keyword_map.links
    ]
    bursts = [
        {"map_id": map_id, "keyword": node.keyword, "begin": b.begin, "end": b.end, "strength": b.strength}
        for node in nodes
        for b in node.bursts
    ]
    rows = {
        "records": records,
        "record_ledger": ledger,
        "keyword_nodes": keywords,
        "keyword_links": links,
        "keyword_bursts": bursts,
    }
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in MAP_TABLES.items()}
