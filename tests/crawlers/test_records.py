"""Records: every format has a sample with its golden beside it; any bytes give records or the one error."""

import io
import json
import re
import tomllib
from collections import Counter
from dataclasses import asdict, astuple
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import TYPES, ExportError, import_records
from crawlers.records.document_types import load_types
from crawlers.records.field_tables import load_table
from crawlers.records.importing import FORMATS
from crawlers.records.values import (
    clean_value,
    find_year,
    split_funds,
    split_institutions,
    split_keywords,
    split_names,
    strip_zeros,
)

FOLDER = Path(__file__).parent / "records"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix not in {".json", ".toml"})
TAGGED = [path for path in SAMPLES if "list" not in path.name and "tab" not in path.name]
REAL = tomllib.loads((FOLDER / "real.toml").read_text("utf-8"))


def content_of(export):
    """What a file says, without its name and the ids that depend on it."""
    return [astuple(record)[2:] for record in export.records]


def tell(record):
    values = {name: value for name, value in asdict(record).items() if name not in {"record_id", "file"}}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_golden(path):
    export = import_records(path.read_bytes(), path.name)
    golden = json.loads((FOLDER / f"{path.name}.json").read_text("utf-8"))
    assert (export.format, export.database) == (golden["format"], golden["database"])
    assert [tell(record) for record in export.records] == golden["records"]
    assert [list(astuple(issue)) for issue in export.issues] == golden["issues"]
    assert {record.file for record in export.records} == {path.name}


def test_every_format_has_a_sample():
    seen = {import_records(path.read_bytes(), path.name).format for path in SAMPLES}
    assert seen | {"xls", "xlsx"} == set(FORMATS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_encoding_line_ends_and_names_change_nothing(path):
    text = path.read_text("utf-8")
    plain = content_of(import_records(path.read_bytes(), "a"))
    crlf = text.replace("\n", "\r\n")
    variants = [
        crlf.encode(),
        b"\xef\xbb\xbf" + crlf.encode(),
        text.replace("\n", "\r").encode(),
        text.rstrip().encode(),
    ]
    variants += [crlf.encode("utf-16"), ("\n\n" + text).encode()]
    if text.count("韧") > 2:  # an English text is GB18030 and UTF-8 at once, but for ö
        variants.append(text.replace("ñ", "n").encode("gb18030"))
    for number, data in enumerate(variants):
        export = import_records(data, "another.xyz")
        is_moved = data.startswith(b"\n\n")
        assert [c[:-3] for c in content_of(export)] == [c[:-3] for c in plain], number
        assert is_moved or [c[-3:] for c in content_of(export)] == [c[-3:] for c in plain], number


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.name)
def test_a_record_stands_on_its_lines(path):
    lines = path.read_text("utf-8").splitlines()
    spans = []
    for record in import_records(path.read_bytes(), path.name).records:
        block = " ".join(lines[record.first_line - 1 : record.last_line])
        assert record.title[:4].split()[0] in re.sub(r"[{}]", "", block)
        spans.append((record.first_line, record.last_line))
    assert spans == sorted(spans) and all(a[1] < b[0] for a, b in pairwise(spans))


def test_ids_differ_and_stay():
    data = (FOLDER / "cnki_refworks.txt").read_bytes()
    once, twice = import_records(data, "a.txt"), import_records(data + b"\n" + data, "a.txt")
    ids = [record.record_id for record in twice.records]
    assert len(set(ids)) == len(ids) == 2 * len(once.records)
    assert ids[: len(once.records)] == [record.record_id for record in once.records]
    assert once == import_records(data, "a.txt")
    assert not {r.record_id for r in once.records} & {r.record_id for r in import_records(data, "b.txt").records}


def test_abstracts_are_not_shown():
    record = import_records((FOLDER / "cnki_refworks.txt").read_bytes(), "a").records[0]
    assert record.abstract and record.abstract not in repr(record)


