"""Unknown words: runs of characters that no dictionary word covers, divided by jieba's hidden Markov model.

The tables, the order of the sums and the ties are those of `jieba.finalseg`, so the words are too; only sooner.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.characters import FIRST_HAN, LAST_HAN

STATES = "BMES"  # begin, middle and end of a word; a word of one character
STEPS = ("EB", "SB", "MM", "BM", "ME", "BE", "SS", "ES")
ABSENT = -3.14e100  # jieba's logarithm of a probability of nothing
NOWHERE = (ABSENT,) * len(STATES)
PLAIN_WORD = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")  # jieba's for what stands between Han characters
WORD = re.compile(r"\w")
REMEMBERED_RUNS = 100_000  # 40 MB; most runs come again

Codes = NDArray[np.uint32]
Division = tuple[tuple[str, ...], bytes, bool]


class WordModel:
    """Jieba's model of words by their characters: first order, four states, decoded as Viterbi (1967) does.

    Of two equally probable paths the one whose state has the later letter wins: jieba takes the largest pair.
    """

    def __init__(self) -> None:
        from jieba.finalseg import emit_P, start_P, trans_P

        self._start = tuple(start_P[state] for state in STATES)
        self._step = tuple(trans_P[step[0]][step[1]] for step in STEPS)
        characters = sorted(set().union(*(emit_P[state] for state in STATES)))
        table = np.array([[emit_P[state].get(char, ABSENT) for state in STATES] for char in characters])
        # Numbers made one after the other lie side by side: half the time of jieba's own.
        self._emit: dict[str, Sequence[float]] = dict(zip(characters, map(tuple, table.tolist()), strict=True))
        self._tabulate_pairs()

    def _tabulate_pairs(self) -> None:
        emit = np.array([self._emit.get(chr(code), NOWHERE) for code in range(FIRST_HAN, LAST_HAN + 1)])
        begin, middle, end, single = (emit + self._start).T
        _, _, _, _, m_to_e, b_to_e, s_to_s, e_to_s = self._step
        self._before_end = np.maximum(middle + m_to_e, begin + b_to_e)
        self._before_single = np.maximum(single + s_to_s, end + e_to_s)
        self._end, self._single = np.ascontiguousarray(emit[:, 2]), np.ascontiguousarray(emit[:, 3])

    def are_words(self, first: Codes, second: Codes) -> NDArray[np.bool_]:
        """Return whether runs of two Han characters, given by their code points (N,) and (N,), are words (N,)."""
        first, second = first - FIRST_HAN, second - FIRST_HAN
        as_word = self._before_end[first] + self._end[second]
        return np.asarray(as_word > self._before_single[first] + self._single[second])

    def _find_states(self, run: str) -> str:
        emit = self._emit
        e_to_b, s_to_b, m_to_m, b_to_m, m_to_e, b_to_e, s_to_s, e_to_s = self._step
        in_b, in_m, in_e, in_s = emit.get(run[0], NOWHERE)
        b, m, e, s = self._start
        # Sums go from left to right, as jieba's do: other orders round otherwise.
        b, m, e, s = b + in_b, m + in_m, e + in_e, s + in_s
        path_b, path_m, path_e, path_s = "B", "M", "E", "S"
        for char in run[1:]:
            in_b, in_m, in_e, in_s = emit.get(char, NOWHERE)
            eb, sb, mm, bm = e + e_to_b + in_b, s + s_to_b + in_b, m + m_to_m + in_m, b + b_to_m + in_m
            me, be, ss, es = m + m_to_e + in_e, b + b_to_e + in_e, s + s_to_s + in_s, e + e_to_s + in_s
            b, to_b = (sb, path_s + "B") if sb >= eb else (eb, path_e + "B")
            m, to_m = (mm, path_m + "M") if mm >= bm else (bm, path_b + "M")
            e, to_e = (me, path_m + "E") if me >= be else (be, path_b + "E")
            s, to_s = (ss, path_s + "S") if ss >= es else (es, path_e + "S")
            path_b, path_m, path_e, path_s = to_b, to_m, to_e, to_s
        return path_s if s >= e else path_e

    def split_run(self, run: str) -> list[str]:
        """Return the words of a run of Han characters from `FIRST_HAN` to `LAST_HAN`."""
        words, begin = [], 0
        for place, state in enumerate(self._find_states(run)):
            if state == "B":
                begin = place
            elif state == "E":
                words.append(run[begin : place + 1])
            elif state == "S":
                words.append(run[place])
        return words


class RunDivider:
    """Divides runs as jieba does, and remembers them."""

    def __init__(self, model: WordModel, is_known: Callable[[str], bool]) -> None:
        """Take the model and the test whether a word is in the dictionary."""
        self._model, self._is_known = model, is_known
        self._divisions: dict[str, Division] = {}

    def _divide_run(self, run: str) -> Division:
        if run[0].isascii():
            pieces = tuple(piece for piece in PLAIN_WORD.split(run) if WORD.search(piece))
            return pieces, bytes(len(pieces)), False
        words = tuple(self._model.split_run(run))
        return words, bytes(len(word) > 1 for word in words), self._is_known(run)

    def divide_runs(self, runs: Sequence[str]) -> list[Division]:
        """Return what runs of Han characters, or of letters, digits and signs, consist of by the model.

        Returns:
            For each run its words; for each of these a byte, whether it has two Han characters or more; and whether
            the run is a word of the dictionary.
        """
        if len(self._divisions) > REMEMBERED_RUNS:
            self._divisions.clear()
        for run in set(runs).difference(self._divisions):
            self._divisions[run] = self._divide_run(run)
        return [self._divisions[run] for run in runs]
