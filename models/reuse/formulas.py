"""Formulas: wordings that a report repeats from the State Council, from its province or from many places of its year.

A wording is repeated where every eight Han characters in a row stand in an earlier document of another place: of the
State Council, of the own province, or of any place if many places say them in that year. A wording goes across 、 and
quotation marks, never across a clause or a figure, which are a place's own. What a place said first itself is its own.
Method: text reuse by shared n-grams, after Clough et al. (2002), METER: measuring text reuse,
doi:10.3115/1073083.1073110; the size of the n-grams, and how many places are many, are ours.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

NATION = "000000"
GRAM = 8  # Han characters: the shortest formula at hand, 宜居韧性智慧城市
MANY = 5  # places of one year
FEWEST_SLOTS, MOST_SLOTS = 2**16, 2**27  # of the sieve that drops what only one document says
FIRST_HAN, LAST_HAN, LINE_END = 0x4E00, 0x9FFF, 0x0A
IS_JOINING = np.zeros(0x10000, dtype=bool)  # a wording goes across them
IS_JOINING[[ord(mark) for mark in "、“”‘’《》〈〉· \u3000"]] = True
NATION_BIT = 31  # the others stand for provinces
PROVINCE_RANK, PLACE_RANK = 1 << 28, 1 << 29  # who is followed: the State Council before the province before others

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DatedText:
    """A document: its sentences, its place and province (codes), the year that it plans, the day it was delivered."""

    sentences: Sequence[str]
    place: str
    province: str
    year: int
    day: date


@dataclass(frozen=True, slots=True)
class Phrases:
    """Repeated phrases, one element each: document and sentence (positions in what was given), offsets in the sentence
    (code points, half-open), Han characters, and the document that is followed (position).
    """

    document: Integers
    sentence: Integers
    char_start: Integers
    char_end: Integers
    n_chars: Integers
    follows: Integers


@dataclass(frozen=True, slots=True)
class _Grams:
    """The n-grams of a document that another holds too: their numbers, and where their characters stand."""

    numbers: NDArray[Any]  # hashes at first, then numbers shared by all documents
    starts: NDArray[np.int32]  # number of the first Han character of each n-gram
    clauses: NDArray[np.int32]  # clause of each Han character
    sentences: NDArray[np.int32]  # sentence of each Han character
    offsets: NDArray[np.int32]  # place of each Han character in its sentence (code points)


def _hash_grams(sentences: Sequence[str]) -> _Grams:
    """Return the n-grams of a document that lie within one clause, hashed to 64 bits."""
    points = np.frombuffer("\n".join(sentences).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_han = (points >= FIRST_HAN) & (points <= LAST_HAN)
    where = np.flatnonzero(is_han)
    sentence_starts = np.concatenate([[0], np.flatnonzero(points == LINE_END) + 1])
    sentences_of = np.searchsorted(sentence_starts, where, side="right") - 1
    clauses_of = np.cumsum(~is_han & ~IS_JOINING[np.minimum(points, 0xFFFF)], dtype=np.int32)[where]
    codes = points[where].astype(np.uint64)
    for step in (1, 2, 4):  # eight characters hashed in three rounds
        codes = codes[:-step] * np.uint64(0x9E3779B97F4A7C15) + (codes[step:] ^ (codes[step:] >> np.uint64(29)))
        codes *= np.uint64(0xD6E8FEB86659FD93)
    inside = np.flatnonzero(clauses_of[: len(codes)] == clauses_of[GRAM - 1 : GRAM - 1 + len(codes)])
    offsets = where - sentence_starts[sentences_of]
    return _Grams(
        codes[inside], inside.astype(np.int32), clauses_of, sentences_of.astype(np.int32), offsets.astype(np.int32)
    )


def _sort_once(values: NDArray[Any]) -> NDArray[Any]:
    """Return the different values, sorted; `np.unique` hashes first, which takes three times as long."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def _number_grams(found: Sequence[_Grams]) -> tuple[list[_Grams], int]:
    """Return the n-grams that two documents or more hold, numbered from 0, and how many different ones there are."""
    wanted = 4 * sum(len(grams.numbers) for grams in found)
    bits = (min(max(wanted, FEWEST_SLOTS), MOST_SLOTS) - 1).bit_length()
    sieve = np.zeros(1 << bits, np.uint8)
    slots = [(grams.numbers >> np.uint64(64 - bits)).astype(np.int32) for grams in found]
    for of_document in slots:
        once = _sort_once(of_document)
        sieve[once] += sieve[once] < 2
    kept = [np.flatnonzero(sieve[of_document] > 1) for of_document in slots]
    codes = np.concatenate([grams.numbers[rows] for grams, rows in zip(found, kept, strict=True)])
    del sieve, slots
    known = pa.array(codes).dictionary_encode()  # by hashing: np.unique sorts, which takes three times as long
    parts = np.split(known.indices.to_numpy(), np.cumsum([len(rows) for rows in kept])[:-1])
    return [
        replace(grams, numbers=part, starts=grams.starts[rows])
        for grams, part, rows in zip(found, parts, kept, strict=True)
    ], len(known.dictionary)


