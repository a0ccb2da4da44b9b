"""Conflicts: what text, front matter and path say of a document held against one another; the text wins."""

import re
from collections.abc import Mapping
from dataclasses import replace

from models.dates import YEAR_IN_DIGITS, find_dates, plan_year_of
from models.fields import claimed_date, find_claim
from models.identity import Identity
from models.labels import day_of_path, place_of_path, place_of_title, year_of_path
from models.places import Place, load_places

OF_THE_STATE = re.compile(r"国务院|中共中央|全国人民代表大会|全国人大|中央军委")
LEAST_MENTIONS = 8  # a body that names a place less often proves nothing
CLEAR_LEAD = 3  # times as often as the place under which the file is filed

Issues = list[tuple[str, str]]


def _find_rival(code: str | None, named: Mapping[str, int]) -> str | None:
    """Return the city of another province that the body names again and again while it hardly names its own."""
    places = load_places()
    if code is None or places[code].level in ("nation", "province", "county"):
        return None
    rivals = {other: n for other, n in named.items() if places[other].level != "province" and other != code}
    rival, count = max(rivals.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    is_clear = count >= LEAST_MENTIONS and count >= CLEAR_LEAD * max(named.get(code, 0), 1)
    return rival if is_clear else None


def _decide_place(
    text: Place | None, claimed: Place | None, filed: Place | None, named: Mapping[str, int]
) -> tuple[str | None, Issues]:
    places = load_places()
    said = [(s, p) for s, p in (("text", text), ("front matter", claimed), ("path", filed)) if p is not None]
    if not said:
        return None, [("place_unknown", "neither text nor front matter nor path names a place that we know")]
    issues: Issues = []
    rival = _find_rival(said[0][1].code, named)
    if rival:
        counts = (
            f"{said[0][1].name} is named {named.get(said[0][1].code, 0)} times, {places[rival].name} {named[rival]}"
        )
        issues.append(("place_doubted", counts))
        if rival in {place.code for _, place in said}:  # a slip in the opening lines: the body is text too
            said.insert(0, ("body", places[rival]))
    source, believed = said[0]
    issues += [
        ("place_conflict", f"{source}: {believed.name}; {other}: {place.name}")
        for other, place in said[1:]
        if place.code != believed.code
    ]
    return believed.code, issues


def _decide_year(by_text: Identity, claimed: int | None, filed: int | None) -> tuple[int | None, Issues]:
    said = [(s, y) for s, y in (("text", by_text.year), ("front matter", claimed), ("path", filed)) if y is not None]
    if not said:
        return None, [("year_unknown", "neither text nor front matter nor path tells the year")]
    if by_text.session_date is None and claimed is not None and claimed == filed:
        said.sort(key=lambda pair: pair[0] == "text")  # headings alone are weaker than two claims that agree
    elif by_text.heading_year is not None and {claimed, filed} == {by_text.heading_year}:
        said.sort(key=lambda pair: pair[0] == "text")  # the day is a slip where headings, title and path all differ
    source, believed = said[0]
    if by_text.session_date and by_text.heading_year and by_text.scope != "term":
        said.append(("headings", by_text.heading_year))
    issues: Issues = [
        ("year_conflict", f"{source}: {believed}; {other}: {year}") for other, year in said[1:] if year != believed
    ]
    return believed, issues


def _year_of_issue(by_text: Identity, claims: Mapping[str, str], path: str | None) -> int | None:
    """Return the year in which a plan, regulation or article was issued; the years of its title are its horizon."""
    if day := claimed_date(claims, "written") or claimed_date(claims, "published"):
        return day.year
    if by_text.doc_number and (number := YEAR_IN_DIGITS.search(by_text.doc_number)):
        return int(number[1])
    if path is None:
        return None
    return day.year if (day := day_of_path(path)) else year_of_path(path)


def _claimed_place(claims: Mapping[str, str], title: str) -> Place | None:
    if place := find_claim(claims, "place"):
        return place_of_title(place)
    issuer = find_claim(claims, "issuer")
    if OF_THE_STATE.match(issuer):
        return load_places()["000000"]
    return (place_of_title(title) if title else None) or place_of_title(issuer)


def decide_identity(
    by_text: Identity, claims: Mapping[str, str], path: str | None, named: Mapping[str, int]
) -> tuple[Identity, Issues]:
    """Return what a document is taken to be, and every doubt about it.

    Args:
        by_text: what the text says.
        claims: what the file or page claims about itself.
        path: where the file was found, None for a page fetched.
        named: how often the text names each place, as `count_places` returns it.
    """
    title = find_claim(claims, "title")
    code, issues = _decide_place(
        load_places()[by_text.city_code] if by_text.city_code else None,
        _claimed_place(claims, title),
        place_of_path(path) if path else None,
        named,
    )
    if by_text.kind != "work_report":
        return replace(by_text, city_code=code, year=_year_of_issue(by_text, claims, path)), issues
    claimed_dates = find_dates(title)
    claimed_years = [int(year) for year in YEAR_IN_DIGITS.findall(f"{find_claim(claims, 'year')} {title}")]
    claimed_year = plan_year_of(claimed_dates[0]) if claimed_dates else next(iter(claimed_years), None)
    year, year_issues = _decide_year(by_text, claimed_year, year_of_path(path) if path else None)
    session = by_text.session_date or (claimed_dates[0] if claimed_dates else None)
    return replace(by_text, city_code=code, year=year, session_date=session), issues + year_issues
