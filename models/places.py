"""Places: the administrative units that documents belong to, found by code, name, short name or pinyin."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from models.lexicon import read_lexicon

LEVELS = ("nation", "province", "municipality", "subprovincial", "prefecture", "county")


class UnknownPlaceError(ValueError):
    """Raised by `resolve_place` when no place, or more than one, answers to a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit.

    `code` is the six-digit code of GB/T 2260 as text; `parent_code` the unit above; `is_former` marks units that
    no longer exist but are named in older reports; coordinates are degrees (WGS-like, as published by cpca).
    """

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    pinyin: str
    longitude: float | None
    latitude: float | None
    is_former: bool

    @property
    def is_county(self) -> bool:
        """Whether the place is a county, a county-level city or a district."""
        return self.level == "county"

    @property
    def province_code(self) -> str:
        """Code of the province (or municipality) that the place lies in; the nation's own for 国务院."""
        return self.code if self.level == "nation" else f"{self.code[:2]}0000"


@lru_cache(maxsize=1)
def load_places() -> dict[str, Place]:
    """Return all packaged places by code."""
    rows = csv.DictReader(io.StringIO(read_lexicon("places.csv")))
    return {
        row["code"]: Place(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            level=row["level"],
            parent_code=row["parent_code"],
            pinyin=row["pinyin"],
            longitude=float(row["longitude"]) if row["longitude"] else None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            is_former=row["is_former"] == "1",
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def _places_by_name() -> dict[str, list[Place]]:
    index: dict[str, list[Place]] = defaultdict(list)
    for place in load_places().values():
        for name in {place.name, place.short_name, place.pinyin}:
            index[name].append(place)
    return index


def _is_plain(place: Place) -> bool:
    """Whether the full name is the short one and a single character more (吉林省, not 海南藏族自治州)."""
    return len(place.name) == len(place.short_name) + 1


def _narrow(candidates: list[Place]) -> list[Place]:
    """Keep the candidates that a reader would mean: existing before former, prefectures and above before counties."""
    for keep in (lambda p: not p.is_former, lambda p: not p.is_county, _is_plain):
        kept = [place for place in candidates if keep(place)]
        candidates = kept if kept and len(candidates) > 1 else candidates
    return candidates


def resolve_place(name: str) -> Place:
    """Return the place that a code (510100), name (成都市), short name (成都) or pinyin (chengdu) stands for.

    Where one short name belongs to a city and to counties, the city is meant; 吉林 (province and city) is ambiguous.

    Raises:
        UnknownPlaceError: nothing, or more than one place, answers to the name.
    """
    wanted = name.strip()
    if place := load_places().get(wanted):
        return place
    folded = wanted.lower().replace(" ", "").replace("'", "").replace("’", "")
    candidates = _places_by_name().get(wanted) or _places_by_name().get(folded) or []
    candidates = [p for p in candidates if p.name == wanted and not p.is_former] or candidates
    candidates = _narrow(candidates)
    if not candidates:
        raise UnknownPlaceError(
            f"no place answers to {name!r}: give a name (成都), a code (510100) or pinyin (chengdu)"
        )
    if len(candidates) > 1:
        listed = ", ".join(f"{place.name} ({place.code})" for place in candidates[:6])
        raise UnknownPlaceError(f"{name!r} may be {listed}: give the code or the full name")
    return candidates[0]


def resolve_suffix(words: str) -> Place | None:
    """Return the place whose full name ends the words (2021年2月26日在石家庄市 -> 石家庄市), None if there is none.

    Of districts that share a name the one counts whose city or province stands before it (北京市朝阳区).
    """
    for start in range(len(words) - 1):
        name, before = words[start:], words[:start]
        named = [place for place in _places_by_name().get(name, []) if place.name == name and not place.is_former]
        if len(named) > 1:
            named = [place for place in named if _stands_before(place, before)]
        if len(named) == 1:
            return named[0]
    return None


def _stands_before(place: Place, words: str) -> bool:
    above = (load_places().get(code) for code in (place.parent_code, place.province_code))
    return any(unit is not None and unit.short_name in words for unit in above)
