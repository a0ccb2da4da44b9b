"""Routing: every address of the sample portals and what it answers, made anew for each server."""

from collections.abc import Iterable

from crawlers.portals.answers import Responder, Routes
from crawlers.portals.listings import list_routes
from crawlers.portals.pages import render_article, render_file, render_page
from crawlers.portals.sites import Column, Entry, Site
from crawlers.portals.troubles import spoil_article, spoil_listing


def make_routes(sites: Iterable[Site]) -> Routes:
    """Return the routes of some sites. Some troubles remember what was asked: two servers need two calls."""
    routes: Routes = {}
    for site in sites:
        routes[site.host, "/"] = _show(site, "home.html")
        routes[site.host, "/robots.txt"] = _show(site, "robots.txt")
        routes |= list_routes(site)
        for column in site.columns:
            for entry in column.entries:
                routes |= _route_entry(site, column, entry)
            routes |= spoil_listing(site, column)
    return routes


def _show(site: Site, template: str) -> Responder:
    return lambda _asked: render_page(template, site)


def _route_entry(site: Site, column: Column, entry: Entry) -> Routes:
    if not entry.path.startswith("/"):
        return {}  # a link to another host, which is never served
    routes = spoil_article(site, entry, lambda _asked: render_article(site, column, entry))
    if entry.file:
        routes[site.host, entry.file_path] = lambda _asked: render_file(entry)
    return routes
