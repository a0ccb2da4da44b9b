"""Loading: the sample portals as `sites.toml` and `troubled.toml` describe them."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from crawlers.portals.documents import Document, make_notices, make_report, read_document
from crawlers.portals.sites import Column, Entry, Shape, Site


@cache
def load_sites() -> tuple[Site, ...]:
    """Return the sites that ship with the project, those of the troubled portals included."""
    shapes = {name: Shape(**values) for name, values in _load("shapes.toml").items()}
    return tuple(
        _make_site(values, shapes) for name in ("sites.toml", "troubled.toml") for values in _load(name)["site"]
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("crawlers.portals").joinpath(name).read_text("utf-8"))


def _make_site(values: dict[str, Any], shapes: dict[str, Shape]) -> Site:
    shape = shapes[values["family"]]
    columns = tuple(_make_column(column, values["city"], shape) for column in values.pop("column"))
    return Site(shape=shape, columns=columns, **values)


def _make_column(values: dict[str, Any], city: str, shape: Shape) -> Column:
    documents: list[dict[str, Any]] = [
        *values.pop("documents"),
        *({"made": notice} for notice in make_notices(city, values.pop("notices", 0))),
    ]
    entries = [_make_entry(each, city, values, shape) for each in documents]
    entries.sort(key=lambda entry: entry.document.published, reverse=True)
    return Column(entries=tuple(entries), **values)


def _make_entry(values: dict[str, Any], city: str, column: dict[str, Any], shape: Shape) -> Entry:
    if "year" in values:
        document = make_report(city, values["year"])
    else:
        document = values.get("made") or read_document(city, values["name"], values.get("day"))
    path = values.get("elsewhere") or _fill_address(shape.article, document, column)
    attached = document if values.get("is_notice") else None
    if "file" in values:
        attached = read_document(city, values["file"], document.published.date().isoformat())
    kind = "pdf" if values.get("shown") == "frame" else "docx"
    return Entry(
        document,
        path,
        values.get("shown", ""),
        attached,
        f"{path.rpartition('/')[0]}/P0{attached.number}.{kind}" if attached else "",
        values.get("is_notice", False),
        values.get("trouble", ""),
        f"./{path.removeprefix(column['path'])}" if path.startswith(column["path"]) else path,
    )


def _fill_address(pattern: str, document: Document, column: dict[str, Any]) -> str:
    day = document.published
    key = hashlib.sha256(document.title.encode()).hexdigest()[:32]
    values = {
        "year": day.year,
        "month": f"{day.month:02}",
        "day": f"{day.day:02}",
        "number": document.number,
        "key": key,
    }
    return pattern.format(path=column["path"], column=column["number"], **values)
