"""Tabulating: the packaged lexicon and the log of runs -> tables of a build."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from flows.runs import Run
from models.classifier import load_classifier
from models.doubts import load_doubts
from models.lexicon import find_data
from models.places import load_places
from models.practices.memberships import load_memberships
from models.practices.paper_table import load_paper_table
from models.practices.programmes import load_programmes
from models.themes import SCHEMES, load_crosswalk, load_schemes
from warehouse.schemas import ASSEMBLED

SAMPLES = {"cross_validation": "cross-validated by place", "locked": "60 places locked away"}


def describe_method(scheme: str, theme: str) -> dict[str, Any]:
    """Return how sentences are coded with a theme (`classifier` or `terms`), and the error rates that were measured."""
    classifier = load_classifier(scheme)
    if classifier is None:
        return {"method": "terms"}
    rates = classifier.facts.get("error", {}).get(theme, {})
    return {"method": "classifier", **rates}


def tabulate_lexicon() -> dict[str, pa.Table]:
    """Return the tables of the packaged lexicon: places, themes, their crosswalk, kinds of doubt, memberships."""
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
        {"version": scheme.version, "theme_no": number, **describe_method(scheme.scheme, theme.theme), **asdict(theme)}
        for scheme in load_schemes()
        for number, theme in enumerate(scheme.themes)
    ]
    return {
        "places": pa.Table.from_pylist(places, schema=ASSEMBLED["places"]),
        "themes": pa.Table.from_pylist(themes, schema=ASSEMBLED["themes"]),
        "theme_crosswalk": pa.Table.from_pylist(load_crosswalk(), ASSEMBLED["theme_crosswalk"]),
        "issue_kinds": pa.Table.from_pylist([asdict(doubt) for doubt in load_doubts()], ASSEMBLED["issue_kinds"]),
        **tabulate_memberships(),
    }


def tabulate_memberships() -> dict[str, pa.Table]:
    """Return the tables `programmes`, `memberships` and `paper_table` (a row a city of a printed line)."""
    rows: dict[str, list[dict[str, Any]]] = {
        "programmes": [
            {"programme_no": number, **asdict(programme)} for number, programme in enumerate(load_programmes().values())
        ],
        "memberships": [asdict(membership) for membership in load_memberships()],
        "paper_table": [
            {**asdict(row), "city_no": number, "city_code": code}
            for row in load_paper_table()
            for number, code in enumerate(row.city_codes, start=1)
        ],
    }
    return {name: pa.Table.from_pylist(rows[name], schema=ASSEMBLED[name]) for name in rows}


def list_packaged_rows() -> list[dict[str, Any]]:
    """Return the rows of `out.theme_quality` that packaged classifiers were measured with when they were trained."""
    rows = []
    for scheme in SCHEMES:
        if classifier := load_classifier(scheme):
            facts, digest = classifier.facts, hashlib.sha256(find_data(f"{scheme}.npz") or b"").hexdigest()
            for sample in ("cross_validation", "locked"):
                common = {
                    "scheme": scheme,
                    "sense": None,
                    "sample": f"{facts['gold']}, {SAMPLES[sample]}",
                    "stratum": None,
                    "period": None,
                    "accuracy": None,
                    "coded_by": facts["coded_by"],
                    "model_sha256": digest,
                }
                rows += [common | quality for quality in facts.get(sample, {}).get("themes", {}).values()]
    return rows


def tabulate_quality(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """Return the table `theme_quality`."""
    return pa.Table.from_pylist(list(rows), schema=ASSEMBLED["theme_quality"])


def tabulate_choices(choices: Iterable[dict[str, Any]]) -> pa.Table:
    """Return the table `topic_choices`: what `topics choose` measured."""
    schema = ASSEMBLED["topic_choices"]
    return pa.Table.from_pylist([{name: choice[name] for name in schema.names} for choice in choices], schema=schema)


def tabulate_runs(runs: Iterable[Run]) -> pa.Table:
    """Return the table `runs`."""
    return pa.Table.from_pylist([asdict(run) for run in runs], schema=ASSEMBLED["runs"])
