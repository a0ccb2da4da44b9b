"""Exports, read back: merged cells, fonts, harmless texts, citations, and a sentence behind every cell."""

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.exports.citations import Reference, cite_beside, cite_document, escape_tex, write_bibtex
from reports.exports.publication import Publication
from reports.exports.texts import DITTO
from reports.exports.views import UnknownViewError, export_view
from reports.exports.writing import SUFFIXES, write_publication
from reports.table1.publishing import publish_table_1
from reports.tables import Table
from warehouse.door import open_published

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")', "a & b_c 50% #1 {x} \\y ~ ^")
SENTENCE_ID = re.compile(r"[0-9a-f]{16}-\d{5}")
ASKED = (("500000", "重庆市"), ("610400", "咸阳市"), ("510100", "成都市"), ("110000", "北京市"), ("510600", "德阳市"))


@pytest.fixture(scope="module")
def connection(practised_home):
    with open_published(practised_home.root) as opened:
        yield opened


@pytest.fixture(scope="module")
def publication(connection):
    return publish_table_1(connection, ASKED)


@pytest.fixture(scope="module")
def written(publication, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for suffix in SUFFIXES:
        write_publication(publication, folder / f"table{suffix}")
    return folder


def read_texts(path: Path) -> list[str]:
    """Return every cell and line of an export."""
    if path.suffix == ".xlsx":
        return [str(c) for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for c in row if c]
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return cells + [paragraph.text for paragraph in document.paragraphs]
    return path.read_text("utf-8-sig").splitlines()


def assert_every_cell_leads_to_a_sentence(connection, folder: Path) -> int:
    """Check the exports of all practices that a file holds; return how many cells rest on a sentence.

    It serves the made-up practices here and the mined ones of any published file.
    """
    publication = publish_table_1(connection, min_depth=1)
    for suffix in SUFFIXES:
        write_publication(publication, folder / f"all{suffix}")
    known = dict(connection.execute("SELECT sentence_id, text FROM out.sentences").fetchall())
    records = json.loads((folder / "all.json").read_text("utf-8"))
    for record in records:
        if record["sentence_id"] is None:
            assert record["source"], f"neither sentence nor list: {record}"
        else:
            assert record["sentence"] and record["sentence"] in known[record["sentence_id"]], record
    of_records = {record["sentence_id"] for record in records if record["sentence_id"]}
    for name in ("all.csv", "all.xlsx", "all.docx", "all.tex", "all.md"):
        found = {each for text in read_texts(folder / name) for each in SENTENCE_ID.findall(text)}
        assert found == of_records, name
    rows = list(csv.DictReader(io.StringIO((folder / "all.csv").read_text("utf-8-sig"))))
    for row in rows:
        assert row["sentence_ids"] or "名录：" in row["documents"], row
    cited = set(re.findall(r"document_id (\w+)", (folder / "all.bib").read_text("utf-8")))
    assert cited == {sentence_id.split("-")[0] for sentence_id in of_records}
    return len([record for record in records if record["sentence_id"]])


def test_every_cell_leads_to_a_sentence_that_holds_the_words(connection, tmp_path):
    assert assert_every_cell_leads_to_a_sentence(connection, tmp_path) > 8


def test_every_cell_of_what_is_mined_leads_to_a_sentence(published, tmp_path):
    (practices,) = published.execute("SELECT count(*) FROM out.practices").fetchone()
    (comment,) = published.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'practices'").fetchone()
    if "Empty in this release" in comment:
        assert practices == 0  # once they are mined the view says so no more, and the rest is held
        return
    assert assert_every_cell_leads_to_a_sentence(published, tmp_path) > 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_export_tells_its_date_version_run_and_caution(written, suffix):
    path = written / f"table{suffix}"
    text = "\n".join(read_texts(path))
    if suffix in {".csv", ".json"}:
        text = (written / f"table{suffix}-metadata.json").read_text("utf-8")
    assert "数据日期：20" in text and "rencheng 0." in text and "-build-" in text
    assert "不是城市的实际韧性" in text and "演示样本" in text


def test_the_workbook_has_merged_cells_a_frozen_header_and_named_fonts(written):
    book = load_workbook(written / "table.xlsx")
    assert book.sheetnames == ["表1", "证据", "来源"]
    sheet = book["表1"]
    assert [cell.value for cell in sheet[2]] == ["类别", "城市", "实践", "文件"]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A3:A4", "A5:A6"]
    headings = [sheet[f"A{row}"].value for row in (3, 5, 8, 9)]
    assert headings == ["国际合作类", "自主探索类", "未见实践", "未收集"]
    assert all(page.freeze_panes == "A3" for page in book)
    assert {cell.font.name for cell in sheet[2]} == {"黑体"} and sheet["B3"].font.name == "宋体"
    assert all(cell.alignment.wrap_text for cell in sheet[3])
    evidence = [[cell.value for cell in row] for row in book["证据"].iter_rows(min_row=2)]
    assert evidence[0][:3] == ["类别", "城市", "实践"] and "句子" in evidence[0]


def test_the_document_has_merged_cells_named_east_asian_fonts_and_a_repeated_header(written, publication):
    document = Document(str(written / "table.docx"))
    table, evidence = document.tables
    merges = [row.tc_lst[0].vMerge for row in table._tbl.tr_lst]
    assert merges == [None, "restart", "continue", "restart", "continue", None, None, None]
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc and table.cell(1, 0).text == "国际合作类"
    assert len(evidence.rows) == len(publication.evidence.rows) + 1
    for each in (table, evidence):
        assert each._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    runs = [run for cell in (*table.rows[0].cells, *table.rows[1].cells) for run in cell.paragraphs[0].runs]
    fonts = [run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs]
    assert fonts == ["黑体"] * 4 + ["宋体"] * 4
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    widths = [sum(column.w for column in each._tbl.tblGrid.gridCol_lst) for each in (table, evidence)]
    assert all(
        w <= s.page_width - s.left_margin - s.right_margin for w, s in zip(widths, document.sections, strict=True)
    )


def test_the_properties_of_a_table_stand_in_the_order_of_their_schema(written):
    """Word refuses or repairs a document in which they do not (ECMA-376, CT_TblPr and CT_TcPr)."""
    orders = {
        "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
        "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
        "rPr": "rStyle rFonts b bCs i iCs color sz szCs lang",
    }
    body = Document(str(written / "table.docx")).element.body
    for parent, order in orders.items():
        found = list(body.iter(qn(f"w:{parent}")))
        assert found
        for element in found:
            places = [order.split().index(child.tag.split("}")[1]) for child in element]
            assert places == sorted(places), parent


def test_markdown_says_ditto_where_cells_are_merged(written):
    lines = (written / "table.md").read_text("utf-8").splitlines()
    assert sum(line.startswith(f"| {DITTO} |") for line in lines) == 2


def test_latex_closes_what_it_opens_and_merges(written):
    text = (written / "table.tex").read_text("utf-8")
    opened, closed = (re.findall(rf"\\{word}{{(\w+)}}", text) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed) and "longtable" in opened
    unescaped = re.sub(r"\\[{}\\]", "", text)
    assert unescaped.count("{") == unescaped.count("}")
    assert r"\multirow[t]{2}{=}{国际合作类}" in text and r"\toprule" in text
    body = [line for line in text.splitlines() if line.endswith(r" \\") and "multicolumn" not in line]
    assert {re.sub(r"\\&", "", line).count("&") for line in body} == {3, 8}


def test_nothing_that_begins_like_a_formula_is_one(tmp_path):
    table = Table(keys=("a", "b"), headings=("甲", "乙"), rows=tuple((text, text) for text in HOSTILE), title="=1+1")
    hostile = Publication(table, evidence=replace(table, title="证据"), lists=HOSTILE, merged=1)
    write_publication(hostile, tmp_path / "hostile.xlsx")
    book = load_workbook(tmp_path / "hostile.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells} >= {text.strip() for text in HOSTILE[:4]}
    write_publication(hostile, tmp_path / "hostile.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "hostile.csv").read_text("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert rows[1][0] == "'=1+1"
    write_publication(hostile, tmp_path / "hostile.docx")
    write_publication(hostile, tmp_path / "hostile.tex")
    assert escape_tex(HOSTILE[-1]) in (tmp_path / "hostile.tex").read_text("utf-8")


def test_a_failed_export_leaves_what_was_there(tmp_path, publication, monkeypatch):
    path = tmp_path / "table.xlsx"
    path.write_text("before")
    broken = replace(publication, merged="no number")
    with pytest.raises(TypeError):
        write_publication(broken, path)
    assert path.read_text() == "before" and [each.name for each in tmp_path.iterdir()] == ["table.xlsx"]
    with pytest.raises(ValueError, match=r"ends in \.md"):
        write_publication(publication, tmp_path / "table.doc")
    with pytest.raises(ValueError, match="there is no folder"):
        write_publication(publication, tmp_path / "no" / "table.md")


REFERENCE = Reference(
    "0123456789abcdef", "yanshi2022", "work_report", "演示市人民政府", "2022年演示市政府工作报告", "演示", 2022, None,
    date(2026, 11, 1), "https://a.example/b_c%20d#e",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "citation"),
    [
        ({}, "演示市人民政府. 2022年演示市政府工作报告[EB/OL]. 2022[2026-11-01]. https://a.example/b_c%20d#e."),
        (
            {"published": date(2022, 2, 3)},
            "演示市人民政府. 2022年演示市政府工作报告[EB/OL]. (2022-02-03)[2026-11-01]. https://a.example/b_c%20d#e.",
        ),
        ({"url": None}, "演示市人民政府. 2022年演示市政府工作报告[R]. 演示: 演示市人民政府, 2022."),
        (
            {"url": None, "kind": "special_plan", "author": None, "place": None, "year": None},
            "佚名. 2022年演示市政府工作报告[Z]. [出版地不详]: 佚名, [出版年不详].",
        ),
    ],
)
def test_citations_follow_gb_t_7714(changes, citation):
    assert cite_document(replace(REFERENCE, **changes)) == citation


def test_a_work_report_is_cited_by_its_own_title_and_by_the_name_in_the_table(published, tmp_path):
    publication = publish_table_1(published, [("510100", "成都市")])
    (written,) = write_publication(publication, tmp_path / "cited.txt")
    named = [
        cell
        for row in publication.table.rows
        for cell in row[3].split("、")
        if cell.startswith("《") and "政府工作报告》" in cell
    ]
    assert named
    lines = written.read_text("utf-8").splitlines()
    for name in named:
        (line,) = [line for line in lines if f"（表中作{name}）" in line]
        assert line.index("（演示样本）[") < line.index("（表中作")  # its own title comes first
    titles = dict(published.execute("SELECT document_id, title FROM out.documents").fetchall())
    for row in (dict(zip(publication.evidence.keys, row, strict=True)) for row in publication.evidence.rows):
        if row["sentence_id"]:
            assert (row["own_title"] or row["document_title"]) == titles[row["document_id"]]
            assert row["own_title"] != row["document_title"]
    (bibtex,) = write_publication(publication, tmp_path / "cited.bib")
    assert f"; 表中作{named[0]}" in bibtex.read_text("utf-8")
    assert cite_beside(REFERENCE) == cite_document(REFERENCE)


def test_bibtex_keeps_addresses_and_escapes_titles():
    text = write_bibtex([REFERENCE, replace(REFERENCE, key="other", title="a_b & c", url=None)])
    assert text.startswith("\n@online{yanshi2022,") and "@techreport{other," in text
    assert "url = {https://a.example/b_c%20d#e}" in text and r"title = {{a\_b \& c}}" in text
    assert text.count("{") == text.count("}")


def test_keys_of_references_are_unique(publication):
    keys = [reference.key for reference in publication.references]
    assert len(set(keys)) == len(keys) > 3


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".xlsx"])
def test_every_view_is_exported_whole(connection, tmp_path, suffix):
    for view in ("practices_known", "sentences", "table_1", "city_themes", "runs"):
        path = tmp_path / f"{view}{suffix}"
        rows = connection.execute(f"FROM out.{view} ORDER BY ALL").fetchall()
        assert export_view(connection, view, path) == len(rows) > 0
        if suffix == ".parquet":
            table = pq.read_table(path)
            about = json.loads(table.schema.metadata[b"rencheng"])
            assert about["columns"].keys() == set(table.column_names) and "不是城市的实际韧性" in about["notes"][-1]
            found = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
            assert [tuple(row) for row in found] == rows
        elif suffix == ".csv":
            found = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
            assert len(found) == len(rows) + 1
            assert "不是城市的实际韧性" in path.with_name(f"{path.name}-metadata.json").read_text("utf-8")
        else:
            book = load_workbook(path, read_only=True)
            assert book.sheetnames == ["数据", "说明"]
            assert sum(1 for _ in book["数据"].iter_rows()) == len(rows) + 1