@dataclass(slots=True)
class _Memory:
    """What earlier documents said, by number of n-gram: the first document, and who of those above."""

    places: NDArray[np.str_]  # of each document
    first: NDArray[np.int32]
    above: NDArray[np.uint32]
    counts: NDArray[np.uint8]
    bits: dict[str, int]  # of those above
    said: dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]] = field(default_factory=dict)

    def count_places(self, spoken: dict[int, NDArray[np.int32]]) -> None:
        """Count in how many places of one year each n-gram is said."""
        self.counts[:] = 0
        by_place = defaultdict(list)
        for document, grams in spoken.items():
            if self.places[document] != NATION:
                by_place[self.places[document]].append(grams)
        for of_place in by_place.values():
            once = of_place[0] if len(of_place) == 1 else _sort_once(np.concatenate(of_place))
            self.counts[once] += self.counts[once] < MANY

    def learn(self, document: int, place: str, grams: NDArray[np.int32]) -> None:
        """Take in what a document says; `grams` are different ones, sorted."""
        self.first[grams[self.first[grams] < 0]] = document
        if place not in self.bits:
            return
        bit = np.uint32(1 << self.bits[place])
        fresh = grams[(self.above[grams] & bit) == 0]
        self.above[fresh] |= bit
        known, documents = self.said.get(place, (np.empty(0, np.int32), np.empty(0, np.int32)))
        at = np.searchsorted(known, fresh)
        self.said[place] = (np.insert(known, at, fresh), np.insert(documents, at, document))

    def find_sources(self, text: DatedText, grams: NDArray[np.int32]) -> Integers:
        """Return whom each n-gram of a document follows, with the rank that it has there; -1 if nobody."""
        first = self.first[grams]
        is_others = (first >= 0) & (self.places[first] != text.place)
        source = np.where(is_others & (self.counts[grams] >= MANY), first.astype(np.int64) + PLACE_RANK, -1)
        for place, rank in ((text.province, PROVINCE_RANK), (NATION, 0)):
            if place != text.place and place in self.said:
                held = np.flatnonzero(is_others & ((self.above[grams] >> np.uint32(self.bits[place])) & 1 > 0))
                known, documents = self.said[place]
                source[held] = documents[np.searchsorted(known, grams[held])] + rank
        return source


def find_formulas(texts: Sequence[DatedText]) -> Phrases:
    """Return the phrases of each document that repeat an earlier one; the order of the documents changes nothing.

    Args:
        texts: D documents.
    """
    if not texts:
        return Phrases(*[np.empty(0, np.int64)] * 6)
    order = sorted(range(len(texts)), key=lambda n: (texts[n].year, texts[n].day, texts[n].place, n))
    grams, n_grams = _number_grams([_hash_grams(text.sentences) for text in texts])
    above = [NATION, *sorted({text.province for text in texts} - {NATION, ""})[:NATION_BIT]]
    memory = _Memory(
        places=np.array([text.place for text in texts]),
        first=np.full(n_grams, -1, np.int32),
        above=np.zeros(n_grams, np.uint32),
        counts=np.zeros(n_grams, np.uint8),
        bits={place: (NATION_BIT + number) % (NATION_BIT + 1) for number, place in enumerate(above)},
    )
    found: list[list[Integers]] = []
    for _, of_year in groupby(order, key=lambda n: texts[n].year):
        documents = list(of_year)
        spoken = {n: _sort_once(grams[n].numbers) for n in documents}
        memory.count_places(spoken)
        for _, of_day in groupby(documents, key=lambda n: texts[n].day):
            same_day = list(of_day)
            found += [_join_grams(n, grams[n], memory.find_sources(texts[n], grams[n].numbers)) for n in same_day]
            for n in same_day:  # who speaks on the same day follows nobody who does
                memory.learn(n, texts[n].place, spoken[n])
    return Phrases(*(np.concatenate(list(column)) for column in zip(*found, strict=True)))


def _join_grams(document: int, grams: _Grams, sources: Integers) -> list[Integers]:
    """Return the columns of the phrases that the n-grams of a document make where they overlap or touch."""
    marked = np.flatnonzero(sources >= 0)
    if not len(marked):
        return [np.empty(0, np.int64)] * 6
    begins = grams.starts[marked].astype(np.int64)
    is_new = (np.diff(begins) > GRAM) | (np.diff(grams.clauses[begins]) > 0)
    heads = np.concatenate([[0], np.flatnonzero(is_new) + 1])
    tails = np.concatenate([heads[1:], [len(marked)]]) - 1
    start, end = begins[heads], begins[tails] + GRAM
    return [
        np.full(len(heads), document, np.int64),
        grams.sentences[start].astype(np.int64),
        grams.offsets[start].astype(np.int64),
        grams.offsets[end - 1].astype(np.int64) + 1,
        end - start,
        np.maximum.reduceat(sources[marked], heads) & (PROVINCE_RANK - 1),
    ]
