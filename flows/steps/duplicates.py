"""Duplicates: the same report from two sources is one document; the same text under two names is a doubt."""

import json
from collections.abc import Mapping
from dataclasses import replace

from flows.steps.origins import Origin
from models.places import load_places
from models.reuse.near_duplicates import find_near_duplicates

# Of clauses. Of 31 reports from two sources 30 have .82 and more (the other is another report); of 2,021 reports no
# two of different years or places have .1.
SAME_TEXT = 0.5

Found = dict[str, list[Origin]]
Doubts = list[tuple[Origin, str, str]]


def merge_near_duplicates(found: Mapping[str, list[Origin]]) -> tuple[Found, Doubts]:
    """Return the documents with near-identical ones of the same place, year and kind made one, and doubts.

    Args:
        found: the origins of each document, by its id.

    Returns:
        The origins by the id of the document that is kept (the least doubted, then longest, text of each group),
        and for every text that stands under two places or years the origin that is wrong, an issue and its detail.
    """
    best = {document_id: min(origins, key=lambda o: o.preference) for document_id, origins in found.items()}
    signed = [document_id for document_id in sorted(best) if best[document_id].reading["signature"]]
    pairs = find_near_duplicates([best[document_id].reading["signature"] for document_id in signed], SAME_TEXT)
    groups = {document_id: [document_id] for document_id in found}
    similarity: dict[str, float] = {}
    doubts: Doubts = []
    for a, b, likeness in pairs:
        first, second = best[signed[a]], best[signed[b]]
        if _is_same(first, second):
            similarity |= dict.fromkeys((signed[a], signed[b]), likeness)
            _join(groups, signed[a], signed[b])
        else:
            doubts += _doubt(first, second, likeness)
    merged: Found = {}
    for members in {id(group): group for group in groups.values()}.values():
        kept = min(members, key=lambda document_id: best[document_id].preference)
        merged[kept] = [
            replace(origin, document_id=kept, similarity=1.0 if member == kept else similarity[member])
            for member in sorted(members)
            for origin in found[member]
        ]
    return merged, doubts


def _is_same(first: Origin, second: Origin) -> bool:
    a, b = first.identity, second.identity
    return (a.city_code, a.year, a.kind) == (b.city_code, b.year, b.kind)


def _join(groups: dict[str, list[str]], a: str, b: str) -> None:
    if groups[a] is not groups[b]:
        joined = groups[a] + groups[b]
        groups |= dict.fromkeys(joined, joined)


def _doubt(first: Origin, second: Origin, likeness: float) -> Doubts:
    """Return an issue on the origin that is wrong about its place or year, or on both where nothing tells."""
    a, b = first.identity, second.identity
    if a.city_code != b.city_code:
        issue, weights = "text_of_another_place", [_count_own_place(first), _count_own_place(second)]
    elif a.year != b.year:
        issue, weights = "text_of_another_year", [float(a.session_date is not None), float(b.session_date is not None)]
    else:
        return []
    weaker = min(weights)
    return [
        (wrong, issue, f"{likeness:.0%} of its clauses are those of {other.where}, which is {_describe(other)}")
        for wrong, other, weight in ((first, second, weights[0]), (second, first, weights[1]))
        if weight == weaker
    ]


def _count_own_place(origin: Origin) -> float:
    named: dict[str, int] = json.loads(origin.reading["named_places"])
    return float(named.get(origin.identity.city_code or "", 0))


def _describe(origin: Origin) -> str:
    code = origin.identity.city_code
    return f"{load_places()[code].name if code else 'of no known place'} {origin.identity.year or ''}".strip()
