"""Troubles: what goes wrong on real portals, so that a crawl can be seen to notice it and go on."""

from collections.abc import Callable, Iterator
from itertools import count

from crawlers.portals.answers import Answer, Asked, Responder, Routes
from crawlers.portals.pages import render_page
from crawlers.portals.sites import Column, Entry, Site

ENDLESS_BYTES = 200_000_000  # more than any page or file that a crawl should take
PIECE = "<p>这一页没有尽头，只用来演示抓取的上限。</p>\n".encode() * 1000
UNKNOWN_HOST = "www.weizhi.example"  # which no source names and no portal serves
SHIELD = (("Set-Cookie", "__jsluid_h=sample0123456789; max-age=31536000; path=/; HttpOnly"),)

Trouble = Callable[[Site, Entry, Responder], Routes]


def spoil_article(site: Site, entry: Entry, article: Responder) -> Routes:
    """Return the routes of an article with the trouble that is named with it; the article alone if none is.

    Raises:
        KeyError: there is no such trouble.
    """
    if not entry.trouble:
        return {(site.host, entry.path): article}
    if entry.trouble in REFUSALS:
        return {(site.host, entry.path): _refuse(site, entry.trouble)}
    return TROUBLES[entry.trouble](site, entry, article)


def spoil_listing(site: Site, column: Column) -> Routes:
    """Return the routes that take the place of pages of a column in trouble: `<page> <refusal>`."""
    if not column.trouble:
        return {}
    page, name = column.trouble.split()
    pattern = site.shape.first if page == "1" else site.shape.further
    path = pattern.format(path=column.path, page=page, before=int(page) - 1)
    paths = {path, site.shape.also.format(path=column.path)} - {""} if page == "1" else {path}
    return {(site.host, each): _refuse(site, name) for each in paths}


# What is sent, whatever is asked for: status, template, headers.
REFUSALS: dict[str, tuple[int, str, tuple[tuple[str, str], ...]]] = {
    "challenge": (521, "challenge.html", SHIELD),
    "refused": (412, "refused.html", ()),
    "forbidden": (403, "captcha.html", ()),
    "unavailable": (503, "missing.html", ()),
    "missing": (200, "missing.html", ()),
    "login": (200, "login.html", ()),
    "captcha": (200, "captcha.html", ()),
}


def _refuse(site: Site, name: str) -> Responder:
    status, template, headers = REFUSALS[name]

    def respond(_asked: Asked) -> Answer:
        page = render_page(template, site)
        return Answer(page.body, page.content_type, status, headers)

    return respond


def _redirect(status: int, address: str) -> Answer:
    return Answer(b"", "text/html", status, (("Location", address),))


def _recover(site: Site, entry: Entry, article: Responder) -> Routes:
    """Unavailable when first asked for, the article ever after."""
    times = count()
    unavailable = _refuse(site, "unavailable")

    def respond(asked: Asked) -> Answer:
        return article(asked) if next(times) else unavailable(asked)

    return {(site.host, entry.path): respond}


def _loop(site: Site, entry: Entry, _article: Responder) -> Routes:
    there, back = f"http://{site.host}{entry.path}", f"http://{site.host}{entry.path}?again=1"
    return {(site.host, entry.path): lambda asked: _redirect(302, there if asked.values else back)}


def _lead_away(site: Site, entry: Entry, _article: Responder) -> Routes:
    return {(site.host, entry.path): lambda _asked: _redirect(302, f"http://{UNKNOWN_HOST}{entry.path}")}


def _move(site: Site, entry: Entry, article: Responder) -> Routes:
    moved = entry.path.replace(".html", "_1.html")
    return {
        (site.host, entry.path): lambda _asked: _redirect(301, f"http://{site.host}{moved}"),
        (site.host, moved): article,
    }


def _never_end(site: Site, entry: Entry, _article: Responder) -> Routes:
    def write_pieces() -> Iterator[bytes]:
        yield b"<html><head><meta charset=utf-8></head><body>"
        for _ in range(ENDLESS_BYTES // len(PIECE)):
            yield PIECE

    return {(site.host, entry.path): lambda _asked: Answer(b"", stream=write_pieces)}


TROUBLES: dict[str, Trouble] = {
    "recovers": _recover,
    "loop": _loop,
    "leads_away": _lead_away,
    "moved": _move,
    "endless": _never_end,
}
