"""Shared passages: sentences that repeat, all but word for word, what another place said before.

Sentences that are the same in all characters that count are one; sentences that are nearly so are paired by MinHash
(models/reuse/likely_pairs.py). Each later sentence is then set beside the earliest that says it: of the State Council,
of the own province, and of any other place, so that a wording of a hundred places makes a hundred rows and not 4,950.
What a place said itself before the other is its own. D documents, T different sentences, R rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.reuse.formulas import NATION, DatedText
from models.reuse.likely_pairs import Pairs, pair_sentences
from models.reuse.shingles import Characters, Hashes, Integers, hash_sentences, join_characters, keep_characters

LEAST_CHARS = 12  # letters, digits and Han characters of a sentence; what is shorter is everybody's
LEADERS = 3  # places that said a sentence first: one of them is neither the place asked for nor its province
SOURCES = ("nation", "province", "place")
IN_A_BATCH = 30  # documents whose characters are kept at a time: what fits a processor's cache is read fast
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

    document: Integers
    sentence: Integers
    text: Integers  # number of the different sentence
    place: Integers  # number of the place
    day: Integers
    province_of: Integers  # number of the province of a place, -1 where it has none or is one
    nation: int  # number of the State Council


def find_passages(texts: Sequence[DatedText]) -> Passages:
    """Return the sentences that repeat an earlier one of another place; the order of the documents changes nothing.

    Of two documents of one day neither repeats the other.

    Args:
        texts: D documents; a sentence left empty is not looked at.
    """
    if not texts:
        return NOTHING
    uses, characters = _collect_uses(texts)
    if not len(uses.text):
        return NOTHING
    n_texts = len(characters.starts) - 1
    is_source = np.zeros(n_texts, bool)
    is_source[uses.text[uses.place == uses.nation]] = True
    return _trace_sources(uses, pair_sentences(characters, is_source), n_texts)


def _collect_uses(texts: Sequence[DatedText]) -> tuple[_Uses, Characters]:
    """Return all uses of sentences that are long enough, and the different ones in the order of their first use."""
    names = sorted({text.place for text in texts} | {text.province for text in texts} | {NATION})
    number = {name: n for n, name in enumerate(names)}
    order = sorted(range(len(texts)), key=lambda n: (texts[n].day, texts[n].place, texts[n].year, n))
    keys: list[Hashes] = []
    kept: list[Characters] = []
    where: list[tuple[Integers, Integers]] = []
    for start in range(0, len(order), IN_A_BATCH):
        batch = order[start : start + IN_A_BATCH]
        lengths = np.array([len(texts[n].sentences) for n in batch])
        characters = keep_characters([sentence for n in batch for sentence in texts[n].sentences])
        rows = np.flatnonzero(np.diff(characters.starts) >= LEAST_CHARS)
        positions = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        kept.append(characters.take(rows))
        keys.append(hash_sentences(kept[-1]))
        where.append((np.repeat(np.array(batch), lengths)[rows], positions[rows]))
    document, sentence = (np.concatenate(column) for column in zip(*where, strict=True))
    _, first, text = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    number_of = np.argsort(np.argsort(first))
    is_first = np.zeros(len(document), bool)
    is_first[first] = True
    ends = np.cumsum([len(part.starts) - 1 for part in kept])
    different = [
        part.take(np.flatnonzero(rows)) for part, rows in zip(kept, np.split(is_first, ends[:-1]), strict=True)
    ]
    place_of = np.array([number[one.place] for one in texts])
    days = np.array([one.day.toordinal() for one in texts])
    province_of = np.full(len(names), -1)
    for one in texts:
        if one.province and one.province != one.place:
            province_of[number[one.place]] = number[one.province]
    uses = _Uses(document, sentence, number_of[text], place_of[document], days[document], province_of, number[NATION])
    return uses, join_characters(different)


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
