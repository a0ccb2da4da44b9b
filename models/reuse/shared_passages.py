"""Shared passages: sentences that repeat, all but word for word, what another place said before.

Sentences that are the same in all characters that count are one; sentences that are nearly so are paired by MinHash
(models/reuse/likely_pairs.py). Each later sentence is then set beside the earliest that says it: of the State Council,
of the own province, and of any other place, so that a wording of a hundred places makes a hundred rows and not 4,950.
What a place said itself before the other is its own. D documents, T different sentences, R rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.reuse.formulas import NATION, DatedText
from models.reuse.likely_pairs import Pairs, pair_sentences
from models.reuse.shingles import Characters, Integers, keep_characters
from models.reuse.signatures import Signed, sign_sentences

LEADERS = 3  # places that said a sentence first: one of them is neither the place asked for nor its province
SOURCES = ("nation", "province", "place")
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Passages:
    """Rows, each (R,): the earlier and the later sentence (positions of document and sentence in what was given).

    Attributes:
        document_a: of the earlier sentence.
        sentence_a: the earlier sentence.
        document_b: of the later sentence.
        sentence_b: the later sentence.
        source: who said it earlier, a number in `SOURCES`.
        is_earliest: whether no other source of the later sentence is earlier.
        similarity: of the shingles of both (Jaccard, 0 to 1).
    """

    document_a: Integers
    sentence_a: Integers
    document_b: Integers
    sentence_b: Integers
    source: Integers
    is_earliest: NDArray[np.bool_]
    similarity: NDArray[np.float64]


NO_NUMBERS = np.empty(0, np.int64)
NOTHING = Passages(NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, np.empty(0, bool), np.empty(0))


@dataclass(frozen=True, slots=True)
class _Uses:
    """Uses of sentences in order of the day, each (U,), and what is known of places (by number) and days."""

    order: Sequence[int]  # of the documents
    document: Integers
    sentence: Integers
    text: Integers  # number of the different sentence
    place: Integers  # number of the place
    day: Integers
    province_of: Integers  # number of the province of a place, -1 where it has none or is one
    nation: int  # number of the State Council


def find_passages(texts: Sequence[DatedText], signed: Sequence[Signed] | None = None) -> Passages:
    """Return the sentences that repeat an earlier one of another place; the order of the documents changes nothing.

    Of two documents of one day neither repeats the other.

    Args:
        texts: D documents.
        signed: what `sign_sentences` says of the sentences of each; a sentence without is not looked at.
    """
    signed = [sign_sentences(text.sentences) for text in texts] if signed is None else signed
    if not sum(len(one.key) for one in signed):
        return NOTHING
    uses, first = _collect_uses(texts, signed)
    is_source = np.zeros(len(first), bool)
    is_source[uses.text[uses.place == uses.nation]] = True
    hashes, figures = (_join(signed, uses.order, name)[first] for name in ("hashes", "figures"))

    def read_characters(numbers: Integers) -> Characters:
        rows = first[numbers]
        said = zip(uses.document[rows].tolist(), uses.sentence[rows].tolist(), strict=True)
        return keep_characters([texts[document].sentences[sentence] for document, sentence in said])

    return _trace_sources(uses, pair_sentences(hashes, figures, is_source, read_characters), len(first))


def _collect_uses(texts: Sequence[DatedText], signed: Sequence[Signed]) -> tuple[_Uses, Integers]:
    """Return all uses of sentences, and (T,) the first use of each different one, in order."""
    names = sorted({text.place for text in texts} | {text.province for text in texts} | {NATION})
    number = {name: n for n, name in enumerate(names)}
    order = sorted(range(len(texts)), key=lambda n: (texts[n].day, texts[n].place, texts[n].year, n))
    document = np.repeat(np.array(order), [len(signed[n].key) for n in order])
    text = pa.array(_join(signed, order, "key")).dictionary_encode().indices.to_numpy().astype(np.int64)
    first = np.flatnonzero(np.diff(np.maximum.accumulate(text), prepend=-1))  # they are numbered as they come
    place_of = np.array([number[one.place] for one in texts])
    days = np.array([one.day.toordinal() for one in texts])
    province_of = np.full(len(names), -1)
    for one in texts:
        if one.province and one.province != one.place:
            province_of[number[one.place]] = number[one.province]
    uses = _Uses(
        order,
        document,
        _join(signed, order, "sentence"),
        text,
        place_of[document],
        days[document],
        province_of,
        number[NATION],
    )
    return uses, first


def _join(signed: Sequence[Signed], order: Sequence[int], name: str) -> NDArray[Any]:
    return np.concatenate([getattr(signed[n], name) for n in order])


def _trace_sources(uses: _Uses, pairs: Pairs, n_texts: int) -> Passages:
    """Return a row for each use of a sentence and each kind of source that said it, or nearly so, before its place."""
    n_places = len(uses.province_of)
    said, earliest = np.unique(uses.text * n_places + uses.place, return_index=True)  # by text and place, once each
    text, place = np.divmod(said, n_places)
    likes = _list_likes(pairs, n_texts)
    many = np.bincount(likes.first, minlength=n_texts)
    starts = np.cumsum(many) - many
    heads = np.cumsum(many[text]) - many[text]
    entry = np.repeat(starts[text] - heads, many[text]) + np.arange(many[text].sum())
    asked_text, asked_place = likes.second[entry], np.repeat(place, many[text])

    def find_first(by_place: Integers) -> Integers:
        wanted = asked_text * n_places + by_place
        at = np.minimum(np.searchsorted(said, wanted), len(said) - 1)
        return np.where((by_place >= 0) & (said[at] == wanted), earliest[at], NEVER)

    province = uses.province_of[asked_place]
    others = _list_leaders(text, place, earliest, n_texts, uses.nation)[asked_text]
    by_whom = uses.place[np.minimum(others, len(uses.place) - 1)]
    is_other = (by_whom != asked_place[:, None]) & (by_whom != province[:, None])
    found = (
        find_first(np.where(asked_place == uses.nation, -1, uses.nation)),
        find_first(province),
        np.where(is_other, others, NEVER).min(axis=1),
    )
    sources = np.stack([np.minimum.reduceat(of_kind, heads) for of_kind in found], axis=1)
    own = np.minimum.reduceat(find_first(asked_place), heads)
    source_days = np.append(uses.day, NEVER)[np.minimum(sources, len(uses.day))]
    sources[source_days >= uses.day[own][:, None]] = NEVER
    return _list_rows(uses, np.searchsorted(said, uses.text * n_places + uses.place), sources, likes, n_texts)


def _list_likes(pairs: Pairs, n_texts: int) -> Pairs:
    """Return each text beside itself and those like it, in order."""
    itself = np.arange(n_texts)
    first, second = np.concatenate([itself, pairs.first]), np.concatenate([itself, pairs.second])
    rows = np.lexsort((second, first))
    return Pairs(first[rows], second[rows], np.concatenate([np.ones(n_texts), pairs.similarity])[rows])


def _list_leaders(text: Integers, place: Integers, earliest: Integers, n_texts: int, nation: int) -> Integers:
    """Return the first uses of each text by different places, the State Council aside (T, LEADERS)."""
    rows = np.flatnonzero(place != nation)
    rows = rows[np.lexsort((earliest[rows], text[rows]))]
    counts = np.bincount(text[rows], minlength=n_texts)
    rank = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    leaders = np.full((n_texts, LEADERS), NEVER)
    is_leader = rank < LEADERS
    leaders[text[rows[is_leader]], rank[is_leader]] = earliest[rows[is_leader]]
    return leaders


def _list_rows(uses: _Uses, group: Integers, sources: Integers, likes: Pairs, n_texts: int) -> Passages:
    """Return the rows of all uses; `sources` are those of a text and a place, which `group` numbers for each use."""
    later, source = np.nonzero(sources[group] < NEVER)
    earlier = sources[group[later], source]
    wanted = uses.text[later] * n_texts + uses.text[earlier]
    return Passages(
        document_a=uses.document[earlier],
        sentence_a=uses.sentence[earlier],
        document_b=uses.document[later],
        sentence_b=uses.sentence[later],
        source=source.astype(np.int64),
        is_earliest=earlier == sources[group[later]].min(axis=1),
        similarity=likes.similarity[np.searchsorted(likes.first * n_texts + likes.second, wanted)],
    )
