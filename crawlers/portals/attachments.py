"""Attachments: a document as DOCX or PDF, made of nothing but the standard library, the same bytes every time."""

import io
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from xml.sax.saxutils import escape

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"
MADE = (2022, 1, 1, 0, 0, 0)  # the date of every member, so that the same text makes the same bytes
PARAGRAPH = '<w:p><w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
BOLD = "<w:rPr><w:b/></w:rPr>"
LINE_LENGTH, LINES = 32, 40  # characters of a line and lines of a page: A4 in 14 points
FONT_SIZE, LEADING, LEFT, TOP = 14, 18, 70, 780  # points


def _is_bold(line: str) -> bool:
    return line.startswith("**") and line.endswith("**")


def make_docx(lines: Sequence[str]) -> bytes:
    """Return a DOCX file with a paragraph for each line of Markdown."""
    paragraphs = (
        PARAGRAPH.format(bold=BOLD if _is_bold(line) else "", text=escape(line.replace("**", ""))) for line in lines
    )
    parts = files("crawlers.portals").joinpath("templates", "docx")
    members = {
        "[Content_Types].xml": parts.joinpath("content_types.xml").read_text("utf-8"),
        "_rels/.rels": parts.joinpath("rels.xml").read_text("utf-8"),
        "word/document.xml": parts.joinpath("document.xml").read_text("utf-8").replace("$body", "".join(paragraphs)),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), text)
    return stream.getvalue()


def make_pdf(lines: Sequence[str]) -> bytes:
    """Return a PDF file of some lines of Markdown, set in a font that readers bring along (STSong-Light)."""
    laid: list[str] = []
    for line in lines:
        text = f"　　{line.replace('**', '').strip()}"
        laid += [text[start : start + LINE_LENGTH] for start in range(0, len(text), LINE_LENGTH)]
    pages = [laid[start : start + LINES] for start in range(0, len(laid), LINES)]
    first = 6  # number of the first page's object; each page is followed by its content
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for i, page in enumerate(pages):
        shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in page)
        content = f"BT /F1 {FONT_SIZE} Tf {LEADING} TL {LEFT} {TOP} Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * i + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _write_pdf(objects)


def _write_pdf(objects: Sequence[str]) -> bytes:
    parts, places = ["%PDF-1.5\n"], []
    for number, content in enumerate(objects, start=1):
        places.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{content}\nendobj\n")
    start = sum(map(len, parts))
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    parts.append(f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer\n<< /Size {count} /Root 1 0 R >>\n")
    parts.append(f"startxref\n{start}\n%%EOF\n")
    return "".join(parts).encode("ascii")
