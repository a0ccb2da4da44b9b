"""Signatures: what is kept of a sentence to find those like it without reading its text again.

Method: MinHash of shingles after Broder (1997), On the resemblance and containment of documents,
doi:10.1109/SEQUEN.1997.666900; of each hash the lowest byte is kept, after Li and König (2010), b-bit minwise hashing,
doi:10.1145/1772690.1772759: two that differ agree in a byte by chance once in 256. S sentences, H hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from models.reuse.shingles import Hashes, Integers, hash_figures, hash_sentences, hash_shingles, keep_characters

BANDS, IN_A_BAND = 12, 4  # pairs that share .7 of their shingles meet in a band with probability .96, at .8 with .998
HASHES = BANDS * IN_A_BAND
SEED = 2022
LEAST_CHARS = 12  # letters, digits and Han characters of a sentence; what is shorter is everybody's


@dataclass(frozen=True, slots=True)
class Signed:
    """Sentences that are long enough.

    Attributes:
        sentence: number of each among those given (S,).
        key: equal where the characters that count are the same, in the same order (S,).
        figures: equal where the digits are (S,).
        hashes: lowest byte of each MinHash of its shingles (S, H).
    """

    sentence: Integers
    key: Hashes
    figures: Hashes
    hashes: NDArray[np.uint8]


NO_HASHES = np.empty(0, np.uint64)
NOTHING = Signed(np.empty(0, np.int64), NO_HASHES, NO_HASHES, np.empty((0, HASHES), np.uint8))


def sign_sentences(sentences: Sequence[str]) -> Signed:
    """Return the signatures of sentences, without those that are too short.

    Args:
        sentences: of one document or some dozens; a sentence left empty is too short.
    """
    characters = keep_characters(sentences)
    sentence = np.flatnonzero(np.diff(characters.starts) >= LEAST_CHARS)
    characters = characters.take(sentence)
    shingles, starts = hash_shingles(characters)
    made = RMinHash.digest_matrix_from_flat_token_hashes(shingles, starts.astype(np.uint64), HASHES, SEED)
    hashes = np.array(made.to_rows(), dtype=np.uint32).reshape(len(sentence), HASHES)
    return Signed(sentence, hash_sentences(characters), hash_figures(characters), hashes.astype(np.uint8))
