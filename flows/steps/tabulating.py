"""Tabulating: the packaged lexicon and the log of runs -> tables of a build."""

from collections.abc import Iterable
from dataclasses import asdict

import pyarrow as pa

from flows.runs import Run
from models.doubts import load_doubts
from models.places import load_places
from models.themes import load_schemes
from warehouse.schemas import ASSEMBLED


def tabulate_lexicon() -> dict[str, pa.Table]:
    """Return the tables `places`, `themes` and `issue_kinds` from the packaged lexicon."""
    places = [
        {
            "city_code": place.code,
            "city": place.name,
            "short_name": place.short_name,
            "level": place.level,
            "parent_code": place.parent_code or None,
            "province_code": place.province_code,
            "pinyin": place.pinyin,
            "longitude": place.longitude,
            "latitude": place.latitude,
            "is_former": place.is_former,
        }
        for place in load_places().values()
    ]
    themes = [
        {"version": scheme.version, "theme_no": number, **asdict(theme)}
        for scheme in load_schemes()
        for number, theme in enumerate(scheme.themes)
    ]
    return {
        "places": pa.Table.from_pylist(places, schema=ASSEMBLED["places"]),
        "themes": pa.Table.from_pylist(themes, schema=ASSEMBLED["themes"]),
        "issue_kinds": pa.Table.from_pylist([asdict(doubt) for doubt in load_doubts()], ASSEMBLED["issue_kinds"]),
    }


def tabulate_runs(runs: Iterable[Run]) -> pa.Table:
    """Return the table `runs`."""
    return pa.Table.from_pylist([asdict(run) for run in runs], schema=ASSEMBLED["runs"])
