"""PDF: what was laid out is read back, pages too; pictures are told; any bytes give a reading or a reason."""

import random
import re
import shutil
import subprocess
from bisect import bisect_right
from statistics import median

import laid_out
import pytest
from fpdf import FPDF

from crawlers.readers.printed.paragraphs import PrintedLine, join_lines, order_lines, remove_margins, tidy_spaces
from crawlers.readers.printed.pdf import Glyph, _make_line, read_pdf
from crawlers.readers.printed.scans import has_recogniser, name_pages
from crawlers.readers.reading import Reading, UnreadableError

HAN = re.compile(r"[\u3400-\u9fff]")


def eight_grams(text):
    letters = "".join(HAN.findall(text))
    return {letters[i : i + 8] for i in range(len(letters) - 7)}


def jaccard(one, other):
    first, second = eight_grams(one), eight_grams(other)
    return len(first & second) / len(first | second)


def compact(text):
    return re.sub(r"\s", "", text)


def slice_reports(reading):
    """Return what was read of each report: each begins with the same note on a new page."""
    text, note = reading.text, laid_out.reports()[0][0]
    starts = [match.start() for match in re.finditer(re.escape(note), text)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def share_of_right_pages(reading, sentences):
    """Return the share of (report, sentence, page) that are found, in order, on the page they stand on."""
    offsets = [i for i, char in enumerate(reading.text) if not char.isspace()]
    text, at, right = compact(reading.text), 0, 0
    for _, sentence, page in sentences:
        found = text.find(compact(sentence), at)
        if found >= 0:
            at = found
            right += bisect_right(reading.page_starts, offsets[found]) - 1 == page
    return right / len(sentences)


def share_of_whole_paragraphs(reading):
    """Two spaces between an office and a name are read as one, or as none from a browser, which draws no spaces."""
    want = [paragraph for paragraphs in laid_out.reports() for paragraph in paragraphs]
    got = set(reading.text.split("\n"))
    return sum(bool(got & {paragraph.replace("  ", " "), paragraph.replace("  ", "")}) for paragraph in want) / len(
        want
    )


def judge(reading, sentences, way):
    shares = [
        jaccard(got, "\n".join(want)) for got, want in zip(slice_reports(reading), laid_out.reports(), strict=True)
    ]
    pages, whole = share_of_right_pages(reading, sentences), share_of_whole_paragraphs(reading)
    print(
        f"{way}: Jaccard min {min(shares):.4f} median {median(shares):.4f}, pages {pages:.4f}, paragraphs {whole:.4f}"
    )
    assert min(shares) >= 0.99
    assert pages >= 0.99
    assert whole >= 0.99


@pytest.fixture(scope="module")
def laid():
    return laid_out.lay_out(laid_out.reports())


@pytest.fixture(scope="module")
def short():
    return laid_out.lay_out(laid_out.reports()[:1])


def test_what_was_laid_out_is_read_back(laid):
    reading = read_pdf(laid.data)
    judge(reading, laid.sentences, "fpdf2")
    assert reading.format == "pdf"
    assert reading.claims == {"title": "政府工作报告汇编"}
    assert reading.issues == ()
    assert len(reading.page_starts) == laid.pages
    assert list(reading.page_starts) == sorted(reading.page_starts)
    assert not re.search(r"汇编（演示样本）|— \d+ —|[ \t]$|[\x00-\x09\x0b-\x1f]", reading.text, re.MULTILINE)
    headings = {p for paragraphs in laid_out.reports() for p in paragraphs if laid_out.HEADING.match(p)}
    assert {reading.text[start:end] for start, end in reading.bold} == headings


def locate_on_pages(data, sentences):
    """Return the sentences with the page on which pdfium itself finds their first characters, looked for in order."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages = [compact(page.get_textpage().get_text_range()) for page in document]
    located, page, at = [], 0, 0
    for report, sentence, _ in sentences:
        start = compact(sentence)[:6]
        for number in range(page, min(page + 3, len(pages))):
            found = pages[number].find(start, at if number == page else 0)
            if found >= 0:
                page, at = number, found
                located.append((report, sentence, number))
                break
    assert len(located) > 0.95 * len(sentences)  # the rest begin at the very end of a page
    return located


def run_program(command):
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    subprocess.run(command, check=True, capture_output=True, timeout=300)


@pytest.mark.slow
def test_pages_of_libreoffice(laid, tmp_path):
    laid_out.to_docx(laid_out.reports(), tmp_path / "report.docx")
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    run_program(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "report.docx")]
    )
    data = (tmp_path / "report.pdf").read_bytes()
    judge(read_pdf(data), locate_on_pages(data, laid.sentences), "LibreOffice")


@pytest.mark.slow
def test_pages_of_chromium(laid, tmp_path):
    (tmp_path / "report.html").write_text(laid_out.to_html(laid_out.reports()), "utf-8")
    target = tmp_path / "report.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/browser"]
    run_program(["chromium", *options, f"--print-to-pdf={target}", (tmp_path / "report.html").as_uri()])
    data = target.read_bytes()
    judge(read_pdf(data), locate_on_pages(data, laid.sentences), "Chromium")


def test_scans_are_told(short):
    reading = read_pdf(laid_out.to_scan(short.data, 40))
    assert reading.text == ""
    assert set(reading.page_starts) == {0}
    assert [kind for kind, _ in reading.issues] == ["scanned_pages"]
    assert f"pages 1-{short.pages} of {short.pages} are pictures" in reading.issues[0][1]


@pytest.mark.slow
@pytest.mark.skipif(not has_recogniser(), reason="needs the extra ocr, which is not installed")
def test_scans_are_recognised(short):
    reading = read_pdf(laid_out.to_scan(short.data), ocr=True)
    assert [kind for kind, _ in reading.issues] == ["read_by_ocr"]
    assert jaccard(reading.text, "\n".join(laid_out.reports()[0])) > 0.8


def test_a_password_is_asked_for():
    locked = FPDF()
    locked.add_page()
    locked.set_encryption(owner_password="a", user_password="b")
    with pytest.raises(UnreadableError) as caught:
        read_pdf(bytes(locked.output()))
    assert caught.value.issue == "password_protected"


@pytest.mark.parametrize(
    ("title", "is_title"),
    [
        ("洛阳市2021年政府工作报告", True),
        ("Microsoft Word - 政府工作报告", False),
        ("政府工作报告（定稿）.docx", False),
        ("幻灯片演示文稿", False),
        ("report", False),
        ("附件", False),
    ],
)
def test_only_plain_titles_are_claimed(title, is_title):
    document = FPDF()
    document.set_title(title)
    document.add_page()
    assert read_pdf(bytes(document.output())).claims == ({"title": title} if is_title else {})


def test_radicals_become_the_characters_they_look_like():
    glyphs = [
        Glyph(text, place, False, 10.0 * place, 10.0 * place + 10, 0.0, 10.0, 8.0)
        for place, text in enumerate("⼈⺠⻓江")
    ]
    assert _make_line(glyphs, 0).text == "人民长江"


def test_too_many_pages_are_refused(monkeypatch, short):
    monkeypatch.setattr("crawlers.readers.printed.pdf.MAX_PAGES", 1)
    with pytest.raises(UnreadableError) as caught:
        read_pdf(short.data)
    assert caught.value.issue == "too_large"


@pytest.mark.parametrize("seed", range(60))
def test_hostile_bytes_give_a_reading_or_a_reason(short, seed):
    chance = random.Random(seed)
    data = bytearray(short.data)
    for _ in range(chance.choice([1, 10, 200])):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(200)]
            case 2:
                data[at:at] = data[at // 2 : at // 2 + chance.randrange(50)]
    try:
        assert isinstance(read_pdf(bytes(data)), Reading)
    except UnreadableError as error:
        assert error.issue in {"damaged_file", "password_protected", "too_large"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF"])
def test_what_is_no_pdf_is_damaged(data):
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)
    assert caught.value.issue == "damaged_file"


def line(text, top, left=100.0, width=None, page=0, size=10.0):
    return PrintedLine(text, page, left, left + (width or size * len(text)), top, top + size, size)


@pytest.mark.parametrize(
    "number", ["3", "- 12 -", "—12—", "— 12 —", "第 3 页 共 20 页", "第三页", "3/20", "Page 3 of 20"]
)
def test_page_numbers_go_only_from_the_margin(number):
    body, low = line("正文。", 400), line(number, 800)
    assert remove_margins([body, low], [842]) == [body]
    assert remove_margins([body, line(number, 500)], [842])[1].text == number


def test_running_headers_go_and_the_same_words_elsewhere_stay():
    lines = [
        one for page in range(4) for one in (line(f"政府工作报告 {page}", 40, page=page), line("正文", 300, page=page))
    ]
    lines.append(line("政府工作报告 9", 200, page=1))
    assert [one.text for one in remove_margins(lines, [842] * 4)] == ["正文"] * 4 + ["政府工作报告 9"]


def test_columns_are_read_one_after_the_other():
    left = [line(f"左{i}" + "文" * 14, 100 + 20 * i, left=50) for i in range(6)]
    right = [line(f"右{i}" + "文" * 14, 100 + 20 * i, left=320) for i in range(6)]
    title = line("通栏标题" * 8, 60, left=150)
    mixed = [one for pair in zip(right, left, strict=True) for one in pair]
    ordered = order_lines([*mixed, title], 595)
    assert [one.text for one in ordered] == [one.text for one in [title, *left, *right]]


def test_rows_of_a_table_stay_rows():
    rows = [one for i in range(3) for one in (line(f"指标{i}", 100 + 20 * i), line(f"{i}1.5", 100 + 20 * i, left=300))]
    text, _, _ = join_lines(order_lines(rows, 595), 1)
    assert text == "指标0 01.5\n指标1 11.5\n指标2 21.5\n"


def test_a_paragraph_runs_over_the_end_of_a_page():
    full = [line("全" * 30, 100 + 20 * i, page=page) for page in (0, 2) for i in range(6)]
    text, starts, _ = join_lines(full, 4)
    assert text == "全" * 360 + "\n"
    assert starts == (0, 180, 180, 361)


def test_spaces_between_han_and_digits_go_and_latin_words_keep_theirs():
    assert tidy_spaces("达到 114 万亿元，增长 3.5% 左右") == "达到114万亿元，增长3.5%左右"
    assert tidy_spaces("open data  platform 平台") == "open data platform 平台"
    lines = [line("an open data", 100, width=300), line("platform of the city", 120, width=300), line("a b", 140)]
    assert join_lines(lines, 1)[0] == "an open data platform of the city a b\n"


def test_pages_are_named_as_people_write_them():
    assert name_pages([0, 1, 2, 6], 12) == "pages 1-3, 7 of 12"
