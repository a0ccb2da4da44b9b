"""Source files: one publisher a TOML file, checked key by key, so that a wrong one never starts a crawl."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from crawlers.source import FAMILIES, KINDS, Family, Kind, Listing, Source, split_address

NAME = re.compile(r"([0-9]{6})-[a-z0-9_]+")
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?")
SELECTOR_FAMILIES = ("plain_list", "browser")


class SourceError(ValueError):
    """Raised for a source file that cannot be used, with one line for each thing wrong: file, key, reason."""


def load_sources(folder: Path | None = None, names: Iterable[str] = ()) -> tuple[Source, ...]:
    """Return the sources of a folder, those that ship with the project if none is given, in order of their names.

    Args:
        folder: where `*.toml` lie.
        names: those wanted, by file name or city code; all if none.

    Raises:
        SourceError: a file is wrong, two describe the same listing, or a name is that of none.
        FileNotFoundError: there is no such folder.
    """
    if folder is None:
        with as_file(files("crawlers") / "sources") as packaged:
            return load_sources(packaged, names)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder of source files")
    sources, wrong = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            sources.append(read_source(path.name, path.read_text(encoding="utf-8")))
        except (SourceError, UnicodeDecodeError, OSError) as error:
            wrong += [
                line if line.startswith(path.name) else f"{path.name}: {line}" for line in str(error).splitlines()
            ]
    wrong += _find_repeated(sources)
    wanted = list(names)
    chosen = [source for source in sources if not wanted or {source.name, source.city_code} & set(wanted)]
    for name in wanted:
        if not any(name in (source.name, source.city_code) for source in sources):
            wrong.append(f"{name}: no such source in {folder}; `rencheng sources check` names them")
    if wrong:
        raise SourceError("\n".join(wrong))
    return tuple(chosen)


def read_source(file_name: str, text: str) -> Source:
    """Return the source that a file describes.

    Raises:
        SourceError: with one line for each key that is missing, unknown or wrong.
    """
    name = file_name.removesuffix(".toml")
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, so is a number too long
        raise SourceError(f"{file_name}: no TOML: {error}") from None
    wrong = [f"{file_name}: {line}" for line in _check_source(name, values)]
    listings = values.pop("listing", None)
    if not isinstance(listings, list) or not listings:
        wrong.append(f"{file_name}: listing: at least one [[listing]] is needed")
    for number, listing in enumerate(listings if isinstance(listings, list) else [], start=1):
        wrong += [f"{file_name}: listing {number}: {line}" for line in _check_listing(listing)]
    if wrong:
        raise SourceError("\n".join(wrong))
    made = tuple(Listing(**{**listing, "addresses": tuple(listing.get("addresses", ()))}) for listing in listings or ())
    source = Source(name=name, listings=made, **{**values, "hosts": tuple(values.get("hosts", ()))})
    strays = [url for listing in made for url in (listing.url, *listing.addresses) if not source.has_host(url)]
    if strays:
        lines = (f"{file_name}: {url}: this host is neither that of `site` nor named in `hosts`" for url in strays)
        raise SourceError("\n".join(lines))
    return source


def _check_keys(
    values: Mapping[str, Any], wanted: type, skipped: tuple[str, ...], needed: tuple[str, ...]
) -> list[str]:
    types = {each.name: each.type for each in fields(wanted) if each.name not in skipped}
    wrong = [f"{key}: unknown key; known are {', '.join(types)}" for key in values if key not in types]
    wrong += [f"{key}: missing" for key in needed if key not in values]
    for key, value in values.items():
        if key not in types:
            continue
        expected = (
            str if types[key] is str or types[key] in (Family, Kind) or "Literal" in str(types[key]) else types[key]
        )
        if "tuple" in str(expected):
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                wrong.append(f"{key}: must be a list of texts")
        elif type(value) is not expected:
            named = {str: "a text", int: "a whole number", bool: "true or false"}[expected]  # type: ignore[index]
            wrong.append(f"{key}: must be {named}, not {value!r}")
    return wrong


def _check_source(name: str, values: Mapping[str, Any]) -> list[str]:
    own = {key: value for key, value in values.items() if key != "listing"}
    wrong = _check_keys(own, Source, ("name", "listings", "all_hosts"), ("city_code", "publisher", "site", "checked"))
    if wrong:
        return wrong
    match = NAME.fullmatch(name)
    if not match:
        wrong.append("the file must be named <city_code>-<name>.toml, in small letters, digits and _")
    elif match[1] != own["city_code"]:
        wrong.append(f"city_code: {own['city_code']} differs from the file's name")
    if not _is_address(own["site"]):
        wrong.append(f"site: {own['site']!r} is no address")
    wrong += [f"hosts: {host!r} is no host" for host in own.get("hosts", ()) if not HOST.fullmatch(host)]
    if own.get("tls", "verify") not in ("verify", "no-verify"):
        wrong.append(f"tls: must be verify or no-verify, not {own['tls']!r}")
    if own.get("tls") == "no-verify" and not own.get("tls_reason", "").strip():
        wrong.append("tls_reason: missing: say why the certificate is not verified")
    return wrong


def _check_listing(values: Any) -> list[str]:
    if not isinstance(values, dict):
        return ["must be a table: [[listing]]"]
    wrong = _check_keys(values, Listing, (), ("kind", "family", "url", "expect_at_least"))
    if wrong:
        return wrong
    for key, closed in (("kind", KINDS), ("family", FAMILIES)):
        if values[key] not in closed:
            wrong.append(f"{key}: {values[key]!r} is none of {', '.join(closed)}")
    wrong += [
        f"{key}: {url!r} is no address"
        for key, urls in (("url", [values["url"]]), ("addresses", values.get("addresses", [])))
        for url in urls
        if not _is_address(url)
    ]
    try:
        re.compile(values.get("title_matches", ""))
    except (re.error, OverflowError, RecursionError) as error:
        wrong.append(f"title_matches: no regular expression: {error}")
    if values["expect_at_least"] < 0:
        wrong.append("expect_at_least: must be 0 or more")
    if values["family"] in SELECTOR_FAMILIES and not values.get("links"):
        wrong.append(f"links: missing: family {values['family']} needs the CSS selector of its links")
    if values["family"] == "addresses" and not values.get("addresses"):
        wrong.append("addresses: missing: family addresses needs the list of pages")
    return wrong


def _is_address(text: str) -> bool:
    parts = split_address(text)
    return (
        parts is not None
        and not text[:1].isspace()
        and parts.scheme in ("http", "https")
        and HOST.fullmatch(parts.netloc.lower()) is not None
    )


def _find_repeated(sources: Iterable[Source]) -> list[str]:
    seen: dict[tuple[str, str, str], str] = {}
    wrong = []
    for source in sources:
        for listing in source.listings:
            key = (listing.url, listing.kind, listing.title_matches)
            if key in seen:
                wrong.append(f"{source.name}.toml: listing {listing.url}: also in {seen[key]}")
            seen.setdefault(key, f"{source.name}.toml")
    return wrong
