"""Sampling: sentences to code by hand, drawn from the published file, and the workbook that two coders fill in."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from models.agreement import RANDOM
from models.gold import NOTHING, CodedSentence, GoldError, label_sense, label_theme, read_rows
from models.senses import SENSES, load_sense_rule
from models.themes import SCHEMES, Theme

if TYPE_CHECKING:
    import duckdb

MOST_OF_DOCUMENT = 3  # sentences of a document resemble one another
RANDOM_SHARE = 0.5  # drawn without regard to themes: the part that stands for a corpus
LEAST_SHARE = 1 / 40  # of the sample, for every theme
THEMED = "theme"  # the stratum of what was drawn for its theme
SLOTS, SENSE = ("主题1", "主题2", "主题3"), "韧性指什么"  # a sentence takes three themes at most
NO_THEME = "无主题 (none)"  # a blank means: not coded yet
INTRO, BOOK, FINAL = "说明", "编码手册", "裁定"
CODERS = ("编码员A", "编码员B")
CODER_HEADER = ("编号", "句子", *SLOTS, SENSE, "备注")
FINAL_HEADER = ("编号", "句子", "A的主题", "B的主题", "A的韧性", "B的韧性", "是否一致", "最终主题", "最终韧性")
# Unseen by coders: it would tell why a sentence was drawn.
SOURCE = {"place": "地点", "year": "年份", "stratum": "层", "id": "句子号"}
HELPERS = ("A行", "B行", *(f"A{slot}" for slot in SLOTS), *(f"B{slot}" for slot in SLOTS))
FONT, HEAD_FONT = "宋体", "Microsoft YaHei"
GUIDE = (
    "请两位编码员各自独立编码：A 只填“编码员A”，B 只填“编码员B”，完成之前互不查看、互不讨论。",
    "最好各持一份文件；都完成后，把 B 那份的“编码员B”整表粘贴到 A 那份的同名表中。",
    "编码单位是一个句子。句子对某主题有实质陈述（任务、措施、结果、目标或问题）时才编码；口号和标题罗列中一带而过的词不算。",
    f"每句最多 {len(SLOTS)} 个主题，从下拉框选择，次序无关。没有主题时选“{NO_THEME}”。空白表示尚未编码，不计入一致性。",
    "句中有“韧性”一词时，另选“韧性指什么”：是什么具有韧性。没有这一下拉框的句子不必填。",
    "主题的定义见“编码手册”。拿不准时仍按最接近的定义选择，并在“备注”中写明理由。",
    "两张表的句子相同，次序不同。可以排序和筛选，但不要改动“编号”和“句子”两列。",
    "两人都完成后再看“裁定”：公式列出双方的编码及是否一致，在“最终主题”一列写下共同决定的主题（几个主题用、隔开）。",
    "一致性系数：rencheng agree 本文件",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be drawn, or was, for a stratum; `is_first`: of the first of its document at random."""

    sentence_id: str
    document_id: str
    place: str | None
    year: int | None
    text: str
    themes: frozenset[str]
    is_first: bool = True
    stratum: str | None = None  # `random` or `theme` once it is drawn


def list_candidates(connection: "duckdb.DuckDBPyConnection", seed: int, scheme: str = SCHEMES[0]) -> list[Candidate]:
    """Return the sentences of published work reports that a sample of this seed may draw, headings left out."""
    from reports.queries import run_query

    rows = run_query(connection, "sentences_to_code", seed=seed, scheme=scheme, most_of_document=MOST_OF_DOCUMENT)
    return [Candidate(**row | {"themes": frozenset(row["themes"])}) for row in rows]


