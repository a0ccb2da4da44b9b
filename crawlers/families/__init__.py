"""Site families: how the portal systems in use list their documents, a module each."""

from importlib import import_module
from typing import cast

from crawlers.families.listing import Family
from crawlers.source import FAMILIES


def find_family(name: str) -> Family:
    """Return the family of a name.

    Raises:
        ValueError: there is none of it; the list of families is closed.
    """
    if name not in FAMILIES:
        raise ValueError(f"{name!r} is no family: {', '.join(FAMILIES)}")
    return cast(Family, import_module(f"crawlers.families.{name}"))
