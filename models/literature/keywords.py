"""Keywords: what counts as the same keyword, by width, case, spacing, script and a list of synonyms."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from models.literature.records import CarriesKeywords
from models.literature.synonyms import Synonyms
from models.script import MissingConverterError, simplify_script

Merging = Literal["spelling", "script", "synonym"]
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad\ufe58]")
EDGES = " \t,.;:、。·#*~_|"
QUOTES = str.maketrans("", "", "'\"“”‘’《》〈〉「」『』")
LONGEST_KEYWORD = 100  # characters; what is longer is a sentence gone astray, and is cut


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling that was counted under another keyword: in how many records, and on what ground."""

    keyword: str
    spelling: str
    records: int
    merging: Merging


@dataclass(frozen=True, slots=True)
class SettledKeywords:
    """The keywords of each record, each once, in the order given.

    `drawn` are the records whose keywords do not come from the record but from its title and abstract; `variants` the
    spellings that were merged, `stopped` how many records each keyword that was left out had.
    """

    by_record: Mapping[str, tuple[str, ...]]
    drawn: frozenset[str]
    variants: tuple[Variant, ...]
    stopped: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KeywordRules:
    """What is merged and left out; without the extra `traditional`, `simplifies` changes nothing."""

    synonyms: Synonyms = field(default_factory=Synonyms)
    stops: frozenset[str] = frozenset()
    simplifies: bool = True


def tidy_keyword(keyword: str) -> str:
    """Return a keyword in half width, without spaces between Han characters and marks at its ends."""
    text = DASHES.sub("-", unicodedata.normalize("NFKC", keyword[:LONGEST_KEYWORD]))
    return BETWEEN_HAN.sub("", " ".join(text.split())).strip(EDGES)


def fold_keyword(keyword: str) -> str:
    """Return what keywords that differ in width, case, spacing and quotation marks alone have in common."""
    return tidy_keyword(keyword.translate(QUOTES)).casefold()


def settle_keywords(
    records: Sequence[CarriesKeywords],
    rules: KeywordRules | None = None,
    drawn: Mapping[str, Sequence[str]] | None = None,
) -> SettledKeywords:
    """Return the keywords of each record under one name each; another order of records changes no name.

    A keyword goes by the name that the list of synonyms gives it, or else by its commonest spelling.

    Args:
        records: those that the ledger keeps.
        rules: synonyms, stop keywords and script.
        drawn: keywords drawn from titles and abstracts, by record id, for records that have none of their own.
    """
    rules = rules or KeywordRules()
    drawn = drawn or {}
    simplify = _find_simplifier() if rules.simplifies else _leave
    reduce = cache(lambda spelling: fold_keyword(simplify(spelling)))
    primaries = {reduce(variant): primary for variant, primary in rules.synonyms.primaries.items()}
    stops = {reduce(stop) for stop in rules.stops}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    chosen: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for record in records:
        keys: dict[str, None] = {}
        for spelling in dict.fromkeys(record.keywords or drawn.get(record.record_id, ())):
            key = reduce(spelling)
            if primary := primaries.get(key):
                key = reduce(primary)
                names[key] = primary
            if key:
                keys.setdefault(key)
                spellings[key][spelling] += 1
        chosen[record.record_id] = list(keys)
    for key in spellings.keys() - names.keys():
        tidy = Counter[str]()
        for spelling, count in spellings[key].items():
            tidy[tidy_keyword(simplify(spelling))] += count
        names[key] = min(tidy, key=lambda name: (-tidy[name], name))
    stopped = {key for key in spellings if key in stops or fold_keyword(names[key]) in stops}
    records_of = Counter(key for keys in chosen.values() for key in keys)
    return SettledKeywords(
        {record: tuple(names[key] for key in keys if key not in stopped) for record, keys in chosen.items()},
        frozenset(r.record_id for r in records if not r.keywords and drawn.get(r.record_id)),
        tuple(_list_variants(spellings, names, stopped, simplify)),
        {names[key]: records_of[key] for key in sorted(stopped)},
    )


def count_keywords(keywords: SettledKeywords) -> list[tuple[str, int]]:
    """Return how many records each keyword has, the most frequent first, then by code point."""
    counts = Counter(name for names in keywords.by_record.values() for name in names)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _list_variants(
    spellings: Mapping[str, Counter[str]], names: Mapping[str, str], stopped: set[str], simplify: Callable[[str], str]
) -> list[Variant]:
    found = []
    for key in sorted(spellings.keys() - stopped):
        for spelling, count in sorted(spellings[key].items()):
            if spelling != names[key]:
                found.append(Variant(names[key], spelling, count, _tell_merging(spelling, names[key], simplify)))
    return found


def _tell_merging(spelling: str, name: str, simplify: Callable[[str], str]) -> Merging:
    if fold_keyword(spelling) == fold_keyword(name):
        return "spelling"
    return "script" if fold_keyword(simplify(spelling)) == fold_keyword(simplify(name)) else "synonym"


def _leave(text: str) -> str:
    return text


def _find_simplifier() -> Callable[[str], str]:
    """Return what turns traditional script into simplified, or what leaves it where the converter is not installed."""
    try:
        simplify_script("")
    except MissingConverterError:
        return _leave
    return cache(lambda text: text if _is_simplified(text) else simplify_script(text))


def _is_simplified(text: str) -> bool:
    """Whether the characters are all of GB2312: 乾 and 著 stand there, and are right in simplified texts as well."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