def order_by_seed(seed: int, name: str) -> str:
    """Return the place of a name in the random order of a seed: more sentences change nothing for those there."""
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def draw_sample(
    candidates: Iterable[Candidate],
    n: int,
    seed: int,
    random_share: float = RANDOM_SHARE,
    most_of_document: int = MOST_OF_DOCUMENT,
) -> list[Candidate]:
    """Return n sentences to code: a share of them drawn at random, the rest for the theme that has the fewest so far.

    So every theme found has at least n / 40, as far as there are sentences; few come from one document, and no text
    comes twice. Fewer than n where the sentences do not suffice. The same input and seed give the same sample.

    Raises:
        ValueError: n is too small for the themes to have their share, or there is nothing to draw from.
    """
    waiting = sorted(candidates, key=lambda candidate: order_by_seed(seed, candidate.sentence_id))
    themes = sorted({theme for candidate in waiting for theme in candidate.themes})
    if not waiting:
        raise ValueError("no sentence to draw from: add reports and run `rencheng build`")
    n_random = round(n * random_share)
    if n < 1 or n - n_random < len(themes) * ceil(n * LEAST_SHARE):
        raise ValueError(f"--n: {n} is too small a sample for {len(themes)} themes: ask for more sentences")
    drawn: list[Candidate] = []
    of_document, texts, of_theme = Counter[str](), set[str](), Counter[str]()

    def take(pool: Iterable[Candidate], stratum: str) -> bool:
        for candidate in pool:
            if candidate.text not in texts and of_document[candidate.document_id] < most_of_document:
                drawn.append(replace(candidate, stratum=stratum))
                of_document[candidate.document_id] += 1
                texts.add(candidate.text)
                of_theme.update(candidate.themes)
                return True
        return False

    at_random = iter([candidate for candidate in waiting if candidate.is_first])
    while len(drawn) < n_random and take(at_random, RANDOM):
        pass
    pools = {theme: iter([c for c in waiting if theme in c.themes]) for theme in themes}
    while len(drawn) < n and pools:
        rarest = min(pools, key=lambda theme: (of_theme[theme], theme))
        if not take(pools[rarest], THEMED):
            del pools[rarest]
    return drawn


def write_kit(path: Path, sample: Sequence[Candidate], themes: Sequence[Theme]) -> None:
    """Write the workbook of a sample: guide, codebook, a blind sheet for each coder, and one to settle differences.

    Raises:
        FileExistsError: something is there already, which may be the work of a coder.
    """
    from xlsxwriter import Workbook

    if path.exists():
        raise FileExistsError(f"{path}: this exists already and may hold codes: give another name")
    plain = {"font_name": FONT, "font_size": 11, "valign": "top", "text_wrap": True}
    head = {"font_name": HEAD_FONT, "bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True}
    mixed = sorted(sample, key=lambda one: order_by_seed(0, one.sentence_id))
    numbered = [(f"K{number:04d}", one) for number, one in enumerate(mixed, start=1)]
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        cell, heading = book.add_format(plain), book.add_format(head)
        sheets = {name: book.add_worksheet(name) for name in (INTRO, BOOK, *CODERS, FINAL)}
        _fill(sheets[INTRO], ("编码说明",), [(line,) for line in GUIDE], (100,), cell, heading)
        options = [(label_theme(theme), theme.definition_zh) for theme in themes]
        options.append((NO_THEME, "句子没有以上任何主题的实质陈述"))
        senses = [(label_sense(sense), "韧性指的是它") for sense in SENSES]
        _fill(sheets[BOOK], ("选项", "定义"), [*options, *senses], (34, 100), cell, heading)
        theme_list = f"='{BOOK}'!$A$2:$A${len(options) + 1}"
        sense_list = f"='{BOOK}'!$A${len(options) + 2}:$A${len(options) + len(senses) + 1}"
        column = CODER_HEADER.index(SENSE)
        for coder in CODERS:
            orders = {order_by_seed(0, f"{coder}:{number}"): (number, one.text) for number, one in numbered}
            rows = [row for _, row in sorted(orders.items())]
            sheet = sheets[coder]
            _fill(sheet, CODER_HEADER, rows, (9, 70, 26, 26, 26, 30, 24), cell, heading)
            sheet.data_validation(1, 2, len(rows), 1 + len(SLOTS), {"validate": "list", "source": theme_list})
            for row, (_, text) in enumerate(rows, start=1):
                if load_sense_rule().word in text:
                    sheet.data_validation(row, column, row, column, {"validate": "list", "source": sense_list})
        _fill_final(sheets[FINAL], numbered, cell, heading)


def _fill(
    sheet: Any, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], cell: Any, heading: Any
) -> None:
    """Write a sheet of text under a header that stays in sight."""
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(column, column, width, cell)
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            if text:  # a cell with an empty text would not be a blank one
                sheet.write_string(place, column, text, cell)


