"""Markdown and plain text: front matter, emphasis and comments taken off, line for line."""

import re

from crawlers.readers.front_matter import split_front_matter
from crawlers.readers.reading import Reading

# Bounded, so that no line takes time that grows faster than its length.
BOLD = re.compile(r"\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*|__(?=\S)(.{1,500}?)(?<=\S)__")
HASH_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.+)$")
LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)")
LINK_LINE = re.compile(r"^[\s*+\d.、-]*(?:\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)|\S{0,80}\s*https?://\S+)[\s\d/-]*$")
LEAST_LINKS, LINK_SHARE = 8, 0.8  # a page of links; a text may end with a few addresses
TABLE_RULE = frozenset("|:- \t")
THEMATIC_BREAK = re.compile(r"^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$")
LONGEST_BREAK = 100
LONE_STARS = re.compile(r"\*\*+")
LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")


def _blank_comments(text: str) -> str:
    """Return the text without comments, their line ends kept."""
    parts: list[str] = []
    last = 0
    while (start := text.find("<!--", last)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[last:start], "\n" * text.count("\n", start, end)]
        last = end + 3
    return "".join([*parts, text[last:]])


def _strip_line(line: str, offset: int) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without marks of Markdown and the spans (in the whole text) that they set in bold."""
    is_table_rule = "--" in line and "|" in line and TABLE_RULE.issuperset(line)
    if is_table_rule or (len(line) < LONGEST_BREAK and THEMATIC_BREAK.match(line)):
        return "", []
    if line.lstrip().startswith("|"):
        line = " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    if "](" in line:
        line = LINK.sub(r"\1", line)
    spans: list[tuple[int, int]] = []
    if "**" not in line and "__" not in line and "#" not in line:
        return line, spans
    if heading := HASH_HEADING.match(line):
        line = LONE_STARS.sub("", heading[2].rstrip(" \t#"))
        return line, [(offset, offset + len(line))]
    parts: list[str] = []
    length, last = 0, 0
    for match in BOLD.finditer(line):
        before, inner = line[last : match.start()], match[1] or match[2]
        parts += [before, inner]
        start = offset + length + len(before)
        spans.append((start, start + len(inner)))
        length += len(before) + len(inner)
        last = match.end()
    parts.append(line[last:])
    stripped = "".join(parts)
    if (
        "**" in stripped
    ):  # an opening mark without its end (广州 2020): take it off, and the spans are not to be trusted
        stripped = LONE_STARS.sub("", stripped)
        spans = []
    return stripped, spans


def _count_link_lines(body: str) -> int:
    """Return how many lines are nothing but a link if nearly all are, 0 otherwise."""
    if "](" not in body and "://" not in body:
        return 0
    lines = [line for line in body.split("\n") if line.strip()]
    links = sum(LINK_LINE.match(line) is not None for line in lines)
    return links if links >= LEAST_LINKS and links >= LINK_SHARE * len(lines) else 0


def read_markdown(text: str, encoding: str) -> Reading:
    """Return the plain text of Markdown (or of plain text, which is Markdown without marks)."""
    text = LINE_ENDS.sub("\n", text.lstrip("\ufeff\u200b"))
    claims, body, issues = split_front_matter(text)
    first_line = text.count("\n", 0, len(text) - len(body)) + 1
    is_markdown = bool(claims) or "**" in body or "\n#" in body
    body = _blank_comments(body)
    lines: list[str] = []
    bold: list[tuple[int, int]] = []
    offset = 0
    for raw in body.split("\n"):
        line, spans = _strip_line(raw, offset)
        bold += spans
        lines.append(line)
        offset += len(line) + 1
    if links := _count_link_lines(body):
        issues = (*issues, ("link_page", f"{links} lines are links and hardly anything else is there"))
    return Reading(
        text="\n".join(lines),
        encoding=encoding,
        format="markdown" if is_markdown else "text",
        first_line=first_line,
        bold=tuple(bold),
        claims=claims,
        issues=issues,
    )