def test_a_workbook_is_read_as_a_list():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["说明", "示例"])
    sheet = book.create_sheet("题录")
    sheet.append(["检索结果"])
    sheet.append(["题名", "作者", "文献来源", "年", "期", "关键词", "来源库"])
    sheet.append(["韧性社区的三种尺度", "林知远;周若安", "江州城市研究", 2021, 7, "韧性;韧性社区", "期刊"])
    sheet.append([None] * 7)
    sheet.append(["江州城市韧性治理研究", "高行之", "江州大学", 2019.0, None, "韧性治理", "硕士"])
    stream = io.BytesIO()
    book.save(stream)
    export = import_records(stream.getvalue(), "list.xls")
    assert export.format == "xlsx"
    assert [(r.type, r.year, r.issue, len(r.keywords), r.first_line) for r in export.records] == [
        ("journal", 2021, "7", 2, 3),
        ("thesis", 2019, "", 1, 5),
    ]


def make_old_workbook():
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("说明").write(0, 0, "示例")
    hidden, sheet = book.add_sheet("旧"), book.add_sheet("题录")
    hidden.visibility = 1
    rows = [
        ["题名", "作者", "文献来源", "年", "期", "关键词", "来源库"],
        ["韧性社区的三种尺度", "林知远;周若安", "江州城市研究", 2021, 7, "韧性;韧性社区", "期刊"],
        ["江州城市韧性治理研究", "高行之", "江州大学", 2019.0, "", "韧性治理", "硕士"],
    ]
    for place in (hidden, sheet):
        for number, row in enumerate(rows[: 3 if place is sheet else 2]):
            for column, cell in enumerate(row):
                place.write(number, column, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_old_workbook_is_read_as_a_list():
    export = import_records(make_old_workbook(), "list.txt")
    assert export.format == "xls"
    assert [(r.type, r.year, r.issue, r.keywords, r.first_line) for r in export.records] == [
        ("journal", 2021, "7", ("韧性", "韧性社区"), 2),
        ("thesis", 2019, "", ("韧性治理",), 3),
    ]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_damaged_old_workbook_gives_records_or_the_one_error(data):
    whole = make_old_workbook()
    damaged = bytearray(whole[: data.draw(st.integers(9, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        damaged[data.draw(st.integers(8, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert len(import_records(bytes(damaged), "a").records) <= 3
    except ExportError as error:
        assert error.line >= 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\n  \n", 1),
        ("\n\n这是一份工作报告。\n各位代表：\n", 3),
        ("标题,正文\n一,二\n", 1),
        ("题名,作者\n", 1),
        ("<html><table><tr><td>甲</td></tr></table></html>", 1),
        ("RT Journal Article\nT1 甲\n\n%0 Journal Article\n%T 乙\n", 4),
        ("%0 Journal Article\n%T 甲\nTY  - JOUR\nTI  - 乙\n", 3),
        ("{Reference Type}: Thesis\n{Title}: 甲\n【来源篇名】乙\n", 3),
        ("Title-题名: 甲\nAuthor-作者: 乙\n{Reference Type}: Thesis\n", 3),
        ('题名,作者\n甲,乙\n"丙,丁\n' + "戊,己\n" * 300, 3),
    ],
)
def test_what_is_unknown_is_refused_with_its_line(text, line):
    with pytest.raises(ExportError, match=f"^line {line}: ") as caught:
        import_records(text.encode(), "a.txt")
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 1),
        (b"PK\x03\x04 torn", 1),
        (b"RT Journal Article\nT1 ok\nA1 \xff\xfe\x00\x01\x02\n" + bytes(100), 3),
    ],
)
def test_bytes_that_are_no_text_are_refused(data, line):
    with pytest.raises(ExportError) as caught:
        import_records(data, "a")
    assert caught.value.line == line


def test_lines_outside_records_are_told():
    text = "下载说明\nRT Journal Article\nT1 甲\nYR 2020\n"
    issues = import_records(text.encode(), "a").issues
    assert [(issue.kind, issue.line) for issue in issues] == [("skipped_lines", 1)]
    kinds = [issue.kind for issue in import_records("%0 Scroll\n%T 甲\n%D 2020\n".encode(), "a").issues]
    assert kinds == ["unknown_type"]


@given(st.binary(max_size=400))
def test_any_bytes_give_records_or_the_error(data):
    check_robust(data)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_damaged_samples_give_records_or_the_error(data):
    text = data.draw(st.sampled_from(SAMPLES)).read_text("utf-8")
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "twice", "noise", "cut", "swap"])):
            case "drop":
                lines[at] = ""
            case "twice":
                lines.insert(at, lines[at])
            case "noise":
                lines.insert(at, data.draw(st.text(max_size=30)))
            case "cut":
                lines[at] = lines[at][: len(lines[at]) // 2]
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
    check_robust("\n".join(lines).encode("utf-8", "surrogatepass"))


def check_robust(data):
    try:
        export = import_records(data, "fuzz")
    except ExportError as error:
        assert error.line >= 1
        return
    assert export.records and export == import_records(data, "fuzz")
    assert len({record.record_id for record in export.records}) == len(export.records)
    for record in export.records:
        assert record.type in TYPES and 1 <= record.first_line <= record.last_line
        assert all(value and value == value.strip() for value in (*record.authors, *record.keywords, *record.funds))


def test_hostile_files_take_linear_time():
    many = 100_000
    for text in (
        "RT Journal Article\nAB " + "续行\n" * many,
        "RT Journal Article\nA1 " + "[" * many + ",甲" * many + "\nK1 " + ",;/" * many + "\nAD " + " 1,(" * many,
        "@article{k, title = " + "{" * many,
        "@article{k, " + 't = "{", \n' * many,
        "PT J\nTI x\nC1 " + "[a; " * many,
        "题名,作者" + ",x" * many + "\n" + "," * many,
    ):
        check_robust(text.encode())


def test_values():
    assert clean_value("A&amp;B <sub>2</sub>\n韧性，\n 社区\u200b") == "A&B 2 韧性，社区"
    assert split_names(["甲一,乙二，丙三;丁 四；Smith, J. and Bai, Y.", "甲一"]) == (
        "甲一", "乙二", "丙三", "丁四", "Smith, J", "Bai, Y",
    )  # fmt: skip
    assert split_keywords(["韧性;;社区，治理；GIS, GPS"]) == ("韧性", "社区", "治理", "GIS, GPS")
    assert split_keywords(["1,2-方案,flood, street,"]) == ("1,2-方案", "flood", "street")
    assert split_keywords(["韧性、社区、治理"]) == split_keywords(["韧性 社区 治理"]) == ("韧性", "社区", "治理")
    assert split_keywords(["韧性:12 GIS:3"], is_spaced=True) == ("韧性", "GIS")
    assert split_keywords(["GIS 模型"]) == ("GIS 模型",)
    assert split_keywords(["输入/输出"]) == ("输入/输出",)
    assert split_keywords(["甲乙/丙/丁"]) == ("甲乙", "丙", "丁")
    assert split_institutions(["1.甲大学；2.乙所!某市１０００００,丙学院 丁市100000 ,100000"]) == (
        "甲大学", "乙所", "丙学院",
    )  # fmt: skip
    assert split_institutions(["四川大学 成都 610000,戊市 610000"]) == ("四川大学",)
    assert split_funds(["甲项目(01);;\n乙项目(02)~~"]) == ("甲项目(01)", "乙项目(02)")
    assert [find_year([value]) for value in ("２０２１年", "20210415", "x", "1203", "2021/07//")] == [
        2021, 2021, None, None, 2021,
    ]  # fmt: skip
    assert [strip_zeros(value) for value in ("07", "007-008", "S1", "10", "0", "7-203-03520-4")] == [
        "7", "7-8", "S1", "10", "0", "7-203-03520-4",
    ]  # fmt: skip


def test_tables_of_words_and_tags_hold_together():
    assert set(load_types().values()) == set(TYPES)
    assert all(word == word.casefold() for word in load_types())
    for name in (
        "refworks",
        "endnote",
        "noteexpress",
        "self_defined",
        "cssci",
        "web_of_science",
        "ris",
        "bibtex",
        "list",
    ):
        table = load_table(name)
        used = Counter(tag for tag in table.title + table.authors + table.keywords + table.abstract)
        assert table.title and table.keywords and max(used.values()) == 1, name


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_exports(name, shared):
    """Counts of real exports, and hashes of three records of each: none of their text is here."""
    expected = REAL[name]
    export = import_records((shared / "biblio" / name).read_bytes(), name)
    records = export.records
    assert (export.format, export.database, export.encoding) == tuple(expected["told"])
    assert len(records) == expected["records"]
    assert dict(Counter(record.type for record in records)) == expected["types"]
    for field in ("authors", "institutions", "keywords", "funds"):
        with_any = sum(bool(getattr(record, field)) for record in records)
        assert [with_any, sum(len(getattr(record, field)) for record in records)] == expected[field], field
    years = [record.year for record in records if record.year]
    assert [len(years), min(years), max(years)] == expected["years"]
    for position, (year, authors, keywords, digest) in zip(expected["positions"], expected["golden"], strict=True):
        record = records[position]
        assert (record.year or 0, len(record.authors), len(record.keywords)) == (year, authors, keywords)
        assert sha256(repr(content_of(export)[position]).encode()).hexdigest() == digest


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_keywords_are_where_the_file_has_them(name, shared):
    data = (shared / "biblio" / name).read_bytes()
    if name.endswith(".csv"):
        marked = data.decode("gb18030").count("\n") - 1  # no row is without
    else:
        tag = rb"^(?:K1 ?|%K |\{Keywords\}: |Keyword-\S+:\s+|\S\S.{0,12}\xe8\xaf\x8d\xe3\x80\x91|DE )(?=[^\s])"
        marked = len(re.findall(tag, data, re.M))
    assert sum(bool(record.keywords) for record in import_records(data, name).records) == marked


def test_every_real_export_has_a_golden(shared):
    assert {path.name for path in (shared / "biblio").iterdir()} == set(REAL)


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.name)
@pytest.mark.parametrize("other", ["cnki_refworks.txt", "cnki_endnote.txt"])
def test_nothing_of_two_exports_glued_together_is_lost_in_silence(path, other):
    one, two = (import_records((FOLDER / name).read_bytes(), "a") for name in (path.name, other))
    data = (FOLDER / path.name).read_bytes().rstrip() + b"\n\n" + (FOLDER / other).read_bytes()
    try:
        glued = import_records(data, "a")
    except ExportError as error:
        assert "another format begins here" in error.reason
        return
    is_told = any(issue.kind == "skipped_lines" for issue in glued.issues)
    assert len(glued.records) == len(one.records) + len(two.records) or is_told


@pytest.mark.parametrize("name", ["export.ris", "web_of_science.txt", "cssci.txt"])
def test_a_file_that_ends_within_a_record_is_told(name):
    lines = (FOLDER / name).read_text("utf-8").splitlines(keepends=True)
    export = import_records("".join(lines[: len(lines) // 2]).encode(), name)
    assert [issue.kind for issue in export.issues if issue.kind == "unclosed_record"]


def test_bytes_that_no_encoding_explains_name_their_line():
    data = (FOLDER / "cnki_refworks.txt").read_bytes()
    lines = data.count(b"\n")
    with pytest.raises(ExportError, match="two encodings") as told:
        import_records(data + "\nRT Journal Article\nT1 韧性社区\n".encode("gb18030"), "a")
    assert told.value.line > lines