def _fill_final(sheet: Any, numbered: Sequence[tuple[str, Candidate]], cell: Any, heading: Any) -> None:
    """Write the sheet that shows both coders' codes by formula; helper columns on the right are hidden."""
    blanks = [""] * (len(FINAL_HEADER) - 2)
    rows = [
        (number, one.text, *blanks, one.place or "", str(one.year or ""), one.stratum or "", one.sentence_id)
        for number, one in numbered
    ]
    widths = (9, 60, 30, 30, 20, 20, 10, 30, 20, 12, 8, 10, 24)
    _fill(sheet, (*FINAL_HEADER, *SOURCE.values()), rows, widths, cell, heading)
    sheet.set_column("N:U", 6, cell, {"hidden": True})
    sheet.write_row("N1", HELPERS, heading)
    last = len(rows) + 1
    for r in range(2, last + 1):
        formulas = {
            "C": _join(r, "PQR"),
            "D": _join(r, "STU"),
            "G": f'=IF(OR(C{r}="",D{r}=""),"待编码",IF(AND('
            f'SUMPRODUCT((P{r}:R{r}<>"")*(COUNTIF(S{r}:U{r},P{r}:R{r})=0))=0,'
            f'SUMPRODUCT((S{r}:U{r}<>"")*(COUNTIF(P{r}:R{r},S{r}:U{r})=0))=0,E{r}=F{r}),"一致","不一致"))',
        }
        for coder, sense, found, slots in ((CODERS[0], "E", "N", "PQR"), (CODERS[1], "F", "O", "STU")):
            formulas[found] = f"=IFERROR(MATCH($A{r},'{coder}'!$A$2:$A${last},0),0)"
            for column, shown in zip("CDEF", (*slots, sense), strict=True):
                taken = f"INDEX('{coder}'!${column}$2:${column}${last},${found}{r})"
                formulas[shown] = f'=IF(${found}{r}=0,"",{taken}&"")'
        for column, formula in formulas.items():
            sheet.write_formula(f"{column}{r}", formula, cell, "")


def _join(row: int, columns: str) -> str:
    parts = "&".join(f'IF({column}{row}="","","、"&{column}{row})' for column in columns)
    return f"=MID({parts},2,200)"


def read_kit(path: Path, themes: Sequence[Theme]) -> tuple[list[CodedSentence], list[CodedSentence]]:
    """Return what the two coders of a workbook gave, each in `themes_a`; sentences not coded yet are left out.

    Raises:
        GoldError: this is no such workbook, or a cell holds what no drop-down offers.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
        sources = {row["编号"]: row for row in _read_sheet(book[FINAL])}
        coded = [[*_list_codes(name, _read_sheet(book[name]), sources)] for name in CODERS]
    except FileNotFoundError:
        raise GoldError([f"{path}: no such file"]) from None
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError):
        raise GoldError([f"{path}: this is no workbook of `rencheng sample`"]) from None
    first, second = (read_rows(rows, themes) for rows in coded)
    return first, second


def _read_sheet(sheet: Any) -> Iterator[dict[str, str]]:
    header, *rows = sheet.iter_rows(values_only=True)
    for row in rows:
        yield {str(name): str(value or "").strip() for name, value in zip(header, row, strict=True)}


def _list_codes(
    coder: str, rows: Iterable[dict[str, str]], sources: dict[str, dict[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows that a coder filled in, in the columns of coded sentences, and where each stands."""
    senses = {label_sense(sense): sense for sense in SENSES}
    for row in rows:
        if given := [row[slot] for slot in SLOTS if row[slot]]:
            source = sources[row["编号"]]
            yield (
                f"{coder} {row['编号']}",
                {key: source[name] for key, name in SOURCE.items()}
                | {"themes_a": "、".join(NOTHING if label == NO_THEME else label for label in given)}
                | {"resilience_of": senses.get(row[SENSE], row[SENSE]), "sentence": row["句子"]},
            )
