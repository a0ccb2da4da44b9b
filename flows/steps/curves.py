"""Curves: cached senses of 韧性 -> how fast cities took up the resilient city, and how long they kept it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.home import Home
from flows.keys import stage_keys
from models.places import load_places
from models.spells import Spell, find_first_year, is_known_before, list_abandonment, list_adoption
from models.survival import estimate_survival
from warehouse.schemas import ASSEMBLED

SENTENCE = ["raw_sha256", "position"]
SENSE = "urban"
CITY_LEVELS = ("municipality", "subprovincial", "prefecture", "county")

Years = Mapping[int, bool]  # whether the reports of a year use the word in this sense


def draw_curves(home: Home, batches: Sequence[str], documents: pa.Table) -> pa.Table:
    """Return the table `adoption_curves`: of cities of all levels (level is NULL), and of each level.

    Args:
        home: where the senses are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; its dated work reports of cities count.
    """
    used = _find_users(home, batches)
    reports: dict[str, dict[int, bool]] = defaultdict(dict)
    for row in documents.select(["city_code", "year", "raw_sha256", "kind"]).to_pylist():
        if row["city_code"] and row["year"] and row["kind"] == "work_report":
            years = reports[row["city_code"]]
            years[row["year"]] = years.get(row["year"], False) or row["raw_sha256"] in used
    by_level = {
        level: [reports[code] for code in sorted(reports) if _find_level(code) == level] for level in CITY_LEVELS
    }
    cities = [years for of_level in by_level.values() for years in of_level]
    first_year = find_first_year(cities)
    rows: list[dict[str, Any]] = []
    if first_year is not None:
        for level, places in [(None, cities), *by_level.items()]:
            rows += _draw("adoption", level, first_year, [list_adoption(years, first_year) for years in places], places)
            rows += _draw("abandonment", level, None, [list_abandonment(years) for years in places], places)
    return pa.Table.from_pylist(rows, schema=ASSEMBLED["adoption_curves"])


def _find_level(code: str) -> str:
    return load_places()[code].level


def _find_users(home: Home, batches: Sequence[str]) -> set[str]:
    """Return the files that use the word in this sense outside their glossaries; headings count."""
    keys, users = stage_keys(), set()
    for batch in batches:
        senses = home.cache.read_batch("code", keys["code"], batch, "senses", [*SENTENCE, "sense"])
        senses = senses.filter(pc.equal(senses["sense"], SENSE))
        sentences = home.cache.read_batch("read", keys["read"], batch, "sentences", [*SENTENCE, "section_kind"])
        said = sentences.filter(pc.not_equal(sentences["section_kind"], "glossary")).select(SENTENCE)
        users |= set(senses.join(said, SENTENCE, join_type="left semi")["raw_sha256"].to_pylist())
    return users


def _draw(
    curve: str, level: str | None, first_year: int | None, found: Sequence[Spell | None], places: Sequence[Years]
) -> list[dict[str, Any]]:
    """Return the rows of a curve, one a time at which something happens."""
    spells = [spell for spell in found if spell is not None]
    if not spells:
        return []
    entry, end = (np.array([getattr(spell, name) for spell in spells]) for name in ("entry", "end"))
    made = estimate_survival(entry, end, np.array([spell.is_event for spell in spells]))
    return [
        {
            "curve": curve,
            "sense": SENSE,
            "level": level,
            "first_year": first_year,
            "years_since": time,
            "n_at_risk": int(made.at_risk[n]),
            "n_events": int(made.events[n]),
            "n_interval": sum(spell.is_interval and spell.end == time for spell in spells),
            "n_censored": int(made.censored[n]),
            "survival": float(made.survival[n]),
            "survival_low": None if np.isnan(made.low[n]) else float(made.low[n]),
            "survival_high": None if np.isnan(made.high[n]) else float(made.high[n]),
            "n_left_censored": sum(any(years.values()) and not is_known_before(years) for years in places),
        }
        for n, time in enumerate(made.time.tolist())
    ]
