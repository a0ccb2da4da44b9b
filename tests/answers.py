"""The 25 questions with their answers on the sample, as a document: reports/queries/questions/ANSWERS.md.

Run: python -m tests.answers      collects the sample portals into a home of its own, builds it, writes the document.
A test makes it again and compares (tests/flows/test_collecting.py).
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from reports.questions import Question, load_questions

DOCUMENT = Path(__file__).parent.parent / "reports" / "queries" / "questions" / "ANSWERS.md"
MOST_ROWS = 8
VIEW = re.compile(
    r"(?<![(\w])(?<!scheme )(\w+)(?=,|$| \()"
)  # in `sentences (is_formula), documents`, what stands outside brackets
HEAD = """\
# 25 个问题在演示样本上的答案 The 25 questions, answered on the sample

**演示样本：这里的报告、规划和文章都是韧城项目为演示而写的，数字与事实均为虚构，不说明任何城市的情况。**
**The sample is fiction: its reports, plans and articles were written by us for demonstration and tell nothing about any
city.**

`rencheng demo` 收集这份样本；下列命令在它之上运行（`RENCHENG_HOME=data/demo`），每个答案至多列 {most} 行。
本文由 `python -m tests.answers` 生成，不要手改。
`rencheng demo` collects this sample; the commands below run on it (`RENCHENG_HOME=data/demo`), each answer with {most}
rows at most. Made by `python -m tests.answers`: do not edit.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is asked of the sample: its options, and what is told beside the answer, or in its place."""

    options: str = ""
    remark: str = ""


ASKED: Mapping[str, Asked] = {
    "first-mention": Asked("--city 西安,成都,洛阳"),
    "latest-shares": Asked("--city 成都"),
    "trend": Asked(
        "--city 成都,西安 --theme 防灾减灾",
        "样本只有两年，固定样本至少要四年。The balanced panel is empty: it needs four years, the sample has two.",
    ),
    "silent-goals": Asked("--city 北京,义乌,西宁"),
    "silent-or-missing": Asked("--city 海盐,西安 --year 2021-2023"),
    "balance": Asked("--city 成都"),
    "together": Asked("--term 社区,韧性"),
    "most-alike": Asked("--city 成都"),
    "marking-words": Asked("--city 成都,三亚"),
    "copied": Asked(
        "--city 成都,上海,洛阳", "样本里的近同多是演示声明和抬头。Passages of the sample mostly are its own notice."
    ),
    "spread": Asked("--term 海绵城市"),
    "grassroots": Asked("", "样本没有积分制、责任清单。No document of the sample has 积分制 or 责任清单."),
    "hazards": Asked("--city 成都"),
    "paths": Asked("--city 义乌,黄石"),
    "stability": Asked(
        "",
        "稳定性未测：样本没有运行 `rencheng topics choose`。Stability is empty: it was not asked for on the sample.",
    ),
    "topics-and-themes": Asked("--theme 防灾减灾"),
    "quality": Asked(
        "--theme 防灾减灾", "量的是编码本身，与样本无关。This measures the coding itself, not the sample."
    ),
    "changed": Asked(
        "", "样本没有被替换的文件：每个地址只收集过一种文本。Nothing was replaced: every address gave one text only."
    ),
    "promises": Asked(
        "--city 北京,成都,西安",
        "样本只有两年，三年后的结果无从得知。The sample has two years: what becomes of a promise takes three more.",
    ),
    "failures": Asked(
        "",
        "示例网站都答复了，没有缺年。Nothing failed: every sample portal answered, and no year is missing.",
    ),
    "ledger": Asked(
        "", "样本没有文献图谱，先 `rencheng map`。There is no literature map in the sample: `rencheng map` makes one."
    ),
}


def write_answers(home: Path) -> str:
    """Return the document: every question with its command, options, views and answer on the home of the sample."""
    parts = [HEAD.format(most=MOST_ROWS)]
    questions = load_questions()
    if strange := sorted(set(ASKED) - set(questions)):
        raise ValueError(f"ASKED: no question is called {strange[0]}")
    parts += [_write_question(question, ASKED.get(question.name, Asked()), home) for question in questions.values()]
    return "\n".join(parts)


def _write_question(question: Question, asked: Asked, home: Path) -> str:
    words = ["ask", question.name, *asked.options.split()]
    lines = [f"## {question.number}. {question.name}", "", f"{question.zh}", f"{question.en}", ""]
    lines += ["```sh", " ".join(("rencheng", *words)), "```", ""]
    lines += [f"- `{option.written}`: {option.meaning}" for option in question.options] or ["- 没有选项 no options"]
    lines += ["- views: " + VIEW.sub(r"`out.\1`", question.views), ""]
    table = [line for line in _run(words, home) if line.startswith("| ")]
    rows = table[2:]
    if rows:
        lines += [*table[:2], *rows[:MOST_ROWS], ""]
    if len(rows) > MOST_ROWS:
        lines += [f"（共 {len(rows)} 行，列出 {MOST_ROWS} 行 {MOST_ROWS} of {len(rows)} rows）", ""]
    if not rows and not asked.remark:
        raise ValueError(f"{question.name}: no rows on the sample, and nothing in ASKED says why")
    lines += [note for remark in (asked.remark, *question.notes) if remark for note in (remark, "")]
    return "\n".join(lines)


def _run(words: list[str], home: Path) -> list[str]:
    """Return what the command prints as Markdown, all rows of it."""
    from flows.commands import app

    every = ["--limit", "0"] if any(option.name == "limit" for option in load_questions()[words[1]].options) else []
    done = CliRunner().invoke(app, [*words, *every, "--format", "md"], env={"RENCHENG_HOME": str(home)})
    if done.exception is not None:
        raise RuntimeError(f"{' '.join(words)}: {done.exception}") from done.exception
    return done.stdout.splitlines()


def main() -> None:
    """Collect, build and write."""
    from flows.home import Home
    from flows.steps.building import build
    from flows.steps.demonstrating import collect_samples

    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "demo")
        collect_samples(home)
        build(home)
        DOCUMENT.write_text(write_answers(home.root), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{os.path.relpath(DOCUMENT)}\n")


if __name__ == "__main__":
    main()
