"""Identity: the place, year, session and kind of a document, and what in text, front matter and path disagrees.

The text is believed first, then the front matter, the path last. `year` is the year whose plan the report sets out,
`reviewed_year` the year it looks back on, `session_date` the day it was delivered.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from models.dates import YEAR_IN_DIGITS, find_dates
from models.places import Place, load_places, resolve_suffix
from models.structure import Line

HEAD_CHARS = 1200  # the opening lines; the first heading of every report at hand begins within
HEAD_STOP = re.compile(r"\n\s*(?:一、|各位代表[^\n]{0,8}\n\s*[^\n]{150})")
KINDS = (
    ("work_report", re.compile(r"(政府|市长).{0,12}工作报告|^工作报告")),
    ("territorial_plan", re.compile(r"国土空间.{0,6}规划")),
    ("master_plan", re.compile(r"(城市|城乡|市).{0,4}总体规划")),
    ("five_year_plan", re.compile(r"国民经济和社会发展.{0,12}(规划|计划)|“?十[一二三四五]五”?规划纲要")),
    ("action_plan", re.compile(r"行动(计划|方案)|实施方案|工作方案")),
    ("regulation", re.compile(r"(条例|法|办法|规定|实施细则)(（.{1,20}）)?$")),
    ("special_plan", re.compile(r"规划")),
)
KIND_NAMES = (*(kind for kind, _ in KINDS), "article", "other")
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
PEOPLES_CONGRESS = re.compile(r"中华人民共和国第|全国人民代表大会|^\W*国务院总理", re.M)
LOOKS_BACK = re.compile(r"回顾|总结|完成情况|成就")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is. `title` is the document's own or claimed one; years are calendar years.

    `heading_year` is the year that its headings plan for, kept to be held against `year`.
    """

    city_code: str | None
    kind: str
    year: int | None
    session_date: date | None
    scope: str | None
    title: str
    heading_year: int | None

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


def plan_year_of(session: date | None) -> int | None:
    """Return the year that a report delivered on that day plans for: the next one from November on."""
    if session is None:
        return None
    return session.year + 1 if session.month >= 11 else session.year


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


def identify_text(text: str, lines: Sequence[Line], title: str = "") -> Identity:
    """Return what the text says about itself; what it does not say is None.

    Args:
        text: the stored text.
        lines: its lines, as `find_lines` returns them.
        title: the title that the file claims, used for the kind and where the text has no title of its own.
    """
    head = head_of(text)
    session = find_session_date(text)
    kinds = {line.section_kind for line in lines}
    scope = _scope_of(kinds)
    by_heading = _year_of_headings(text, lines)
    by_session = plan_year_of(session)
    if session is None:
        year = by_heading
    elif scope == "term":
        year = session.year + (session.month == 12)
    elif by_heading in (session.year, session.year + 1) and session.month >= 10:
        year = by_heading
    else:
        year = by_session
    own_title = next((line.strip() for line in head.split("\n") if "工作报告" in line and len(line) <= 40), "")
    kind = next((kind for kind, pattern in KINDS if pattern.search(title or own_title)), None)
    if kind is None or (kind != "work_report" and "向大会" in head and "报告" in head):
        kind = "work_report" if "各位代表" in text[: HEAD_CHARS * 2] else "other"
    place = find_place(text)
    is_report = kind == "work_report"
    return Identity(
        city_code=place.code if place else None,
        kind=kind,
        year=year if is_report else None,
        session_date=session if is_report else None,
        scope=scope if is_report else None,
        title=title or own_title,
        heading_year=by_heading if is_report else None,
    )


@lru_cache(maxsize=1)
def _place_matcher() -> tuple[AhoCorasick, list[str]]:
    above_counties = [p for p in load_places().values() if not p.is_county and not p.is_former and p.level != "nation"]
    return AhoCorasick([place.short_name for place in above_counties]), [place.code for place in above_counties]


def count_places(text: str) -> dict[str, int]:
    """Return how often the text names each province and prefecture by its short name, where it does."""
    matcher, codes = _place_matcher()
    return dict(Counter(codes[index] for index, _, _ in matcher.find_matches_as_indexes(text)))
