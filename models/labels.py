"""Labels: the place and year that a title, a file name or the folders above it name."""

import contextlib
import re
from datetime import date
from pathlib import PurePosixPath

from models.dates import YEAR_IN_DIGITS, plan_year_of, read_year
from models.identity import find_place
from models.places import LEVELS, Place, UnknownPlaceError, resolve_place, resolve_suffix

STEM_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
HAN_YEAR = re.compile(r"([一二][零〇○一二三四五六七八九]{3})年")
NOT_OF_A_NAME = re.compile(r"^年|(人民)?政府.*$|工作报告.*$|行政公署.*$|行署.*$|样本.*$")
MAX_PATH_PARTS = 3  # the file and two folders above it: further up stand a researcher's own folders


def _place_of_words(words: str) -> Place | None:
    """Return the place that a title or a file name names, the smallest where it names several (四川-成都 -> 成都)."""
    found = []
    for word in re.findall(r"[\u4e00-\u9fff]{2,}|(?<!\d)\d{6}(?!\d)|^[a-z]{3,}$", words, re.I):
        name = NOT_OF_A_NAME.sub("", word)
        try:
            found.append(resolve_place(name))
        except UnknownPlaceError:
            if place := resolve_suffix(name):
                found.append(place)
    return max(found, key=lambda place: LEVELS.index(place.level), default=None)


def place_of_title(title: str) -> Place | None:
    """Return the place that a claimed title names, if any."""
    return find_place(title) or _place_of_words(title)


def _parts_of_path(path: str) -> list[str]:
    names = [PurePosixPath(path).stem, *(parent.name for parent in PurePosixPath(path).parents)]
    return names[:MAX_PATH_PARTS]


def place_of_path(path: str) -> Place | None:
    """Return the place that the nearest parts of a path name (成都市/2022.md, 2024_成都.docx), if any."""
    return next((place for part in _parts_of_path(path) if (place := _place_of_words(part))), None)


def day_of_path(path: str) -> date | None:
    """Return the day that the file's name, or else its nearest folders, hold (条例(2021-11-25).md), if any."""
    for part in _parts_of_path(path):
        if day := STEM_DAY.search(part):
            with contextlib.suppress(ValueError):
                return date(int(day[1]), int(day[2]), int(day[3]))
    return None


def year_of_path(path: str) -> int | None:
    """Return the year that the file's name, or else its nearest folders, hold; a day gives the year planned for."""
    if day := day_of_path(path):
        return plan_year_of(day)
    for part in _parts_of_path(path):
        for written in YEAR_IN_DIGITS.findall(part) + HAN_YEAR.findall(part):
            if year := read_year(written):
                return year
    return None