def test_rows_of_places_and_years_are_chosen(connection, tmp_path):
    path = tmp_path / "some.parquet"
    count = export_view(connection, "out.sentences", path, ["510100", "610100"], [2022])
    found = pq.read_table(path).select(["city_code", "year"]).to_pylist()
    assert {(row["city_code"], row["year"]) for row in found} == {("510100", 2022), ("610100", 2022)}
    assert len(found) == count
    with pytest.raises(ValueError, match="no column city_code"):
        export_view(connection, "themes", path, ["510100"])
    with pytest.raises(UnknownViewError, match="did you mean sentences"):
        export_view(connection, "sentense", path)
    with pytest.raises(UnknownViewError):
        export_view(connection, "sentences; DROP VIEW out.sentences", path)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_office_shows_merged_cells_and_chinese(written, tmp_path, suffix):
    """What LibreOffice makes of the files; the pages were looked at once by eye, the text is held here."""
    if not (soffice := shutil.which("soffice")) or not shutil.which("pdftotext"):
        pytest.skip("needs LibreOffice and poppler")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(written / f"table{suffix}"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    text = subprocess.run(
        ["pdftotext", "-f", "1", "-l", "1", "-layout", str(tmp_path / "table.pdf"), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    folded = re.sub(r"\s", "", text)
    assert "韧性城市实践" in folded and "编制专项规划" in folded and "未收集" in folded
    assert folded.count("国际合作类") <= 1  # a merged cell stands once; folded in two lines it may be torn apart
    fonts = subprocess.run(["pdffonts", str(tmp_path / "table.pdf")], check=True, capture_output=True).stdout.decode()
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])  # embedded: glyphs are there


@pytest.mark.slow
def test_latex_compiles_with_texts_that_tex_would_read(written, tmp_path):
    if not (xelatex := shutil.which("xelatex")):
        pytest.skip("needs xelatex with ctex")
    table = Table(keys=("a", "b"), headings=("甲", "乙"), rows=tuple((text, text) for text in HOSTILE), title="=1+1")
    write_publication(Publication(table, evidence=table, lists=HOSTILE), tmp_path / "hostile.tex")
    shutil.copy(written / "table.tex", tmp_path)
    for name in ("hostile", "table"):
        command = [xelatex, "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
        assert (tmp_path / f"{name}.pdf").stat().st_size > 1000
