"""Listings: the pages of a column, in files or by an interface, as the family of the site has them."""

import json
from collections.abc import Callable

from crawlers.portals.answers import LAUNCHED, Answer, Asked, Responder, Routes
from crawlers.portals.pages import render_page
from crawlers.portals.sites import Column, Site

MOST_ROWS = 100  # of an answer, whatever a client asks for
GROUP = 2  # pages of records that jpage sends at once
Rows = tuple[int, int]  # the number of a page, from 1, and how many rows it has


def list_routes(site: Site) -> Routes:
    """Return the addresses of a site's listings and what they answer."""
    routes: Routes = {}
    for column in site.columns:
        routes |= _list_files(site, column) if site.shape.first else _list_shell(site, column)
    if site.shape.data:
        for path in {site.shape.data.format(column=column.number) for column in site.columns}:
            routes[site.host, path] = _make_interface(site, path)
    return routes


def count_pages(column: Column, size: int) -> int:
    """Return how many pages a column has; an empty one has a page too."""
    return max(-(-len(column.entries) // size), 1)


def _list_files(site: Site, column: Column) -> Routes:
    shape, routes = site.shape, Routes()
    for page in range(1, count_pages(column, column.size) + 1):
        pattern = shape.first if page == 1 else shape.further
        path = pattern.format(path=column.path, page=page, before=page - 1)
        routes[site.host, path] = _show(site, column, shape.template, page)
    if shape.also:
        routes[site.host, shape.also.format(path=column.path)] = _show(site, column, shape.template, 1)
    return routes


def _list_shell(site: Site, column: Column) -> Routes:
    if not site.shape.shell:
        return {}
    path = site.shape.shell.format(path=column.path, column=column.number)
    return {(site.host, path): _show(site, column, site.shape.shell_template, 1)}


def _show(site: Site, column: Column, template: str, page: int) -> Responder:
    return lambda _asked: _render(site, column, template, (page, column.size))


def _render(site: Site, column: Column, template: str, rows: Rows) -> Answer:
    page, size = rows
    first = (page - 1) * size
    return render_page(
        template,
        site,
        column=column,
        entries=column.entries[first : first + size],
        page=page,
        pages=count_pages(column, size),
        size=size,
        total=len(column.entries),
        group=column.entries[: GROUP * column.size],
        group_size=GROUP,
        modified=max((entry.document.published for entry in column.entries), default=LAUNCHED),
    )


def _make_interface(site: Site, path: str) -> Responder:
    """Return what answers for the columns that share an address of an interface."""
    shape = site.shape
    read = READERS.get(site.family, _read_page_number)

    def respond(asked: Asked) -> Answer:
        chosen = asked.values.get(shape.chosen)
        columns = (each for each in site.columns if path == shape.data or path.endswith(f"/{each.number}"))
        column = next((each for each in columns if not shape.chosen or each.number == chosen), None)
        if column is None:
            return Answer(b"no such column", "text/plain", 404)
        if site.family == "jpage":
            return _send_records(site, column, asked)
        return _render(site, column, shape.template, read(asked, site, column))

    return respond


def _read_page_number(asked: Asked, site: Site, column: Column) -> Rows:
    size = asked.read_number(site.shape.size, column.size) if site.shape.size else column.size
    return asked.read_number(site.shape.number), min(size, MOST_ROWS)


def _read_unit_number(asked: Asked, _site: Site, column: Column) -> Rows:
    """Return what jpaas is asked for in JSON; the first page if that is missing."""
    try:
        wanted = json.loads(asked.values.get("paramJson", "{}"))
        return max(int(wanted.get("pageNo", 1)), 1), min(max(int(wanted.get("pageSize", column.size)), 1), MOST_ROWS)
    except (ValueError, TypeError, AttributeError):
        return 1, column.size


def _send_records(site: Site, column: Column, asked: Asked) -> Answer:
    """Return the records that jpage is asked for by their numbers, from 1; none if the unit is not told."""
    start = asked.read_number("startrecord")
    end = min(asked.read_number("endrecord"), start + MOST_ROWS - 1)
    entries = column.entries[start - 1 : end] if asked.values.get("unitid") == f"{column.number}9" else ()
    return render_page(site.shape.template, site, column=column, entries=entries, total=len(column.entries))


READERS: dict[str, Callable[[Asked, Site, Column], Rows]] = {"jpaas": _read_unit_number}
