"""Field tables: which tags of a format hold which field of a record, as `fields.toml` lists them."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

Tags = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The tags of one format, by field; the first tag of a field that holds something wins."""

    type: Tags
    title: Tags
    authors: Tags
    institutions: Tags
    journal: Tags
    year: Tags
    keywords: Tags
    funds: Tags
    volume: Tags
    issue: Tags
    pages: Tags
    abstract: Tags
    provider: Tags
    ignored: Tags
    by_line: Tags = ()

    def list_known(self) -> frozenset[str]:
        """Return every tag that the format is known to have."""
        return frozenset(tag for name in fields(self) for tag in getattr(self, name.name))


@cache
def load_table(name: str) -> FieldTable:
    """Return the table of a format.

    Raises:
        KeyError: `fields.toml` has none of that name.
    """
    tables = tomllib.loads((files("crawlers.records") / "fields.toml").read_text("utf-8"))
    return FieldTable(**{field: tuple(tags) for field, tags in tables[name].items()})


@cache
def list_known(name: str) -> frozenset[str]:
    """Return every tag that the format of a name is known to have."""
    return load_table(name).list_known()
