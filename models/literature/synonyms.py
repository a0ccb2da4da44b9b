"""Synonyms and stop keywords: files that people keep, as text -> what they merge and leave out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SEPARATOR = "#"


class SynonymsError(ValueError):
    """Raised when a list of synonyms contradicts itself; `line` is where, counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The primary keyword of each variant, chains resolved; no primary is a variant."""

    primaries: Mapping[str, str] = field(default_factory=dict)


def parse_synonyms(text: str) -> Synonyms:
    """Return the synonyms of a text: a line is a primary keyword and its variants, `primary#variant#variant`.

    That is CiteSpace's alias file, with any number of variants a line. A line that begins with # is a comment. A
    variant may be the primary of another line (chains are followed).

    Raises:
        SynonymsError: a variant has two primaries, a chain comes back to where it began, or a line has no variant.
    """
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        primary, *variants = _split_line(line)
        if not primary:
            continue
        if not variants:
            raise SynonymsError(number, f"{primary!r} has no variant: write {primary}#variant")
        for variant in variants:
            earlier = found.get(variant)
            if earlier and earlier[0] != primary:
                raise SynonymsError(number, f"{variant!r} is a variant of {earlier[0]!r} in line {earlier[1]} already")
            if variant != primary:
                found[variant] = (primary, number)
    return Synonyms({variant: _follow(variant, found) for variant in found})


def _split_line(line: str) -> list[str]:
    """Return the keywords of a line, an empty first one if it is blank or a comment."""
    primary, *variants = (part.strip() for part in line.split(SEPARATOR))
    return [primary, *filter(None, variants)]


def _follow(variant: str, found: Mapping[str, tuple[str, int]]) -> str:
    seen = {variant}
    primary, line = found[variant]
    while primary in found:
        if primary in seen:
            raise SynonymsError(line, f"{primary!r} is a variant of itself by way of {variant!r}")
        seen.add(primary)
        primary, line = found[primary]
    return primary


def parse_stop_keywords(text: str) -> frozenset[str]:
    """Return the keywords of a text, one a line; what follows # is a comment."""
    lines = (_split_line(line)[0] for line in text.removeprefix("\ufeff").splitlines())
    return frozenset(filter(None, lines))
