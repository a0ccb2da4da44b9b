"""Segmentation: the tokens of a jieba tokenizer with our dictionary, found by rjieba (Rust) in a fraction of the time.

rjieba finds the words of the dictionary. What it leaves in single characters goes to jieba's model of unknown words:
rjieba's own settles ties otherwise, and joins letters with other signs.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import ArrayLike, NDArray

from models.characters import (
    ALNUM,
    FOREIGN,
    FOREIGN_CHARACTER,
    HAN,
    LOW_LINE,
    MARK,
    SIGN,
    find_kinds,
    read_codes,
)
from models.dictionary import load_stopwords, make_cutter
from models.unknown_words import Codes, RunDivider, WordModel

TERM = re.compile(r"^[\u4e00-\u9fff]{2,}$")
LONGEST_PIECE = 5_000  # characters: the time for a run without marks grows with its square
PLAIN_ENDS = re.compile(r"[a-zA-Z0-9].*[a-zA-Z0-9]")
STAND_IN = "·"  # neither rjieba nor jieba joins it with anything
# What is not covered by words goes to the model by runs: of Han characters, and of letters, digits and signs.
LOOSENESS = np.zeros(FOREIGN, dtype=np.uint8)
LOOSENESS[HAN], LOOSENESS[[ALNUM, LOW_LINE, SIGN]] = 1, 2

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of S texts: those of text s are `tokens[bounds[s] : bounds[s + 1]]`.

    `totals` counts all tokens of each text, also where only terms are listed.
    """

    tokens: list[str]
    bounds: list[int]
    totals: list[int]


def _accumulate(counts: ArrayLike) -> Numbers:
    sums = np.cumsum(counts, dtype=np.int64)
    return np.concatenate([[0], sums])


def _measure_tokens(tokens: list[str]) -> NDArray[np.generic]:
    try:
        return np.frombuffer(bytearray(map(len, tokens)), dtype=np.uint8)
    except ValueError:  # letters or digits without end
        return np.array(list(map(len, tokens)))


def break_text(text: str) -> list[str]:
    """Return the pieces in which a text is cut: itself, unless it is very long."""
    return [text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE)]


def _join_texts(texts: Iterable[str]) -> tuple[str, Numbers]:
    """Return the texts as lines, those that are long as several, and where each begins (S + 1,)."""
    lines = list(texts)
    if max(map(len, lines), default=0) > LONGEST_PIECE:
        lines = ["\n".join(break_text(line)) for line in lines]
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    return "\n".join([*lines, ""]), _accumulate(lengths + 1)


