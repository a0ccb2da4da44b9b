"""Completeness: what a text lacks, or holds that a document of its kind does not; each doubt with its reason.

The kinds of doubt are listed, with what to do about them, in `lexicon/issues.toml`.
"""

import re
from collections.abc import Sequence

from models.normalization import count_characters, count_chars
from models.parts import PART_OF
from models.script import count_traditional, is_traditional
from models.structure import Line

# Han characters below which a document of the kind is not whole. Of 1,900 work reports at hand of cities and provinces
# the shortest whole one has 6,500; the others are set by reading a few of each kind.
LEAST_CHARS = {"work_report": 5000, "master_plan": 3000, "territorial_plan": 3000, "five_year_plan": 5000}
SUMMARY = re.compile(
    r"摘要|摘登|摘编|节选|简版|缩略|有删减|年鉴处|作政府工作报告时(?:说|指出)|报告(?:指出|强调|说)[，：]"
)
EDGE_CHARS = 200  # of opening and ending, within which a text says that it is a summary or a newspaper's account
OPENING = re.compile(r"报告|代表|主席|同志")
TERMINAL = re.compile(r"[。！？!?…”』」》）)\]】.；;：:][\s—-]*$")
CONTINUES = re.compile(r"^[，。、；：！？）》”’]")
CUT_LINE = re.compile(r"^[、，。）)；]")
LEAST_CUT_LINES = 5
DAMAGED = re.compile(r"\ufffd|□{2,}|■|(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])")
DAMAGE_MARKS = ("\ufffd", "□□", "■", "?")
# Cyrillic, Arabic (Uyghur), Tibetan, Mongolian, Japanese kana, Korean
OTHER_SCRIPTS = ((0x400, 0x4FF), (0x600, 0x6FF), (0xF00, 0xFFF), (0x1800, 0x18AF), (0x3040, 0x30FF), (0xAC00, 0xD7AF))
LATIN = ((0x41, 0x5A), (0x61, 0x7A))
MIXED_SHARE = 0.15  # letters of other scripts per Han character; the most Latin report at hand has .03
LONGEST_PARAGRAPH = 4000

Issues = list[tuple[str, str]]


def find_gaps(text: str, kind: str, lines: Sequence[Line]) -> Issues:
    """Return the doubts about the completeness of a text, none for a whole one.

    Args:
        text: the stored text.
        kind: the kind of document it is taken for.
        lines: its paragraphs, as `find_lines` returns them.
    """
    if not lines:
        return [("no_sentences", "the file holds no text beside its front matter")]
    n_chars = count_chars(text)
    body = [line for line in lines if line.section_kind not in ("glossary", "promises")] or list(lines)
    issues: Issues = []
    least = LEAST_CHARS.get(kind, 0)
    if n_chars < least:
        issues.append(("too_short", f"{n_chars} Han characters; a whole {kind} has at least {least}"))
    issues += _find_summary(text)
    issues += _find_cuts(text, kind, body)
    issues += _find_foreign(text, n_chars)
    longest = max(len(line) for line in text.split("\n"))
    if longest > LONGEST_PARAGRAPH:
        issues.append(("paragraphs_lost", f"a paragraph of {longest} characters: line ends were lost"))
    if kind == "work_report":
        lacking = sorted({"review", "plan"} - {PART_OF[line.section_kind] for line in lines})
        if lacking:
            issues.append(("part_not_found", f"no {' and no '.join(lacking)} was recognised"))
    return issues


def _find_summary(text: str) -> Issues:
    edges = text[:EDGE_CHARS], text[-EDGE_CHARS:]
    words = next((match[0] for edge in edges if (match := SUMMARY.search(edge))), None)
    return [("summary", f"says 「{words}」: a summary, not the document")] if words else []


def _find_cuts(text: str, kind: str, body: Sequence[Line]) -> Issues:
    issues: Issues = []
    first, last = text[body[0].start : body[0].end], text[body[-1].start : body[-1].end]
    if CONTINUES.match(first):
        issues.append(("truncated_opening", f"begins within a sentence: {first[:20]}"))
    elif kind == "work_report" and not OPENING.search(text[: body[min(3, len(body)) - 1].end]):
        issues.append(("truncated_opening", "neither title nor greeting opens it"))
    if kind == "work_report" and not body[-1].level and not TERMINAL.search(last) and not _is_signature(last):
        issues.append(("truncated_ending", f"ends within a sentence: {last[-20:]}"))
    cut = sum(bool(CUT_LINE.match(text[line.start : line.start + 1])) for line in body)
    if cut >= LEAST_CUT_LINES:
        issues.append(("characters_lost", f"{cut} paragraphs begin with a mark that belongs after a character"))
    if any(mark in text for mark in DAMAGE_MARKS) and (damaged := len(DAMAGED.findall(text))):
        issues.append(("characters_lost", f"{damaged} marks stand where a character was"))
    return issues


def _is_signature(words: str) -> bool:
    return len(words) <= 40 and bool(re.search(r"[市省州县区盟]长|主席|日$|号$|办公[厅室]|[）)]$", words))


def _find_foreign(text: str, n_chars: int) -> Issues:
    issues: Issues = []
    other, latin = count_characters(text, OTHER_SCRIPTS), count_characters(text, LATIN)
    if other > MIXED_SHARE * n_chars or latin > max(200, MIXED_SHARE * n_chars):
        issues.append(("mixed_languages", f"{n_chars} Han characters beside {latin} Latin and {other} other letters"))
    if is_traditional(text, n_chars):
        issues.append(("traditional_script", f"{count_traditional(text)} characters are: our terms are simplified"))
    return issues
