"""Phrasing: the sentences of the published file -> phrases that the dictionary could take in."""

import re
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from flows.home import Home
from models.dictionary import load_stopwords, make_tokenizer
from models.phrases import LEAST_COUNT, LEAST_NPMI, Phrase, propose_phrases
from models.segmentation import load_segmenter
from reports.queries import run_query
from reports.tables import Table
from warehouse.door import open_published

RUN = 50_000  # sentences read at once: about 30 MB
MARKS = re.compile(r"[^\u4e00-\u9fd5A-Za-z0-9+#&._%-]+")  # what jieba never joins across
HAN_WORD = re.compile(r"[\u4e00-\u9fd5]+")
HOW_TO_ADD = (
    "没有添加任何词。Nothing was added. To add one: a line of models/lexicon/dictionary.txt, in its place by code "
    "point; the next `rencheng build` segments all texts anew."
)


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Tokens (T,) by id, where each clause begins (C,), the sentence of each clause (C,), ids of sentences, words."""

    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]
    sentences: NDArray[np.int64]
    sentence_ids: list[str]
    words: list[str]


def tabulate_phrases(home: Home, top: int, least_count: int = LEAST_COUNT, least_npmi: float = LEAST_NPMI) -> Table:
    """Return the phrases that hold together best, each with the first sentence that holds it; nothing is added.

    A phrase stands within a clause and holds no stop word and no figure.

    Args:
        home: its published file is read.
        top: phrases printed.
        least_count: times that the words of a phrase stand together.
        least_npmi: how well they hold together, -1 to 1.

    Raises:
        LookupError: the sentences hold no phrase.
        NotPublishedError: nothing was published yet.
    """
    with open_published(home.root) as connection:
        corpus = _read_corpus(connection)
        stopwords = load_stopwords()
        joining = np.array(
            [word not in stopwords and bool(HAN_WORD.fullmatch(word)) for word in corpus.words], dtype=bool
        )
        known = {word for word, frequency in make_tokenizer().FREQ.items() if frequency}
        found = propose_phrases(corpus.tokens, corpus.starts, corpus.words, known, joining, least_count, least_npmi)
        if not found:
            raise LookupError(
                f"no phrase stands {least_count} times in the published sentences: try a lower --min-count"
            )
        rows = tuple(_describe_phrase(connection, corpus, phrase) for phrase in found[:top])
    more = (f"另有 {len(found) - top} 个 more: --top {len(found)}",) if len(found) > top else ()
    return Table(
        keys=("phrase", "words", "count", "npmi", "left_entropy", "right_entropy", "sentence_id", "sentence"),
        headings=("短语", "分词", "次数", "NPMI", "左熵", "右熵", "例句编号", "例句"),
        rows=rows,
        title="候选短语 Phrases proposed for the dictionary",
        notes=(*more, HOW_TO_ADD),
    )


def _read_corpus(connection: duckdb.DuckDBPyConnection) -> _Corpus:
    """Return all sentences but headings and glossaries, cut into clauses and these into words."""
    segmenter = load_segmenter()
    number_of: dict[str, int] = {}
    tokens: list[NDArray[np.int32]] = [np.empty(0, dtype=np.int32)]
    lengths: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    sentences: list[int] = []
    sentence_ids: list[str] = []
    last = ""
    while rows := run_query(connection, "sentences_in_order", after=last, most=RUN):
        last = rows[-1]["sentence_id"]
        clauses = [
            (len(sentence_ids) + number, clause)
            for number, row in enumerate(rows)
            for clause in MARKS.split(row["text"])
            if clause
        ]
        sentence_ids += [row["sentence_id"] for row in rows]
        sentences += [sentence for sentence, _ in clauses]
        cut = segmenter.cut_texts(clause for _, clause in clauses)
        ids = (number_of.setdefault(token, len(number_of)) for token in cut.tokens)
        tokens.append(np.fromiter(ids, dtype=np.int32, count=len(cut.tokens)))
        lengths.append(np.diff(cut.bounds))
    ends = np.concatenate(lengths).cumsum()
    starts = np.concatenate([[0], ends[:-1]]).astype(np.int64) if len(ends) else ends
    return _Corpus(np.concatenate(tokens), starts, np.array(sentences), sentence_ids, list(number_of))


def _describe_phrase(
    connection: duckdb.DuckDBPyConnection, corpus: _Corpus, phrase: Phrase
) -> tuple[str, str, int, float, float, float, str, str]:
    clause = int(np.searchsorted(corpus.starts, phrase.position, side="right")) - 1
    sentence_id = corpus.sentence_ids[corpus.sentences[clause]]
    (found,) = run_query(connection, "sentence_by_id", sentence_id=sentence_id)
    words = " ".join(corpus.words[term] for term in phrase.terms)
    figures = (phrase.count, phrase.npmi, phrase.left_entropy, phrase.right_entropy)
    return (phrase.text, words, *figures, sentence_id, found["text"])