def _find_runs(looseness: NDArray[np.uint8]) -> tuple[Numbers, Numbers, Flags]:
    """Return where runs of two or more equally loose tokens begin and end, and whether no loose token is beside."""
    joined = np.zeros(len(looseness) + 1, dtype=np.int8)
    joined[1:-1] = (looseness[1:] == looseness[:-1]) & (looseness[1:] > 0)
    turns = np.diff(joined)
    starts, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1) + 1
    beside = np.concatenate([[0], looseness, [0]])
    return starts, ends, (beside[starts] | beside[ends + 1]) == 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text of T tokens as rjieba leaves them. A run of n tokens is overwritten by its words, n at most."""

    text: str
    codes: Codes
    tokens: list[str]
    bounds: Numbers  # (T + 1,) where each token begins in the text
    is_token: bytearray  # (T,) holds a letter, a digit or a Han character
    is_term: bytearray  # (T,) holds two Han characters or more and nothing else


class Segmenter:
    """Cuts texts into tokens. One per process: it holds 160 MB and is not meant to be sent anywhere."""

    def __init__(self) -> None:
        self._cutter, words, total = make_cutter()
        # No block holds this word: it makes rjieba's sum that of jieba.
        self._cutter.add_word(STAND_IN, total - sum(words.values()), None)
        self._pairs = frozenset(word for word in words if len(word) == 2)
        self._plain_words = frozenset(word for word in words if PLAIN_ENDS.fullmatch(word))
        self._model = WordModel()
        self._divider = RunDivider(self._model, self._cutter.has_word)

    def _draft_tokens(self, text: str) -> tuple[_Draft, NDArray[np.uint8]]:
        """Return the words of the dictionary, all else in single characters; and how loose each token is (T,)."""
        codes = read_codes(text)
        kinds = find_kinds(codes)
        foreign = np.flatnonzero(kinds & FOREIGN)
        tokens = self._cutter.cut(FOREIGN_CHARACTER.sub(STAND_IN, text) if len(foreign) else text, False)
        bounds = _accumulate(_measure_tokens(tokens))
        for token, place in zip(np.searchsorted(bounds, foreign).tolist(), foreign.tolist(), strict=True):
            tokens[token] = text[place]
        kinds &= ~np.uint8(FOREIGN)
        # A word of Han characters and letters has them at its ends.
        kinds = kinds[bounds[:-1]] | kinds[bounds[1:] - 1]
        is_single = np.diff(bounds) == 1
        looseness = LOOSENESS[kinds] * is_single
        # Letters and digits that no word covers come joined.
        joined = np.flatnonzero((kinds == ALNUM) & ~is_single).tolist()
        looseness[[place for place in joined if tokens[place] not in self._plain_words]] = LOOSENESS[ALNUM]
        is_token, is_term = (kinds != MARK) & (kinds != SIGN), (kinds == HAN) & ~is_single
        return _Draft(text, codes, tokens, bounds, bytearray(is_token), bytearray(is_term)), looseness

    def _enter_pairs(self, draft: _Draft, starts: Numbers, is_alone: Flags) -> None:
        places = draft.bounds[starts]
        are_words = self._model.are_words(draft.codes[places], draft.codes[places + 1])
        chosen = (array[are_words].tolist() for array in (starts, places, is_alone))
        for start, place, alone in zip(*chosen, strict=True):
            word = draft.text[place : place + 2]
            # A run that the dictionary has and yet was not taken for a word stays in characters.
            if not (alone and word in self._pairs):
                draft.tokens[start] = word
                draft.is_token[start + 1], draft.is_term[start] = False, True

    def _enter_runs(self, draft: _Draft, starts: Numbers, ends: Numbers, is_alone: Flags) -> None:
        places = zip(draft.bounds[starts].tolist(), draft.bounds[ends].tolist(), strict=True)
        runs = [draft.text[place:end] for place, end in places]
        divisions = self._divider.divide_runs(runs)
        rows = zip(starts.tolist(), ends.tolist(), is_alone.tolist(), divisions, strict=True)
        for start, end, alone, (words, are_terms, is_known) in rows:
            count = len(words)
            if count == end - start or (alone and is_known):
                continue
            draft.tokens[start : start + count] = words
            draft.is_term[start : start + count] = are_terms
            draft.is_token[start:end] = b"\1" * count + bytes(end - start - count)

    def cut_texts(self, texts: Iterable[str], terms_only: bool = False) -> Tokens:
        """Return the tokens of texts that hold a letter, a digit or a Han character, in order.

        Args:
            texts: S texts; a document at a time is fastest.
            terms_only: whether only tokens of two Han characters or more are listed.
        """
        text, offsets = _join_texts(texts)
        if not text:
            return Tokens([], [0], [])
        draft, looseness = self._draft_tokens(text)
        starts, ends, is_alone = _find_runs(looseness)
        is_pair = (ends - starts == 2) & (looseness[starts] == LOOSENESS[HAN])
        self._enter_pairs(draft, starts[is_pair], is_alone[is_pair])
        self._enter_runs(draft, starts[~is_pair], ends[~is_pair], is_alone[~is_pair])
        listed = draft.is_term if terms_only else draft.is_token
        at = np.searchsorted(draft.bounds, offsets)
        bounds, totals = (_accumulate(np.frombuffer(mask, dtype=np.uint8))[at] for mask in (listed, draft.is_token))
        return Tokens(list(compress(draft.tokens, listed)), bounds.tolist(), np.diff(totals).tolist())

    def cut_text(self, text: str) -> list[str]:
        """Return the tokens of a text that hold a letter, a digit or a Han character, in order."""
        return self.cut_texts([text]).tokens


@lru_cache(maxsize=1)
def load_segmenter() -> Segmenter:
    """Return the segmenter of this process, made on first use (about one second)."""
    return Segmenter()


def count_terms(tokens: Iterable[str]) -> Counter[str]:
    """Count the tokens that can be terms: Han, two characters or longer, no stop words."""
    counts = Counter(tokens)
    stopwords = load_stopwords()
    for token in [token for token in counts if token in stopwords or not TERM.match(token)]:
        del counts[token]
    return counts
