"""The plain way, as a researcher writes it today: jieba.lcut per document, gensim LdaModel, executemany into DuckDB."""

import json
import sys
import time
from collections import Counter
from pathlib import Path

PASSES, TOPICS, SEED = 5, 40, 0


def main(database: str, load_rows: int, files: list[str]) -> None:
    """Go the plain way and print the seconds of each stage as JSON; no more rows are loaded than asked for."""
    import duckdb
    import jieba
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel

    seconds = {}
    start = time.perf_counter()
    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    seconds["read"] = time.perf_counter() - start

    start = time.perf_counter()
    documents = [[word for word in jieba.lcut(text) if len(word) > 1] for text in texts]
    seconds["segment"] = time.perf_counter() - start

    start = time.perf_counter()
    dictionary = Dictionary(documents)
    dictionary.filter_extremes(no_below=5, no_above=0.5)
    corpus = [dictionary.doc2bow(document) for document in documents]
    model = LdaModel(corpus, num_topics=TOPICS, id2word=dictionary, passes=PASSES, random_state=SEED)
    seconds["topics (LDA)"] = time.perf_counter() - start

    start = time.perf_counter()
    rows = [(file, word, n) for file, words in zip(files, documents, strict=True) for word, n in Counter(words).items()]
    with duckdb.connect(database) as connection:
        connection.execute("CREATE TABLE words (file VARCHAR, word VARCHAR, n INTEGER)")
        if load_rows:
            connection.executemany("INSERT INTO words VALUES (?, ?, ?)", rows[:load_rows])
    seconds["load"] = time.perf_counter() - start
    topics = [[word for word, _ in model.show_topic(topic, 10)] for topic in range(TOPICS)]
    told = {"seconds": seconds, "topics": topics, "rows": len(rows), "loaded": min(len(rows), load_rows)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
