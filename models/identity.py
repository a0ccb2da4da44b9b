"""Identity: the place, year, session and kind of a document, and what in text, front matter and path disagrees.

The text is believed first, then the front matter, the path last. `year` is the year whose plan the report sets out,
`reviewed_year` the year it looks back on, `session_date` the day it was delivered.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from models.dates import YEAR_IN_DIGITS, find_dates, plan_year_of
from models.fields import find_claim, find_doc_number, find_signature, normalize_title
from models.kinds import find_kind
from models.places import Place, load_places, resolve_suffix
from models.structure import Line

HEAD_CHARS = 1200  # the opening lines; the first heading of every report at hand begins within
LONGEST_TITLE = 60
NOT_A_TITLE = ("。", "：", "！", "，", ":")
HEAD_STOP = re.compile(r"\n\s*(?:一、|各位代表[^\n]{0,8}\n\s*[^\n]{150})")
SESSION = re.compile(r"([\u4e00-\u9fff]{2,24}?)第[一二三四五六七八九十\d]{1,3}届(?:全国)?人民代表大会")
OFFICE = re.compile(
    r"^\W*([\u4e00-\u9fff]{2,20}?)(?:人民政府|行政公署|行署)?(?:代理|代)?"
    r"(?:市长|省长|州长|盟长|县长|区长|旗长|专员|主席|总理)[^，。、]{0,8}$",
    re.M,
)
OF_GOVERNMENT = re.compile(r"([\u4e00-\u9fff]{2,20}?)(?:人民政府|政府|行政公署|行署)?(?:\d{4}年)?(?:政府)?工作报告")
REPRESENTED = re.compile(r"代表([\u4e00-\u9fff]{2,16}?)人民政府")
SESSION_LINE = re.compile(r"代表大会|^\s*[—─–-]")
PUBLISHED = re.compile(r"\s*(发布|公开|发文|成文|更新|印发)?(日期|时间)\s*[：:]|\s*(来源|浏览|责任编辑)")
PEOPLES_CONGRESS = re.compile(
    r"中华人民共和国第|全国人民代表大会|代表国务院|国务院(?:令|第.{1,6}次常务会议)|^\W*国务院总理", re.M
)
LOOKS_BACK = re.compile(r"回顾|总结|完成情况|成就")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. `title` is the document's own or claimed one; years are calendar years.

    `heading_year` is the year that its headings plan for, kept to be held against `year`.
    """

    city_code: str | None
    kind: str
    title: str
    year: int | None = None
    session_date: date | None = None
    scope: str | None = None
    heading_year: int | None = None
    issuer: str | None = None
    doc_number: str | None = None
    index_number: str | None = None

    @property
    def reviewed_year(self) -> int | None:
        """The year that a report looks back on; none for one that opens a term and looks back on five."""
        return self.year - 1 if self.year and self.kind == "work_report" and self.scope != "term" else None


def head_of(text: str) -> str:
    """Return the opening lines of a text: what stands before the first section."""
    head = text[:HEAD_CHARS]
    stop = HEAD_STOP.search(head)
    return head[: stop.start()] if stop else head


def find_session_date(text: str) -> date | None:
    """Return the day on which the report was delivered: the first full date among the opening lines.

    A line that names the congress or opens with a dash goes before others; the day of publication is none.
    """
    lines = [line for line in head_of(text).split("\n") if not PUBLISHED.match(line)]
    lines.sort(key=lambda line: SESSION_LINE.search(line) is None)
    return next((day for line in lines for day in find_dates(line)), None)


def find_place(text: str) -> Place | None:
    """Return the place that the opening lines name as the one whose government reports, if they do."""
    head = head_of(text).replace(" ", "")
    for pattern in (SESSION, REPRESENTED, OF_GOVERNMENT, OFFICE):
        for match in pattern.finditer(head):
            if place := resolve_suffix(match[1]):
                return place
    return load_places()["000000"] if PEOPLES_CONGRESS.search(head) else None


