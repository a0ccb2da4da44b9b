"""Markdown and plain text: front matter, emphasis and comments taken off, line for line."""

import re
from dataclasses import dataclass, field

import yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")
HASH_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.+?)[ \t#]*$")
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
TABLE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$")
LONE_STARS = re.compile(r"\*\*+")
LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain text of a file and what the file claims about itself.

    `text` keeps the lines of the file's body one for one (from `first_line`, counted from 1, of the file);
    `bold` are half-open spans of `text` that were set in bold or as a `#` heading;
    `claims` are the fields of the front matter as text; `issues` are pairs of kind and detail.
    """

    text: str
    encoding: str
    format: str
    first_line: int
    bold: tuple[tuple[int, int], ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    issues: tuple[tuple[str, str], ...] = ()


def _read_front_matter(block: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    try:
        parsed = yaml.load(block, Loader=yaml.BaseLoader) or {}  # noqa: S506 (BaseLoader makes strings only)
        if not isinstance(parsed, dict):
            raise yaml.YAMLError("not a list of keys and values")
        return {str(key).lower(): str(value).strip() for key, value in parsed.items()}, ()
    except yaml.YAMLError as error:
        pairs = (line.partition(":") for line in block.splitlines())
        claims = {key.strip().lower(): value.strip() for key, _, value in pairs if value.strip()}
        return claims, (("front_matter_malformed", f"read line by line instead: {str(error).splitlines()[0]}"),)


def _strip_line(line: str, offset: int) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without marks of Markdown and the spans (in the whole text) that they set in bold."""
    if TABLE_RULE.match(line):
        return "", []
    if line.lstrip().startswith("|"):
        line = " ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = LINK.sub(r"\1", line)
    spans: list[tuple[int, int]] = []
    if heading := HASH_HEADING.match(line):
        line = LONE_STARS.sub("", heading[2])
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


def read_markdown(text: str, encoding: str) -> Reading:
    """Return the plain text of Markdown (or of plain text, which is Markdown without marks)."""
    text = LINE_ENDS.sub("\n", text)
    claims: dict[str, str] = {}
    issues: tuple[tuple[str, str], ...] = ()
    body, first_line = text, 1
    if match := FRONT_MATTER.match(text):
        claims, issues = _read_front_matter(match[1] or "")
        body = text[match.end() :]
        first_line = text.count("\n", 0, match.end()) + 1
    is_markdown = bool(claims) or "**" in body or "\n#" in body
    body = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), body)
    lines: list[str] = []
    bold: list[tuple[int, int]] = []
    offset = 0
    for raw in body.split("\n"):
        line, spans = _strip_line(raw, offset)
        bold += spans
        lines.append(line)
        offset += len(line) + 1
    return Reading(
        text="\n".join(lines),
        encoding=encoding,
        format="markdown" if is_markdown else "text",
        first_line=first_line,
        bold=tuple(bold),
        claims=claims,
        issues=issues,
    )
