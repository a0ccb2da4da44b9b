"""Practising: uses of 韧性 for the city, and practices of community governance -> statements with their depth."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.home import Home
from flows.keys import stage_keys
from models.practices.catalogue import RESILIENCE, is_practised, load_judged, load_practices
from models.practices.depth import Span, Statement, find_clause, is_note, judge_depth
from models.senses import find_senses
from models.themes import SCHEMES
from warehouse.schemas import ASSEMBLED

COMMUNITY, GOAL = "community_practices", "resilience_goal"
SENTENCE = ["raw_sha256", "position"]
DOCUMENT_SENTENCE = ["document_id", "position"]
INSTRUMENT_KINDS = ("_plan", "regulation")  # of documents that are instruments themselves
NAMED = 3  # the depth of an instrument that is named

Key = tuple[str, int]
Content = tuple[Span, str]


def find_practices(home: Home, batches: Sequence[str], documents: pa.Table, formulas: pa.Table) -> dict[str, pa.Table]:
    """Return the tables `practice_uses`, `practice_quality` and `practice_names`.

    Of several uses of a subject in one sentence the deepest counts, of equals the first. Glossaries and notes state
    nothing.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; those with a place count.
        formulas: the table `formulas` of this build.
    """
    placed = {row["raw_sha256"]: row for row in documents.to_pylist() if row["city_code"]}
    found = [_list_subjects(home, batch) for batch in batches]
    borrowed = _group_formulas(formulas, [key for subjects, _ in found for key in subjects], placed)
    rows = []
    for batch, (subjects, contents) in zip(batches, found, strict=True):
        rows += list(_judge_batch(home, batch, placed, borrowed, subjects, contents))
    rows.sort(key=lambda row: (row["document_id"], row["position"], row["subject"]))
    return {
        "practice_uses": pa.Table.from_pylist(rows, schema=ASSEMBLED["practice_uses"]),
        "practice_quality": pa.Table.from_pylist(
            [{"basis": each.basis, "depth": each.depth, "confidence": each.confidence} for each in load_judged()],
            ASSEMBLED["practice_quality"],
        ),
        "practice_names": pa.Table.from_pylist(list(map(asdict, load_practices())), ASSEMBLED["practice_names"]),
    }


def _group_formulas(
    formulas: pa.Table, wanted: Sequence[Key], placed: dict[str, dict[str, Any]]
) -> dict[Key, list[tuple[int, int, str]]]:
    """Return the repeated phrases of the sentences wanted, by document and position."""
    keys = [(placed[sha256]["document_id"], position) for sha256, position in wanted if sha256 in placed]
    formulas = _keep_sentences(formulas, DOCUMENT_SENTENCE, keys)
    names = ["document_id", "position", "char_start", "char_end", "follows_document_id"]
    grouped: dict[Key, list[tuple[int, int, str]]] = defaultdict(list)
    for document, position, *rest in zip(*(formulas[name].to_pylist() for name in names), strict=True):
        grouped[document, position].append(tuple(rest))
    return grouped


def _judge_batch(
    home: Home,
    batch: str,
    placed: dict[str, dict[str, Any]],
    borrowed: dict[Key, list[tuple[int, int, str]]],
    subjects: dict[Key, dict[str, set[Span]]],
    contents: dict[Key, list[Content]],
) -> Iterator[dict[str, Any]]:
    for sentence in _read_sentences(home, batch, set(subjects)):
        key, document = (sentence["raw_sha256"], sentence["position"]), placed.get(sentence["raw_sha256"])
        if document is None or sentence["section_kind"] == "glossary" or is_note(sentence["text"]):
            continue
        phrases = borrowed.get((document["document_id"], key[1]), [])
        for subject, found in sorted(subjects[key].items()):
            spans = found if subject == RESILIENCE else _keep_practised(sentence, subject, found)
            if not spans:
                continue
            judged = [_judge(sentence, span, contents[key], phrases, document, subject) for span in sorted(spans)]
            yield max(judged, key=lambda row: row["depth"]) | {"subject": subject}


def _keep_practised(sentence: dict[str, Any], theme: str, spans: set[Span]) -> set[Span]:
    """Return the terms of community governance that stand for a practice here."""
    text, heading = sentence["text"], sentence["heading"] or ""
    return {span for span in spans if is_practised(theme, text, span, find_clause(text, span), heading)}


def _list_subjects(home: Home, batch: str) -> tuple[dict[Key, dict[str, set[Span]]], dict[Key, list[Content]]]:
    """Return by sentence the spans of each subject, and the terms of the default scheme that are content."""
    key, columns = stage_keys()["code"], [*SENTENCE, "char_start", "char_end"]
    senses = home.cache.read_batch("code", key, batch, "senses", [*columns, "sense"])
    mentions = home.cache.read_batch("code", key, batch, "mentions", [*columns, "scheme", "theme"])
    subjects: dict[Key, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for row in senses.filter(pc.equal(senses["sense"], "urban")).to_pylist():
        subjects[row["raw_sha256"], row["position"]][RESILIENCE].add((row["char_start"], row["char_end"]))
    for row in mentions.filter(pc.equal(mentions["scheme"], COMMUNITY)).to_pylist():
        subjects[row["raw_sha256"], row["position"]][row["theme"]].add((row["char_start"], row["char_end"]))
    is_content = pc.and_(pc.equal(mentions["scheme"], SCHEMES[0]), pc.not_equal(mentions["theme"], GOAL))
    contents: dict[Key, list[Content]] = defaultdict(list)
    for row in _keep_sentences(mentions.filter(is_content), SENTENCE, list(subjects)).to_pylist():
        contents[row["raw_sha256"], row["position"]].append(((row["char_start"], row["char_end"]), row["theme"]))
    return subjects, contents


def _keep_sentences(table: pa.Table, names: list[str], keys: Sequence[Key]) -> pa.Table:
    """Return the rows of some sentences, by the columns that name them."""
    columns = [pa.array([key[0] for key in keys], pa.string()), pa.array([key[1] for key in keys], pa.int64())]
    return table.join(pa.Table.from_arrays(columns, names), names, join_type="left semi")


def _read_sentences(home: Home, batch: str, wanted: set[Key]) -> Iterator[dict[str, Any]]:
    columns = [*SENTENCE, "section_kind", "is_heading", "heading", "text"]
    table = home.cache.read_batch("read", stage_keys()["read"], batch, "sentences", columns)
    files, positions = table["raw_sha256"].to_pylist(), table["position"].to_pylist()
    rows = [n for n, key in enumerate(zip(files, positions, strict=True)) if key in wanted]
    yield from table.take(pa.array(rows, pa.int64())).to_pylist()


def _judge(
    sentence: dict[str, Any],
    span: Span,
    content: Sequence[Content],
    phrases: Sequence[tuple[int, int, str]],
    document: dict[str, Any],
    subject: str,
) -> dict[str, Any]:
    follows = [source for start, end, source in sorted(phrases) if start < span[1] and span[0] < end]
    others = [other for other in content if other[0][1] <= span[0] or span[1] <= other[0][0]]
    statement = Statement(
        sentence["text"], span, others, sentence["section_kind"], sentence["is_heading"], bool(follows)
    )
    depth, instrument = judge_depth(statement)
    kind, name = (instrument.kind, instrument.name) if instrument else (None, None)
    if subject == RESILIENCE and depth < NAMED and is_instrument_itself(document["kind"], document["title"]):
        depth, kind, name = NAMED, "regulation" if document["kind"] == "regulation" else "plan", document["title"]
    return {
        "document_id": document["document_id"],
        "position": sentence["position"],
        "char_start": span[0],
        "char_end": span[1],
        "depth": depth,
        "follows_document_id": follows[0] if follows else None,
        "instrument_kind": kind,
        "instrument": name,
    }


def is_instrument_itself(kind: str, title: str) -> bool:
    """Whether a document is a plan or regulation for the resilience of the city: its title says so."""
    return kind.endswith(INSTRUMENT_KINDS) and any(sense == "urban" for _, _, sense in find_senses(title or ""))
