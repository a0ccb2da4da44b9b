"""Questions: what analysts ask of `out.*`, each one query in a file that says what it asks, in what words, with which
options.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from itertools import dropwhile
from typing import Any

from reports.tables import Table

FOLDER = "questions"
LISTS = ("cities", "years", "terms")  # options that take several values, with commas
SCALARS = ("theme", "scheme", "kind", "part", "limit")
QUESTION_LINE = re.compile(r"([0-9]+)\. (.+)")
OPTION_LINE = re.compile(r"--([a-z]+)(?: ([^:]+))?: (.+)")
SPAN = re.compile(r"([0-9]{4})-([0-9]{4})")
DECIMALS = 2
LIKE = 0.5  # how like a name must be to be suggested (difflib's ratio)


class UnknownQuestionError(LookupError):
    """Raised when no question has the name asked for."""


class QuestionFileError(ValueError):
    """Raised when the head of a question's file does not say what it must."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a question: its name, its default (None or empty for none), and what it means.

    `written` is the option as it stands on the command line, with its default.
    """

    name: str
    default: Any
    meaning: str
    written: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its number and name, its words in Chinese and English, its views, options, notes and statement.

    `decimals` are those of its numbers where people read them; `query` the question whose query it asks too, empty
    where it has its own.
    """

    number: int
    name: str
    zh: str
    en: str
    views: str
    options: tuple[Option, ...]
    notes: tuple[str, ...]
    statement: str
    decimals: int = DECIMALS
    query: str = ""

    @property
    def defaults(self) -> dict[str, Any]:
        """The value of each option where none is given."""
        return {option.name: option.default for option in self.options}


def parse_question(name: str, statement: str) -> Question:
    """Return the question that a file holds.

    Its comment on top says, line by line: number and question in Chinese; in English; `views:`; an option a line
    (`--name default: meaning`, the default may be left out); any number of `note:`; perhaps `decimals:`, or `query:`
    and the name of a question whose query is asked here too, and no other. A line indented further belongs to the one
    before.

    Raises:
        QuestionFileError: a line is of none of these forms, or one that must be there is missing.
    """
    lines: list[str] = []
    for line in statement.splitlines():
        if not line.startswith("--"):
            break
        if line.startswith("--   ") and lines:
            lines[-1] += f" {line[2:].strip()}"
        else:
            lines.append(line[2:].strip())
    asked = QUESTION_LINE.fullmatch(lines[0]) if len(lines) > 2 else None
    if asked is None or not lines[2].startswith("views: "):
        raise QuestionFileError(
            f"{name}.sql: begins with `-- NUMBER. question`, then the same in English, then `views:`"
        )
    options, notes, decimals, query = [], [], DECIMALS, ""
    for line in lines[3:]:
        found = OPTION_LINE.fullmatch(line)
        if found and found[1] in LISTS + SCALARS:
            written = line.partition(": ")[0]
            options.append(Option(found[1], _read_default(found[1], found[2]), found[3], written))
        elif line.startswith("note: "):
            notes.append(line.removeprefix("note: "))
        elif line.startswith("decimals: "):
            decimals = int(line.removeprefix("decimals: "))
        elif line.startswith("query: "):
            query = line.removeprefix("query: ")
        else:
            raise QuestionFileError(f"{name}.sql: {line!r} is neither `--option default: meaning` nor `note: …`")
    views = lines[2].removeprefix("views: ")
    return Question(
        int(asked[1]), name, asked[2], lines[1], views, tuple(options), tuple(notes), statement, decimals, query
    )


def _read_default(option: str, written: str | None) -> Any:
    if option == "limit":
        return int(written or 0)
    if option not in LISTS:
        return written
    words = written.split(",") if written else []
    if option != "years":
        return tuple(words)
    spans = ((SPAN.fullmatch(word), word) for word in words)
    return tuple(y for span, word in spans for y in (range(int(span[1]), int(span[2]) + 1) if span else [int(word)]))


@lru_cache(maxsize=1)
def load_questions() -> Mapping[str, Question]:
    """Return the packaged questions by name, in the order of their numbers.

    Raises:
        QuestionFileError: the head of a file does not say what it must.
    """
    paths = [path for path in (files("reports.queries") / FOLDER).iterdir() if path.name.endswith(".sql")]
    found = [parse_question(path.name.removesuffix(".sql"), path.read_text(encoding="utf-8")) for path in paths]
    named = {question.name: question for question in sorted(found, key=lambda question: question.number)}
    return {name: _borrow_query(question, named) for name, question in named.items()}


def _borrow_query(question: Question, named: Mapping[str, Question]) -> Question:
    """Return a question with the query of the one that it names below its own head."""
    if not question.query:
        return question
    if question.query not in named:
        raise QuestionFileError(f"{question.name}.sql: `query: {question.query}` names no question")
    lines = named[question.query].statement.splitlines(keepends=True)
    body = "".join(dropwhile(lambda line: line.startswith("--"), lines))
    return replace(question, statement=question.statement + body)


@lru_cache(maxsize=1)
def load_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return what people read over columns, and for values in them."""
    words = tomllib.loads((files("reports.queries") / FOLDER / "headings.toml").read_text(encoding="utf-8"))
    return words["columns"], words["values"]


def find_question(name: str) -> Question:
    """Return the question of a name or a number.

    Raises:
        UnknownQuestionError: there is none; the nearest name is told.
    """
    questions = load_questions()
    numbered = {str(question.number): question for question in questions.values()}
    if found := questions.get(name) or numbered.get(name):
        return found
    near = get_close_matches(name.lower().replace("_", "-"), questions, n=1, cutoff=LIKE)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UnknownQuestionError(f"no question is called {name!r}: {hint}`rencheng ask` lists all {len(questions)}")


def list_questions() -> Table:
    """Return the questions with their words and options, one a row."""
    return Table(
        keys=("number", "name", "question_zh", "question", "options", "views"),
        headings=("", "名称", "问题", "question", "选项", "views"),
        rows=tuple(
            (q.number, q.name, q.zh, q.en, " ".join(option.written for option in q.options), q.views)
            for q in load_questions().values()
        ),
        title="分析者的问题 What analysts ask",
        notes=("rencheng ask NAME --help 说明一个问题 tells about one: rencheng ask first-mention --help",),
        hidden=frozenset({"options", "views"}),
        labels=2,
    )


def describe_question(question: Question) -> str:
    """Return what a question asks, its options with their defaults, its views and notes, as lines to read."""
    options = [(option.written, option.meaning) for option in question.options]
    width = max((len(written) for written, _ in options), default=0)
    return "\n".join(
        (
            f"{question.number}. {question.name}",
            f"  {question.zh}",
            f"  {question.en}",
            f"Views: {question.views}",
            "Options:" if options else "Options: none",
            *(f"  {written:<{width}}  {meaning}" for written, meaning in options),
            *(("Notes:", *(f"  {note}" for note in question.notes)) if question.notes else ()),
        )
    )
