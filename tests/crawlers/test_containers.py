"""Containers: every document inside comes out once, safely named, or with a reason; ordinary text is none."""

import csv
import io
import struct
import time
import zipfile
from datetime import date, datetime

import pytest
from conftest import SAMPLE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from crawlers.containers import Member, is_container, unpack
from crawlers.containers import member as bounds
from crawlers.containers.archives import make_safe
from crawlers.containers.columns import load_aliases
from crawlers.containers.delimited import read_delimited
from crawlers.containers.texts import write_document
from crawlers.readers import read_bytes
from crawlers.readers.front_matter import split_front_matter

REPORT = (
    "各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n一、过去一年“工作回顾”" + "防灾减灾能力提升。" * 20
)
HEADER = ["城市", "年份", "标题", "正文", "备注"]
ROWS = [
    ["成都市", "2022", "成都市2022年政府工作报告", REPORT, '他说："好, 行"'],
    ["德阳市", "2021", "德阳市2021年政府工作报告", REPORT.replace("\n", "\r\n") + "德阳。", ""],
]


def make_zip(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return file.getvalue()


def make_csv(rows, encoding="utf-8-sig", delimiter=","):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def make_book(**sheets):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def save(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def change_member(data, name, change):
    """Return a ZIP in which one member's bytes were changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return make_zip([(n, change(archive.read(n)) if n == name else archive.read(n)) for n in archive.namelist()])


def listed(data):
    return {member.name: member.data for member in unpack(data, "z")}


def reasons(data):
    return {member.name: member.reason for member in unpack(data, "z") if member.reason}


# --- archives


def test_names_in_gbk_become_readable():
    # Chinese Windows writes GBK and no flag: an ASCII name of the same length is overwritten by hand.
    name = "成都市/2022.md".encode("gbk")
    data = make_zip([("x" * len(name), b"text")]).replace(b"x" * len(name), name)
    assert listed(data) == {"z/成都市/2022.md": b"text"}


def test_archives_and_tables_inside_archives_are_opened_two_deep():
    table = make_csv([HEADER, *ROWS])
    innermost = make_zip([("c.md", b"c")])
    inner = make_zip(
        [("b.md", b"b"), ("deep.zip", innermost), ("t.csv", table), ("t.xlsx", save(make_book(S=[HEADER, *ROWS])))]
    )
    found = listed(make_zip([("a.md", b"a"), ("成都/inner.zip", inner)]))
    assert found["z/a.md"] == b"a"
    assert found["z/成都/inner.zip/b.md"] == b"b"
    assert found["z/成都/inner.zip/t.csv/row-00002.md"] == found["z/成都/inner.zip/t.xlsx/S-row-00002.md"] is not None
    assert found["z/成都/inner.zip/deep.zip"] is None
    assert len(found) == 7


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\reports\\..\\a.md", "reports/a.md"),
        ("a/./b//c.md", "a/b/c.md"),
        ("a\nb.md", "a_b.md"),
    ],
)
def test_traversal_names_are_made_safe(written, safe):
    assert listed(make_zip([(written, b"x")])) == {f"z/{safe}": b"x"}


@given(st.text(alphabet="./\\:C a\n\0韧", max_size=20))
def test_no_name_leaves_its_container(name):
    assert not {"", ".", ".."} & set(make_safe(name).split("/")) or make_safe(name) == ""


def test_hidden_members_are_left_out_and_equal_names_numbered():
    names = [".DS_Store", "__MACOSX/._a.md", "d/Thumbs.db", "~$a.docx", "folder/", "a.md", "./a.md", "a (2).md"]
    found = listed(make_zip([(name, b"" if name.endswith("/") else name.encode()) for name in names]))
    assert found == {"z/a.md": b"a.md", "z/a (2).md": b"./a.md", "z/a (2) (2).md": b"a (2).md"}


def flag_encrypted(data, name):
    """Set the flag of encryption in both headers of a member."""
    data, raw = bytearray(data), name.encode()
    for magic, flags, at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = data.index(raw) - at if magic == b"PK\x03\x04" else data.rindex(raw) - at
        assert data[start : start + 4] == magic
        data[start + flags] |= 1
    return bytes(data)


def test_an_encrypted_member_does_not_lose_the_others():
    data = flag_encrypted(make_zip([("a.md", b"a"), ("b.md", b"b")]), "a.md")
    assert listed(data) == {"z/a.md": None, "z/b.md": b"b"}
    assert reasons(data)["z/a.md"].startswith("protected by a password")


def test_a_damaged_member_does_not_lose_the_others():
    data = make_zip([("a.md", b"AAAAAAAA"), ("b.md", b"b")], zipfile.ZIP_STORED).replace(b"AAAAAAAA", b"AAAABAAA")
    assert listed(data) == {"z/a.md": None, "z/b.md": b"b"}


def test_a_bomb_is_refused_quickly_and_alone():
    data = make_zip([("bomb.md", bytes(300 * 2**20)), ("b.md", b"b")])
    assert len(data) < 2**20
    start = time.process_time()
    assert listed(data) == {"z/bomb.md": None, "z/b.md": b"b"}
    assert time.process_time() - start < 0.5


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(make_zip([("bomb.md", bytes(100 * 2**20))]))
    size = struct.pack("<L", 100 * 2**20)
    assert data.count(size) == 2
    data = bytes(data).replace(size, struct.pack("<L", 100))
    assert listed(data) == {"z/bomb.md": None}


def test_what_one_container_costs_is_bounded_over_all_levels(monkeypatch):
    many = make_zip([(f"{n}.zip", make_zip([(f"{m}.md", b"x" * 100) for m in range(5)])) for n in range(3)])
    assert len(listed(many)) == 15
    monkeypatch.setattr(bounds.Budget.__init__, "__defaults__", (9, bounds.LARGEST_UNPACKED))
    found = listed(many)
    assert sum(data is not None for data in found.values()) == 7  # the two archives count too
    assert "left out" in " ".join(reasons(many).values())


@pytest.mark.parametrize("mark", ["[Content_Types].xml", "OFD.xml", "mimetype", "word/document.xml"])
def test_documents_that_are_zips_are_no_containers(mark):
    data = make_zip([(mark, b"x"), ("a.xml", b"x")])
    assert not is_container(data)
    assert list(unpack(data, "z")) == []
    assert is_container(make_zip([("word/2022.md", b"x")]))  # a folder of that name is none


def test_a_damaged_archive_gives_a_reason():
    data = make_zip([("a.md", b"a")])[:-10]
    assert is_container(data)
    assert [(member.name, member.data) for member in unpack(data, "z")] == [("z", None)]
    assert "damaged" in reasons(data)["z"]


# --- tables


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_gives_one_document_a_row(encoding, delimiter):
    found = listed(make_csv([HEADER, *ROWS], encoding, delimiter))
    assert list(found) == ["z/row-00002.md", "z/row-00003.md"]
    for row, data in zip(ROWS, found.values(), strict=True):
        claims, body, issues = split_front_matter(data.decode())
        expected = {"title": row[2], "place": row[0], "year": row[1], "备注": row[4]}
        assert claims == {key: value for key, value in expected.items() if value}
        assert body == f"\n{row[3]}\n".replace("\r\n", "\n")
        assert issues == ()


def test_xlsx_gives_the_same_documents_as_csv():
    book = make_book(甲=[["各市政府工作报告"], [], HEADER, *ROWS], 乙=[HEADER, *ROWS])
    book.create_sheet("丙").append(["正文"])
    book["丙"].append(["hidden"])
    book["丙"].sheet_state = "hidden"
    found = listed(save(book))
    assert list(found) == [f"z/{name}.md" for name in ("甲-row-00004", "甲-row-00005", "乙-row-00002", "乙-row-00003")]
    assert list(found.values()) == list(listed(make_csv([HEADER, *ROWS])).values()) * 2


def test_dates_and_numbers_of_excel_are_written_as_people_do():
    rows = [
        ["年度", "日期", "发布时间", "比重", "content"],
        [2022.0, date(2022, 1, 18), datetime(2022, 1, 18, 9, 30), 0.5, f"第一行_x000D_\n第二行{REPORT}"],
    ]
    book = change_member(  # some programs write whole numbers so
        save(make_book(S=rows)), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>2022</v>", b"<v>2022.0</v>")
    )
    assert b"2022.0" in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    ((_, data),) = listed(book).items()
    claims, body, _ = split_front_matter(data.decode())
    assert claims == {"year": "2022", "date": "2022-01-18", "发布时间": "2022-01-18 09:30:00", "比重": "0.5"}
    assert body.startswith("\n第一行\n第二行")


def test_the_text_column_is_the_one_with_the_longest_han_text():
    for header in (["市名", "稿"], ["市名", "稿", "内容"]):
        rows = [[*row, "短"][: len(header)] for row in (["成都", REPORT], ["德阳", REPORT])]
        found = listed(save(make_book(S=[header, *rows])))
        assert [split_front_matter(data.decode())[0]["市名"] for data in found.values()] == ["成都", "德阳"]
        assert all(REPORT in data.decode() for data in found.values())
    headless = listed(save(make_book(S=[["成都", REPORT], ["德阳", REPORT]])))
    assert [split_front_matter(data.decode())[0] for data in headless.values()] == [{"列1": "成都"}, {"列1": "德阳"}]


def test_a_table_without_texts_says_which_columns_it_has():
    for data in (
        save(make_book(S=[["城市", "年份", "人口"], ["成都", 2022, 2127]])),
        make_csv([["城市", "年份", "人口"], ["成都", 2022, 2127]]),
    ):
        assert all(member.data is None for member in unpack(data, "z"))
        assert "城市、年份、人口" in " ".join(reasons(data).values())
    assert "no visible sheet" in reasons(save(make_book(S=[])))["z"]


def test_rows_without_text_torn_rows_and_full_cells_are_reported():
    data = make_csv([HEADER, *ROWS, ["绵阳市", "2020", "题", " ", ""], ["a", "b", "c", "d", "e", "f"]])
    assert {name: data is None for name, data in listed(data).items()} == {
        "z/row-00002.md": False,
        "z/row-00003.md": False,
        "z/row-00004.md": True,
        "z/row-00005.md": True,
    }
    assert "正文" in reasons(data)["z/row-00004.md"]
    assert "6 cells" in reasons(data)["z/row-00005.md"]
    full = save(make_book(S=[HEADER, ["成都市", 2022, "题", "韧" * 32_767, None]]))
    assert "cut off" in reasons(full)["z/S-row-00002.md"]
    broken = make_csv([HEADER, *ROWS]) + '"绵阳'.encode()
    assert is_container(broken)
    assert "quoting" in reasons(broken)["z"]


def test_workbooks_made_to_never_end_are_refused_quickly():
    book, sheet = save(make_book(S=[HEADER, *ROWS])), "xl/worksheets/sheet1.xml"
    far = change_member(book, sheet, lambda xml: xml.replace(b'<row r="3"', b'<row r="3000000000"'))
    large = change_member(book, sheet, lambda xml: xml + bytes(300 * 2**20))
    nested = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + nested + b"]>"
    laughs = change_member(book, sheet, lambda xml: entities + xml.replace("成都市".encode(), b"&j;"))
    start = time.process_time()
    assert "50000 rows" in reasons(far)["z"]
    assert "more than" in reasons(large)["z"]
    assert all(member.data is None or len(member.data) < 10_000 for member in unpack(laughs, "z"))
    assert time.process_time() - start < 2


def test_two_columns_of_one_key_keep_both():
    rows = [["省份", "城市", "来源", "链接", "正文"], ["四川省", "成都市", "市政府网", "https://a.example/1", REPORT]]
    ((_, data),) = listed(make_csv(rows)).items()
    claims, _, _ = split_front_matter(data.decode())
    assert claims == {"省份": "四川省", "place": "成都市", "来源": "市政府网", "source": "https://a.example/1"}


def test_fields_without_room_are_left_out_and_named():
    document, left_out = write_document({"title": "题", "摘要": "长" * 70_000}, "正文")
    assert left_out == ["摘要"]
    assert split_front_matter(document.decode())[0] == {"title": "题"}


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip).filter(bool)


@example(fields={"a": 'x\u2028y\x85z\ufeff\U0001f600\\"'}, text="---\na: b\n---")
@settings(deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-z_韧市0-9]{1,8}", fullmatch=True), VALUES, min_size=1),
    st.text("正文。-#\n a:", max_size=30),
)
def test_front_matter_gives_back_the_same_strings(fields, text):
    document, left_out = write_document(fields, text)
    assert not left_out
    claims, body, issues = split_front_matter(document.decode())
    assert (claims, body.strip("\n"), issues) == (fields, text.strip("\n"), ())
    assert read_bytes(document).claims == fields


ORDINARY = st.text(st.characters(exclude_categories=["C"]), max_size=30).map(str.strip).filter(bool)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(ORDINARY, min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_cells_of_csv_come_out_again(cells):
    rows = [[*row, REPORT] for row in cells]
    found = listed(make_csv([["标题", "城市", "x: [备注]", "正文"], *rows], "utf-8"))
    for row, data in zip(rows, found.values(), strict=True):
        claims = split_front_matter(data.decode())[0]
        assert list(claims.values()) == [cell.strip() for cell in row[:3]]
        assert list(claims) == ["title", "place", "x_备注"]


# --- ordinary text


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.md")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_report_of_the_sample_is_a_container(path):
    text = path.read_text("utf-8")
    for variant in (text, text.replace("，", ","), text.replace("、", "|"), text.replace("，", "\t"), "正文\n" + text):
        assert not is_container(variant.encode())


CLAUSES = st.text('我市加强韧性城市建设正文内容标题年份0123“”" ', min_size=1, max_size=12)


@settings(deadline=None)
@given(
    st.lists(st.lists(CLAUSES, min_size=1, max_size=5).map(",".join), min_size=1, max_size=12), st.sampled_from(",;\t|")
)
def test_prose_with_commas_is_no_table(lines, mark):
    text = "各位代表:\n" + "\n".join(lines).replace(",", mark)
    names = {cell.strip(' "“”') for cell in text.replace("\n", mark).split(mark)}
    if len(names & load_aliases().keys()) < 2:
        assert read_delimited(text) is None


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(2, 12), st.sampled_from(["正文", "内容", "城市"]))
def test_not_even_prose_with_as_many_commas_in_each_line(commas, lines, word):
    line = ",".join([f"我们必须把{word}工作做好"] * (commas + 1)) + "。"
    assert not is_container("\n".join([line] * lines).encode())
    assert not is_container(f"标题|{word}以外\n{line}\n{line}".encode())


def test_one_known_word_in_a_short_first_line_makes_no_table():
    lines = ["内容,形式", "一是讲内容,也讲形式。", "二是讲实效。", "三是抓重点,补短板,强弱项。", "四是抓落实,见行动。"]
    assert not is_container("\n".join(lines).encode())
    assert not is_container("\n".join(["市,市", *lines[1:2] * 9]).encode())
    assert is_container("\n".join(["正文,篇名", *lines[1:2] * 9]).encode())  # what a table looks like


def test_markdown_with_a_table_is_no_container():
    assert not is_container(
        f"# 报告\n\n| 标题 | 正文 |\n| --- | --- |\n| 一 | {REPORT[6:40]} |\n\n各位代表。\n".encode()
    )
    assert not is_container("| 标题 | 正文 |\n| --- | --- |\n| 一 | 二 |\n".encode())


# --- laws


HOSTILE = [
    make_zip([("a.md", b"a"), ("b/c.csv", make_csv([HEADER, *ROWS]))], zipfile.ZIP_STORED),
    save(make_book(S=[HEADER, *ROWS])),
    make_csv([HEADER, *ROWS]),
]


@settings(deadline=None)
@given(
    st.sampled_from(HOSTILE),
    st.lists(st.tuples(st.integers(0, 20_000), st.binary(min_size=1, max_size=6)), max_size=6),
    st.integers(0, 20_000),
)
def test_damaged_containers_never_raise(data, patches, cut):
    damaged = bytearray(data)
    for at, patch in patches:
        start = at % len(damaged)
        damaged[start : start + len(patch)] = patch
    for hostile in (bytes(damaged), bytes(damaged[: cut % len(damaged)])):
        assert isinstance(is_container(hostile), bool)
        for member in unpack(hostile, "z"):
            assert isinstance(member, Member)
            assert (member.data is not None) or member.reason
            assert member.name == "z" or member.name.startswith("z/")


@settings(deadline=None)
@given(st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", "标题,正文\n".encode()]), st.binary(max_size=500))
def test_any_bytes_are_unpacked_or_no_container(start, data):
    members = list(unpack(start + data, "z"))
    assert is_container(start + data) or members == []


@pytest.mark.parametrize("data", HOSTILE, ids=["zip", "xlsx", "csv"])
def test_the_same_container_gives_the_same_members(data):
    assert list(unpack(data, "z")) == list(unpack(data, "z")) != []
