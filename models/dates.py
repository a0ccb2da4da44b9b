"""Dates as reports write them: 2021年2月26日, 二〇一六年一月二十四日, 2002年 3月3日."""

import re
from datetime import date

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○０OoＯ", 0)
TENS = ("", "十", "二十", "三十")
HAN_NUMBERS = {
    tens + units: 10 * ten + unit
    for ten, tens in enumerate(TENS)
    for unit, units in enumerate(["", *"一二三四五六七八九"])
    if 10 * ten + unit
}
HAN_DIGIT = r"\s*[零〇○OoＯ一二三四五六七八九]"
YEAR = rf"(?P<year>(?:19|20)\d\d|[一二]{HAN_DIGIT * 3})"
DATE = re.compile(
    YEAR
    + r"\s*年\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
YEAR_IN_DIGITS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
FIRST_YEAR, LAST_YEAR = 1949, 2100


def _number(written: str) -> int:
    return int(written) if written.isdigit() and written.isascii() else HAN_NUMBERS.get(written, 0)


def read_year(written: str) -> int | None:
    """Return the year that four digits or four Han digits write, None outside 1949 to 2100."""
    digits = "".join(str(DIGITS.get(mark, mark)) for mark in written if not mark.isspace())
    year = int(digits) if digits.isdigit() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def find_dates(text: str) -> list[date]:
    """Return the full dates that a text writes, in order; impossible ones are left out."""
    found = []
    for match in DATE.finditer(text):
        year = read_year(match["year"])
        try:
            found.append(date(year or 0, _number(match["month"]), _number(match["day"])))
        except ValueError:
            continue
    return found
