"""Dates as reports and pages write them: 2021年2月26日, 二〇一六年一月二十四日, 2021-02-26, 20210226."""

import re
from contextlib import suppress
from datetime import date

ROUND_MARKS = "〇○０OoＯΟοОо"  # what typists take for 〇: Latin, Greek and Cyrillic letters among them
DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | dict.fromkeys(ROUND_MARKS, 0)
TENS = ("", "十", "二十", "三十")
HAN_NUMBERS = {
    tens + units: 10 * ten + unit
    for ten, tens in enumerate(TENS)
    for unit, units in enumerate(["", *"一二三四五六七八九"])
    if 10 * ten + unit
}
HAN_DIGIT = rf"\s*[零{ROUND_MARKS}一二三四五六七八九]"
YEAR = rf"(?P<year>(?:19|20)\d\d|[一二]{HAN_DIGIT * 3})"
DATE = re.compile(
    YEAR
    + r"\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
ZEROS = f"零九{ROUND_MARKS}"  # one of them stands in every year from 1949 to 2100 in Han digits
HAN_YEAR = re.compile(r"[一二][零〇○九][零〇○一二三四五六七八九]{2}(?![零〇○一二三四五六七八九])")
ISO_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")
YEAR_IN_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
FIRST_YEAR, LAST_YEAR = 1949, 2100


def _number(written: str) -> int:
    return int(written) if written.isdigit() and written.isascii() else HAN_NUMBERS.get(written, 0)


def read_year(written: str) -> int | None:
    """Return the year that four digits or four Han digits write, None outside 1949 to 2100."""
    digits = "".join(str(DIGITS.get(mark, mark)) for mark in written if not mark.isspace())
    year = int(digits) if digits.isdigit() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def write_years_in_digits(text: str) -> str:
    """Return a text in which years in Han digits (二〇二五) are written in Arabic ones."""
    if not any(mark in text for mark in ZEROS):
        return text
    return HAN_YEAR.sub(lambda match: str(read_year(match[0]) or match[0]), text)


def find_dates(text: str) -> list[date]:
    """Return the full dates that a text writes, in order; impossible ones are left out."""
    found = []
    for match in DATE.finditer(text):
        year = read_year(match["year"])
        with suppress(ValueError):
            found.append(date(year or 0, _number(match["month"]), _number(match["day"])))
    return found


def read_date(value: str) -> date | None:
    """Return the date that a field states, in words or digits (2022-01-20 15:30, 2022/1/20, 20220120), if it does."""
    if found := find_dates(value):
        return found[0]
    for pattern in (ISO_DATE, COMPACT_DATE):
        if match := pattern.search(value):
            with suppress(ValueError):
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
    return None


def plan_year_of(session: date | None) -> int | None:
    """Return the year that a report delivered on that day plans for: the next one from November on."""
    if session is None:
        return None
    return session.year + 1 if session.month >= 11 else session.year