def _year_of_headings(text: str, lines: Iterable[Line]) -> int | None:
    """Return the year that the headings plan for: the latest one named, or the one after a review that stands alone."""
    planned: list[int] = []
    reviewed: list[int] = []
    for line in lines:
        if line.level not in (1, 5):
            continue
        heading = text[line.start : line.head_end]
        years = [int(year) for year in YEAR_IN_DIGITS.findall(heading)]
        if not years:
            continue
        if LOOKS_BACK.search(heading) or line.section_kind == "review":
            reviewed.append(max(years))
        elif line.section_kind in ("plan_year", "plan_both"):
            planned.append(max(years))
    if planned and reviewed and min(planned) != max(reviewed) + 1:
        return max(reviewed) + 1
    return min(planned) if planned else (max(reviewed) + 1 if reviewed else None)


def _scope_of(kinds: set[str]) -> str | None:
    if "plan_both" in kinds or {"plan_term", "plan_year"} <= kinds:
        return "both"
    if "plan_term" in kinds:
        return "term"
    return "annual" if "plan_year" in kinds else None


def _year_of(session: date | None, scope: str | None, by_heading: int | None) -> int | None:
    """Return the year that a report plans for, by the day of its delivery and its headings."""
    if session is None:
        return by_heading
    if scope == "term":
        return session.year + (session.month == 12)
    if by_heading in (session.year, session.year + 1) and session.month >= 10:
        return by_heading
    return plan_year_of(session)


def _find_title(text: str, claimed: str) -> str:
    """Return the title that a text claims or, failing that, prints among its opening lines."""
    if claimed:
        return normalize_title(claimed)
    lines = [line.strip() for line in head_of(text).split("\n") if line.strip()]
    titles = [line for line in lines if len(line) <= LONGEST_TITLE and not line.endswith(NOT_A_TITLE)]
    own = next((line for line in titles if "工作报告" in line), None)
    first = titles[0] if titles and titles[0] == lines[0] and not SESSION_LINE.search(titles[0]) else ""
    return normalize_title(own or first)


def tell_kind(text: str, claims: Mapping[str, str]) -> str:
    """Return the kind of a document by its claimed or printed title and its opening."""
    return find_kind(_find_title(text, find_claim(claims, "title")), text)


def identify_text(text: str, lines: Sequence[Line], claims: Mapping[str, str]) -> Identity:
    """Return what the text says about itself; what it does not say is None.

    Args:
        text: the stored text.
        lines: its lines, as `find_lines` returns them.
        claims: what the file claims; of it title, issuer and numbers are taken, which texts seldom print.
    """
    title = _find_title(text, find_claim(claims, "title"))
    kind = find_kind(title, text)
    place = find_place(text)
    number = find_claim(claims, "doc_number")
    named = Identity(
        city_code=place.code if place else None,
        kind=kind,
        title=title,
        issuer=find_claim(claims, "issuer") or (None if kind == "work_report" else find_signature(text)) or None,
        doc_number=number or find_doc_number(text) or None,
        index_number=find_claim(claims, "index_number") or None,
    )
    if kind != "work_report":
        return named
    session = find_session_date(text)
    scope = _scope_of({line.section_kind for line in lines})
    by_heading = _year_of_headings(text, lines)
    year = _year_of(session, scope, by_heading)
    return replace(named, year=year, session_date=session, scope=scope, heading_year=by_heading)


@lru_cache(maxsize=1)
def _place_matcher() -> tuple[AhoCorasick, list[str]]:
    above_counties = [p for p in load_places().values() if not p.is_county and not p.is_former and p.level != "nation"]
    return AhoCorasick([place.short_name for place in above_counties]), [place.code for place in above_counties]


def count_places(text: str) -> dict[str, int]:
    """Return how often the text names each province and prefecture by its short name, where it does."""
    matcher, codes = _place_matcher()
    return dict(Counter(codes[index] for index, _, _ in matcher.find_matches_as_indexes(text)))
