"""Intruding: a workbook that asks people for the word that does not belong to a topic, and its score."""

import json
from pathlib import Path

from flows.home import Home
from models.topics.word_intrusion import Precision, Question, ask_questions, score_answers
from reports.queries import run_query
from warehouse.door import open_published

SEED = 20220414
SHEET = "找出外来词"


def write_questions(home: Home, path: Path, algorithm: str = "nmf") -> int:
    """Write a workbook of questions about the topics of a published model, and its key beside it; return how many.

    Raises:
        LookupError: there are no topics.
    """
    import xlsxwriter

    with open_published(home.root) as connection:
        rows = run_query(connection, "topic_terms_of", algorithm=algorithm)
    if not rows:
        raise LookupError(f"no topics of {algorithm}: `rencheng topics` lists them")
    questions = ask_questions([row["terms"] for row in rows], SEED)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(
            0, 0, ["题号", *(f"词{n}" for n in range(1, 7)), "外来词（请选一个）"], book.add_format({"bold": True})
        )
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 7, 14)
        for line, question in enumerate(questions, start=1):
            sheet.write_row(line, 0, [line, *question.words])
            sheet.data_validation(line, 7, line, 7, {"validate": "list", "source": list(question.words)})
    key = {"model_id": rows[0]["model_id"], "questions": [[q.topic, q.words, q.intruder] for q in questions]}
    key_of(path).write_text(json.dumps(key, ensure_ascii=False), encoding="utf-8")
    return len(questions)


def key_of(path: Path) -> Path:
    """Return where the key to a workbook lies: beside it, so that nobody who answers need see it."""
    return path.with_suffix(".key.json")


def score_workbook(path: Path) -> tuple[str, Precision]:
    """Return the model asked about and the precision of the answers in a workbook.

    Raises:
        FileNotFoundError: the workbook or its key is missing.
        ValueError: no question is answered.
    """
    from openpyxl import load_workbook

    for needed in (path, key_of(path)):
        if not needed.is_file():
            raise FileNotFoundError(f"{needed}: no such file; `rencheng topics intrude` writes workbook and key")
    key = json.loads(key_of(path).read_text(encoding="utf-8"))
    questions = [Question(topic, tuple(words), intruder) for topic, words, intruder in key["questions"]]
    sheet = load_workbook(path, read_only=True)[SHEET]
    rows = list(sheet.iter_rows(min_row=2, max_col=8, values_only=True))
    answers = {q.topic: str(row[7] or "") for q, row in zip(questions, rows, strict=False)}
    return key["model_id"], score_answers(questions, answers)
