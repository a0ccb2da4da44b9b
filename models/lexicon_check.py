"""Lexicon check: what is odd in schemes of terms, read from the terms alone and, where given, from their counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from models.themes import Scheme, Theme

FINDINGS = {  # what each finding says; in the order in which a reader should look at them
    "in_two_themes": "a term stands in two themes of one scheme, so one mention counts in both",
    "themes_overlap": "more than half of the sentences of a theme belong to another theme too",
    "fires_everywhere": "a term stands in most documents and so tells none of them apart",
    "never_occurs": "a term was found in no sentence of the corpus",
    "idle_negative": "a negative string overlaps no term of its theme and so blocks nothing",
    "unconfirmed": "the name of a theme is not confirmed in a published source",
    "covered": "a term contains another term of its theme: harmless, the longer one wins",
}
EVERYWHERE = 0.8  # share of documents: beyond it a term says no more than that this is a work report
OVERLAP = 0.5  # share of a theme's sentences: beyond it two themes measure one thing

Key = tuple[str, str]  # scheme, theme
TermKey = tuple[str, str, str]  # scheme, theme, term
PairKey = tuple[str, str, str]  # scheme and two of its themes, in either order


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd in a scheme; `term` is empty where a whole theme is meant."""

    scheme: str
    theme: str
    term: str
    finding: str
    detail: str


@dataclass(frozen=True, slots=True)
class CorpusCounts:
    """What a corpus says of the schemes; a mapping that is left empty is not judged, a missing key counts as 0."""

    mentions: Mapping[TermKey, int] = field(default_factory=dict)  # mentions of a term
    documents_of_term: Mapping[TermKey, int] = field(default_factory=dict)  # documents that hold a term
    sentences: Mapping[Key, int] = field(default_factory=dict)  # sentences of a theme
    sentences_of_pair: Mapping[PairKey, int] = field(default_factory=dict)  # sentences of two themes at once
    documents: int = 0  # documents of the corpus


def overlaps(one: str, other: str) -> bool:
    """Return whether two strings can share a stretch of text: one holds the other, or ends as the other begins."""
    if one in other or other in one:
        return True
    return any(
        one[-length:] == other[:length] or other[-length:] == one[:length]
        for length in range(1, min(len(one), len(other)))
    )


def _find_shared(scheme: Scheme) -> Iterator[Finding]:
    for first, second in combinations(scheme.themes, 2):
        for term in sorted(set(first.terms) & set(second.terms)):
            yield Finding(scheme.scheme, first.theme, term, "in_two_themes", f"also in {second.theme}")


def _find_covered(theme: Theme) -> Iterator[Finding]:
    for term in theme.terms:
        for inner in theme.terms:
            is_between = any(inner in negative and negative in term for negative in theme.negative)
            if inner != term and inner in term and not is_between:
                yield Finding(theme.scheme, theme.theme, term, "covered", f"contains {inner}")


def _find_idle(theme: Theme) -> Iterator[Finding]:
    for negative in theme.negative:
        if not any(len(negative) >= len(term) and overlaps(negative, term) for term in theme.terms):
            yield Finding(theme.scheme, theme.theme, negative, "idle_negative", "no term as short overlaps it")


def _find_in_counts(theme: Theme, counts: CorpusCounts) -> Iterator[Finding]:
    for term in theme.terms:
        key = (theme.scheme, theme.theme, term)
        if counts.mentions and not counts.mentions.get(key, 0):
            yield Finding(*key, "never_occurs", "0 mentions")
        held = counts.documents_of_term.get(key, 0)
        if held > EVERYWHERE * counts.documents:
            yield Finding(*key, "fires_everywhere", f"{held} of {counts.documents} documents")


def _find_overlaps(scheme: Scheme, counts: CorpusCounts) -> Iterator[Finding]:
    pairs = counts.sentences_of_pair
    for first, second in combinations([theme.theme for theme in scheme.themes], 2):
        both = pairs.get((scheme.scheme, first, second), 0) or pairs.get((scheme.scheme, second, first), 0)
        for theme, other in ((first, second), (second, first)):
            own = counts.sentences.get((scheme.scheme, theme), 0)
            if both > OVERLAP * own:
                detail = f"{both} of {own} sentences also in {other}"
                yield Finding(scheme.scheme, theme, "", "themes_overlap", detail)


def check_lexicon(schemes: Iterable[Scheme], counts: CorpusCounts | None = None) -> list[Finding]:
    """Return what is odd in schemes, ordered by finding (as in `FINDINGS`), scheme, theme and term.

    Args:
        schemes: the schemes to read; each is judged alone.
        counts: counts over a corpus; without them the findings that need them are not made.

    Raises:
        ValueError: documents of terms are given, but not how many documents there are.
    """
    counts = counts or CorpusCounts()
    if counts.documents_of_term and counts.documents < 1:
        raise ValueError("counts: documents of terms need the number of documents of the corpus")
    found: list[Finding] = []
    for scheme in schemes:
        found += _find_shared(scheme)
        found += _find_overlaps(scheme, counts)
        for theme in scheme.themes:
            if not theme.is_confirmed:
                found.append(Finding(scheme.scheme, theme.theme, "", "unconfirmed", theme.source))
            found += _find_covered(theme)
            found += _find_idle(theme)
            found += _find_in_counts(theme, counts)
    order = list(FINDINGS)
    return sorted(found, key=lambda f: (order.index(f.finding), f.scheme, f.theme, f.term, f.detail))
