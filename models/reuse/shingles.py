"""Shingles: sentences as sets of three characters in a row, hashed, and how far two such sets agree.

Only letters, digits and Han characters count, so that a comma more or less changes nothing.
Method: shingles after Broder (1997), On the resemblance and containment of documents,
doi:10.1109/SEQUEN.1997.666900. S sentences, P pairs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZE = 3  # characters of a shingle
LINE_END = 0x0A
LONGEST_NUMBER = 2  # digits of a number before a sentence
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF
MIXERS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # splitmix64: Steele, Lea and Flood (2014)
STEP = np.uint64(0x9E3779B97F4A7C15)
IN_A_BATCH = 50_000  # sentences hashed, or pairs compared, at a time: bounds memory
CODE_BITS = np.uint64(47)  # of a shingle beside the number of its pair: 17 bits hold more than a batch

Hashes = NDArray[np.uint64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters that count of S sentences: code points one after another, where each sentence starts (S + 1,)."""

    points: NDArray[np.uint16]  # all that count lie in the first plane
    starts: Integers

    def take(self, rows: Integers) -> "Characters":
        """Return some of the sentences, in the order asked for."""
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        where = np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return Characters(self.points[where], starts)


def keep_characters(sentences: Sequence[str]) -> Characters:
    """Return the characters of sentences that count.

    Args:
        sentences: S sentences, none with a line end inside.
    """
    points = np.frombuffer("\n".join([*sentences, ""]).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_han = (points >= FIRST_HAN) & (points <= LAST_HAN)
    is_latin = ((points | 0x20) - ord("a") < 26) | (points - ord("0") < 10)  # unsigned: what lies below wraps around
    is_kept = is_han | is_latin
    ends = np.flatnonzero(points == LINE_END)
    kept_before = np.cumsum(is_kept, dtype=np.int64)
    return Characters(points[is_kept].astype(np.uint16), np.concatenate([[0], kept_before[ends]]))


def _count_places(characters: Characters) -> Integers:
    return np.arange(len(characters.points)) - np.repeat(characters.starts[:-1], np.diff(characters.starts))


def hash_sentences(characters: Characters) -> Hashes:
    """Return a key of each sentence (S,): equal where the characters that count are the same, in the same order."""
    place = _count_places(characters)
    mixed = _mix(characters.points.astype(np.uint64) + (place.astype(np.uint64) + np.uint64(1)) * STEP)
    summed = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])  # modulo 2 ** 64
    keys: Hashes = summed[characters.starts[1:]] - summed[characters.starts[:-1]]
    return keys


def hash_figures(characters: Characters) -> Hashes:
    """Return a key of the digits of each sentence (S,), without those that may number it (its first two characters)."""
    keys = np.empty(len(characters.starts) - 1, np.uint64)
    for rows in _batch(len(keys)):
        part = characters.take(rows)
        is_digit = (part.points >= ord("0")) & (part.points <= ord("9")) & (_count_places(part) >= LONGEST_NUMBER)
        kept_before = np.concatenate([[0], np.cumsum(is_digit, dtype=np.int64)])
        keys[rows] = hash_sentences(Characters(part.points[is_digit], kept_before[part.starts]))
    return keys


def hash_shingles(characters: Characters) -> tuple[Hashes, Integers]:
    """Return the shingles of all sentences one after another, and where those of each sentence start (S + 1,)."""
    counts = np.maximum(np.diff(characters.starts) - SIZE + 1, 0)
    starts = np.concatenate([[0], np.cumsum(counts)])
    first = np.repeat(characters.starts[:-1] - starts[:-1], counts) + np.arange(starts[-1])
    points = characters.points.astype(np.uint64)
    codes = points[first]
    for step in range(1, SIZE):  # 21 bits hold any code point: three of them lose nothing
        codes = (codes << np.uint64(21)) | points[first + step]
    return _mix(codes), starts


def _mix(codes: Hashes) -> Hashes:
    codes = (codes ^ (codes >> np.uint64(30))) * MIXERS[0]
    codes = (codes ^ (codes >> np.uint64(27))) * MIXERS[1]
    mixed: Hashes = codes ^ (codes >> np.uint64(31))
    return mixed


def compare_shingles(characters: Characters, first: Integers, second: Integers) -> NDArray[np.float64]:
    """Return the Jaccard similarity of the shingles of pairs of sentences (P,), 0 to 1; of two empty ones 0.

    Exact, but for two of the shingles of a pair that agree in 47 bits of their hashes.

    Args:
        characters: of S sentences.
        first: sentence of each pair (P,).
        second: the other one (P,).
    """
    similarity = np.zeros(len(first))
    for rows in _batch(len(first)):
        sides = [_list_sets(characters, of_pair[rows]) for of_pair in (first, second)]
        both = np.sort(np.concatenate(sides))
        shared = _count_pairs(both[1:][both[1:] == both[:-1]], len(rows))  # each side holds a shingle once
        similarity[rows] = shared / np.maximum(_count_pairs(both, len(rows)) - shared, 1)
    return similarity


def _list_sets(characters: Characters, sentences: Integers) -> Hashes:
    """Return the different shingles of each sentence, below the number that it has among those asked for."""
    codes, starts = hash_shingles(characters.take(sentences))
    numbers = np.repeat(np.arange(len(sentences), dtype=np.uint64), np.diff(starts))
    sets = np.sort((numbers << CODE_BITS) | (codes >> (np.uint64(64) - CODE_BITS)))
    different: Hashes = sets[np.concatenate([np.ones(min(len(sets), 1), bool), sets[1:] != sets[:-1]])]
    return different


def _count_pairs(sets: Hashes, pairs: int) -> Integers:
    return np.bincount((sets >> CODE_BITS).astype(np.int64), minlength=pairs)


def _batch(size: int) -> Iterator[Integers]:
    for start in range(0, size, IN_A_BATCH):
        yield np.arange(start, min(start + IN_A_BATCH, size))
