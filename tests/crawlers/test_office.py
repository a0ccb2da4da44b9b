"""Office files: text in the order of print, nothing twice, nothing lost; any bytes give a reading or a reason."""

import io
import re
import shutil
import struct
import subprocess
import zipfile
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.readers.office import zips
from crawlers.readers.office.docx import read_docx
from crawlers.readers.office.ofd import Line, join_lines, read_ofd
from crawlers.readers.office.old_word import read_old_word
from crawlers.readers.office.rtf import read_rtf
from crawlers.readers.reading import Reading, UnreadableError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zip_of(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zip_of({"word/document.xml": document} | {f"word/{name}.xml": part for name, part in parts.items()})


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def kind_of(read, data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return caught.value.issue


def bold_of(reading: Reading) -> list[str]:
    return [reading.text[start:end] for start, end in reading.bold]


@cache
def made_docx() -> bytes:
    """A file as python-docx, that is, Word, writes it."""
    from docx import Document

    document = Document()
    document.core_properties.title = "2024年政府工作报告"
    document.add_heading("一、过去一年工作回顾", 1)
    paragraph = document.add_paragraph("建设")
    paragraph.add_run("韧性城市").bold = True
    paragraph.add_run("，").add_break()
    paragraph.add_run("防灾减灾。")
    table = document.add_table(3, 3)
    for row, cells in enumerate((("指标", "值", "单位"), ("人口", "3", "万"), ("合并", "4", "亿"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).add_table(1, 2).cell(0, 1).text = "里"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_paragraph("2024年政府工作报告完。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_docx_of_word_is_read_in_order():
    reading = read_docx(made_docx())
    assert reading.text.split("\n") == [
        *("一、过去一年工作回顾", "建设韧性城市，", "防灾减灾。", "指标 值 单位", "人口 合并 3 万", "4", "亿", "里"),
        *("2024年政府工作报告完。", ""),
    ]
    assert bold_of(reading) == ["一、过去一年工作回顾", "韧性城市"]
    assert reading.claims == {"title": "2024年政府工作报告"}
    assert (reading.format, reading.issues) == ("docx", ())


def test_a_title_that_the_text_does_not_print_is_no_claim():
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>2019年报告</dc:title></p>'
    document = f"<w:document {W}><w:body><w:p>{run('2020年报告')}</w:p></w:body></w:document>"
    assert read_docx(zip_of({"word/document.xml": document, "docProps/core.xml": core})).claims == {}


def test_tracked_changes_content_controls_and_hidden_text():
    body = (
        f"<w:sdt><w:sdtContent><w:p>{run('控件')}<w:del>{run('删')}</w:del><w:ins>{run('增')}</w:ins>"
        f"<w:moveFrom>{run('走')}</w:moveFrom>{run('隐', '<w:vanish/>')}<w:hyperlink>{run('链')}</w:hyperlink></w:p>"
        "</w:sdtContent></w:sdt>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前')}</w:p><w:p>{run('后')}</w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('删行')}</w:p></w:tc></w:tr></w:tbl>"
        '<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>上</w:t><w:br w:type="page"/><w:t>下\x0d</w:t></w:r></w:p>'
    )
    assert read_docx(docx_of(body)).text == "控件增链\n前后\n上下\n"


def test_text_boxes_come_once_and_after_their_paragraph():
    box = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    choice = f'<mc:AlternateContent xmlns:mc="x"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    body = f"<w:p>{run('甲')}<w:r>{choice}</mc:AlternateContent></w:r>{run('乙')}</w:p><w:p>{run('丙')}</w:p>"
    assert read_docx(docx_of(body)).text == "甲乙\n框\n丙\n"


def test_notes_stand_at_the_end_without_their_rules():
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"><w:p>{run("线")}</w:p></w:footnote>'
        f"<w:footnote><w:p>{run('海绵城市：')}</w:p><w:p>{run('能吸水。')}</w:p></w:footnote></w:footnotes>"
    )
    body = f"<w:p>{run('正文')}<w:r><w:footnoteReference/></w:r></w:p>"
    assert read_docx(docx_of(body, footnotes=notes)).text == "正文\n注释\n海绵城市： 能吸水。\n"


def test_bold_by_style_is_inherited_and_can_be_switched_off():
    styles = (
        f'<w:styles {W}><w:style w:styleId="A" w:type="paragraph"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="B" w:type="paragraph"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C" w:type="paragraph"><w:basedOn w:val="C"/></w:style></w:styles>'
    )
    off = '<w:b w:val="0"/>'
    body = f'<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>{run("粗")}{run("细", off)}{run(" 粗")}</w:p>'
    body += f"<w:p>{run('常')}</w:p>"
    body += f'<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr>{run("圈")}</w:p>'
    assert bold_of(read_docx(docx_of(body, styles=styles))) == ["粗", " 粗"]


def test_numbers_that_word_makes_are_missed_aloud():
    number = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    body = "".join(f"<w:p>{number.format(n)}{run('项')}</w:p>" for n in (1, 1, 0))
    issue, detail = read_docx(docx_of(body)).issues[0]
    assert issue == "numbering_left_out" and "2 paragraphs" in detail


# Archives


def test_archives_that_would_fill_memory_are_refused(monkeypatch):
    assert kind_of(zips.open_zip, zip_of({str(n): "" for n in range(zips.MOST_MEMBERS + 1)})) == "too_large"
    body = "<w:p/>" * (zips.LARGEST_MEMBER // 6)
    bomb = docx_of(body)
    assert len(bomb) < 200_000
    assert kind_of(read_docx, bomb) == "too_large"
    monkeypatch.setattr(zips, "LARGEST_TOTAL", len(body))
    assert kind_of(zips.open_zip, bomb) == "too_large"


def test_no_more_is_unpacked_than_an_archive_declares():
    honest = zip_of({"a": b"\0" * 1_000_000})
    lying = honest.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 1_000))
    assert lying != honest
    assert kind_of(lambda data: zips.read_member(zips.open_zip(data), "a"), lying) == "damaged_file"
    assert kind_of(lambda data: zips.read_member(zips.open_zip(data), "a", 999_999), honest) == "too_large"
    assert len(zips.read_member(zips.open_zip(honest), "a", 1_000_000)) == 1_000_000


def test_encrypted_and_cut_archives_are_told_apart():
    data = bytearray(zip_of({"a": "b"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert kind_of(zips.open_zip, bytes(data)) == "password_protected"
    assert kind_of(zips.open_zip, made_docx()[:-100]) == "damaged_file"
    assert kind_of(read_docx, zip_of({"a": "b"})) == "unreadable"
    assert kind_of(read_ofd, zip_of({"a": "b"})) == "unreadable"


def test_entities_are_not_unfolded():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "韧性"}">' for n in range(10))
    document = f"<!DOCTYPE d [{levels}]><w:document {W}><w:body><w:p>{run('&e9;')}</w:p></w:body></w:document>"
    try:
        assert len(read_docx(zip_of({"word/document.xml": document})).text) < 100
    except UnreadableError as error:
        assert error.issue == "damaged_file"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "ascii"])
def test_names_of_members_are_readable_without_the_flag(encoding):
    name = "材料\\报告.docx" if encoding != "ascii" else "a\\b.docx"
    info = zipfile.ZipInfo(name.encode(encoding).decode("cp437"))
    assert zips.name_member(info) == name.replace("\\", "/")


# DOC


def make_ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file of sectors of 512 bytes: list of sectors, directory, then the streams one after another."""
    streams = {name: data.ljust(4096, b"\0") for name, data in streams.items()}  # shorter ones live elsewhere
    fat = [0xFFFFFFFD, 2, 0xFFFFFFFE]
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    body = b""
    for name, data in streams.items():
        entries.append((name, 2, len(fat), len(data)))
        count = -(-len(data) // 512)
        fat += [len(fat) + step + 1 for step in range(count - 1)] + [0xFFFFFFFE]
        body += data.ljust(count * 512, b"\0")
    directory = b""
    for name, kind, first, size in entries:
        raw = (name + "\0").encode("utf-16le")
        directory += raw.ljust(64, b"\0") + struct.pack("<HBB12x36xIQ", len(raw), kind, 1, first, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += b"\xff" * (512 - len(header))
    return header + struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))) + directory.ljust(1024, b"\0") + body


def make_doc(text: str, footnotes: str = "", headers: str = "", flags: int = 0x0200) -> bytes:
    whole = (text + footnotes + headers).encode("utf-16le")
    lengths = [len(part.encode("utf-16le")) // 2 for part in (text, footnotes, headers)]
    document = bytearray(0x400)
    struct.pack_into("<H", document, 0x0A, flags)
    struct.pack_into("<3i", document, 0x4C, *lengths)
    pieces = struct.pack("<II", 0, sum(lengths)) + struct.pack("<HIH", 0, len(document), 0)
    clx = b"\x01\x02\x00xx" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", document, 0x01A2, 8, len(clx))
    return make_ole({"WordDocument": bytes(document) + whole, "1Table": bytes(8) + clx})


DOC = make_doc(
    "政府工作报告\r指标\x07值\x07\x07人口\x073\x07\x07一、回顾\r见\x13 HYPERLINK \x14全文\x15。\x0b𠀀换行\x02\x0c",
    "\x02 海绵城市：能吸水。\r",
    "页眉\r",
)


def test_doc_gives_rows_notes_and_no_instructions():
    reading = read_old_word(DOC)
    assert reading.text == ("政府工作报告\n指标 值\n人口 3\n一、回顾\n见全文。\n𠀀换行\n注释\n海绵城市：能吸水。\n")
    assert reading.format == "doc"


def test_a_field_without_an_end_hides_nothing():
    assert "正文" in read_old_word(make_doc("甲\x13 PAGE 正文\r")).text


@pytest.mark.parametrize(
    ("data", "issue", "word"),
    [
        (make_doc("密\r", flags=0x0300), "password_protected", "password"),
        (make_ole({"EncryptedPackage": b"x"}), "password_protected", "password"),
        (make_ole({"Workbook": b"x"}), "unreadable", "XLSX"),
        (make_ole({"PowerPoint Document": b"x"}), "unreadable", "DOCX"),
        (DOC[:3000], "damaged_file", "damaged"),
        (b"\xd0\xcf\x11\xe0", "damaged_file", "damaged"),
    ],
)
def test_ole_files_that_cannot_be_read_say_why(data, issue, word):
    with pytest.raises(UnreadableError, match=word) as caught:
        read_old_word(data)
    assert caught.value.issue == issue


def test_an_ole_file_of_lists_of_sectors_is_refused():
    data = bytearray(DOC)
    struct.pack_into("<I", data, 0x48, 1000)
    assert kind_of(read_old_word, bytes(data)) == "damaged_file"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("libreoffice"), reason="needs LibreOffice to make DOC and RTF")
@pytest.mark.parametrize(("suffix", "read"), [("doc", read_old_word), ("rtf", read_rtf)])
def test_files_of_libreoffice_read_like_the_docx(tmp_path, suffix, read):
    body = f"<w:p>{run('政府工作报告')}</w:p><w:p>{run('建设')}{run('韧性', '<w:b/>')}{run('城市。')}</w:p>"
    row = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("指标", "值"))
    data = docx_of(f"{body}<w:tbl><w:tr>{row}</w:tr></w:tbl><w:p>{run('一、𠀀回顾')}</w:p>")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{relation}" Target="word/document.xml"/></Relationships>'
    )
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    packed = zip_of({"[Content_Types].xml": types, "_rels/.rels": links, "word/document.xml": xml})
    (tmp_path / "a.docx").write_bytes(packed)
    command = ["libreoffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "a.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert read((tmp_path / f"a.{suffix}").read_bytes()).text == read_docx(packed).text


# RTF

RTF_HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman Times;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
RTF_HEAD += r"{\f2\fnil\fcharset136 Ming;}}{\colortbl;\red0;}{\*\generator x;}{\info{\title no}}{\header no\par}"
RTF = (
    RTF_HEAD + r"\f1 \b\'d2\'bb\'a1\'a2\b0\'bb\'d8\'b9\'cb\par"  # 一、回顾
    "\n" + r"\f0\u20320?\uc2\u22909\'ba\'c3\uc1{\deleted no}{\v no}\u-10179?\u-8704?|\line "  # 你好😀|
    "\n\\f1\\'c4\n\\'e3\\'81@{\\f2\\'a4\\'a4}\\par\n"  # 你丂中
    + r"\trowd\intbl a\cell b\cell\row {\pict\bin4 }}{\}c{\field{\*\fldinst HYPERLINK no}{\fldrslt d}}"
    + r"{\footnote\chftn\'d7\'a2\par}{\listtext 1.\tab}e\{\}\par}no"
).encode("ascii")


def test_rtf_characters_rows_notes_and_emphasis():
    reading = read_rtf(RTF)
    assert reading.text == "一、回顾\n你好😀|\n你丂中\na b\ncd1. e{}\n注释\n注\n"
    assert bold_of(reading) == ["一、"]
    assert reading.format == "rtf"


def test_rtf_takes_time_in_proportion():
    for piece in (rb"{\fonttbl\f1\f1", rb'{\field{\*\fldinst{HYPERLINK "', b"{{{{", rb"\'c4", rb"\u-10179?"):
        assert isinstance(read_rtf(rb"{\rtf1 " + piece * 20_000), Reading)


# OFD


def text_object(text: str, x: float, y: float, size: float = 5.6, extra: str = "", code: str = "") -> str:
    deltas = f"g {len(text) - 1} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 150 {size}" Size="{size}" {extra}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}"{code}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def make_ofd(*pages: str) -> bytes:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": "<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        content = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = content
    return zip_of(parts)


FULL = "现在我代表市人民政府向大会报告工作请予审议并提出意见。"[:25]
OFD = make_ofd(
    text_object("甲" * 23, 41.2, 60)
    + text_object("乙" * 25, 30, 70)
    + text_object("政府工作报告", 70, 30, 8)
    # a heading in two pieces, one of them drawn twice; then a paragraph that goes on overleaf
    + text_object("回顾", 52.4, 90)
    + text_object("一、", 41.2, 90)
    + text_object("一、", 41.2, 90)
    + text_object("丙。", 30, 80)
    + text_object("　　" + "丁" * 23, 30, 100)
    + text_object("— 1 —", 100, 280),
    text_object("戊。", 30, 50) + text_object("指标", 41.2, 60) + text_object("值", 100, 60),
    "",
)


def test_ofd_lines_become_paragraphs_in_reading_order():
    reading = read_ofd(OFD)
    paragraphs = ["政府工作报告", "甲" * 23 + "乙" * 25 + "丙。", "一、回顾", "丁" * 23 + "戊。", "指标 值"]
    assert reading.text == "".join(f"{paragraph}\n" for paragraph in paragraphs)
    assert [reading.text[start : start + 2] for start in reading.page_starts] == ["政府", "戊。", ""]
    assert reading.format == "ofd"


def test_ofd_transforms_and_declared_encodings():
    scaled = text_object("一二", 30, 50, 1, 'CTM="5 0 0 5 0 0"') + text_object("三", 41, 50, 5)
    assert read_ofd(make_ofd(scaled)).text == "一二三\n"
    gbk = '<?xml version="1.0" encoding="GBK"?><Page><Content><Layer>' + text_object("韧性", 0, 0).replace("ofd:", "")
    parts = {
        "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        "D.xml": '<Document><Pages><Page BaseLoc="C.xml"/></Pages></Document>',
        "C.xml": f"{gbk}</Layer></Content></Page>".encode("gbk"),
    }
    assert read_ofd(zip_of(parts)).text == "韧性\n"


def test_paragraphs_end_at_an_indent_another_size_or_a_short_line():
    rows = [
        ("甲" * 10, 0, 5.0),
        ("乙" * 8, 10, 5.0),
        ("丙" * 10, 0, 5.0),
        ("丁" * 6, 0, 8.0),
        ("戊" * 5, 0, 5.0),
        ("己", 0, 5.0),
    ]
    lines = [Line(text, left, left + size * len(text), 0.0, size, 0) for text, left, size in rows]
    assert join_lines(lines, 1) == (
        "甲" * 10 + "\n" + "乙" * 8 + "丙" * 10 + "\n" + "丁" * 6 + "\n" + "戊" * 5 + "\n己\n",
        (0,),
    )


def test_ofd_of_pictures_is_an_empty_text():
    assert read_ofd(make_ofd("", "")) == Reading(text="", format="ofd", page_starts=(0, 0))


@given(st.lists(st.tuples(st.text("甲乙ab1", min_size=1, max_size=30), st.floats(0, 200), st.integers(0, 3))))
def test_joining_lines_loses_nothing_and_counts_pages(rows):
    rows.sort(key=lambda row: row[2])
    lines = [Line(text, left, left + 5 * len(text), 0.0, 5.0, page) for text, left, page in rows]
    text, starts = join_lines(lines, 4)
    assert "".join(text.split()) == "".join(line.text for line in lines)
    assert len(starts) == 4 and list(starts) == sorted(starts)
    for page in range(4):
        end = starts[page + 1] if page < 3 else len(text)
        assert "".join(text[starts[page] : end].split()) == "".join(line.text for line in lines if line.page == page)


# Whatever the bytes

SAMPLES = {"docx": (read_docx, made_docx), "doc": (read_old_word, lambda: DOC), "rtf": (read_rtf, lambda: RTF)}
SAMPLES |= {"ofd": (read_ofd, lambda: OFD)}


def check(read, data: bytes) -> None:
    try:
        reading = read(data)
    except UnreadableError as error:
        assert str(error)
        return
    assert not any(line != line.strip() for line in reading.text.split("\n"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]", reading.text)
    for start, end in reading.bold:
        assert 0 <= start < end <= len(reading.text) and "\n" not in reading.text[start:end]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=60, deadline=None)
@given(
    edits=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)), max_size=8),
    cut=st.floats(0.5, 1.5),
)
def test_mutated_bytes_give_a_reading_or_a_reason(name, edits, cut):
    read, make = SAMPLES[name]
    data = bytearray(make())
    for place, replacement in edits:
        at = int(place * len(data))
        data[at : at + len(replacement)] = replacement
    check(read, bytes(data[: int(cut * len(data))]))


@pytest.mark.parametrize("name", ["docx", "ofd"])
@settings(max_examples=60, deadline=None)
@given(seed=st.randoms(use_true_random=False))
def test_mutated_members_give_a_reading_or_a_reason(name, seed):
    read, make = SAMPLES[name]
    with zipfile.ZipFile(io.BytesIO(make())) as archive:
        parts = {member: archive.read(member) for member in archive.namelist() if "theme" not in member}
    names = [member for member in parts if member.endswith((".xml", ".rels"))]
    for _ in range(3):
        chosen = seed.choice(names)
        content = bytearray(parts[chosen])
        at = seed.randrange(len(content))
        content[at : at + seed.randrange(3)] = seed.choice(
            [b'"', b"<", b"9999999999", b"x", b"&", b"nan", b"\xff", b"-"]
        )
        parts[chosen] = bytes(content)
    check(read, zip_of(parts))


def test_readers_are_silent(capfd):
    for read, make in SAMPLES.values():
        read(make())
        check(read, make()[: len(make()) // 2])
    assert capfd.readouterr() == ("", "")
