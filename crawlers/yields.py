"""Yields: what a crawl brought from a source, and whether that is what the source led us to expect."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

COUNTED = ("blocked", "failed")
SHRUNK = 0.9  # of the articles listed in the last crawl: portals take single ones away, columns that move lose more


@dataclass(slots=True)
class ListingYield:
    """What a listing yielded: its pages read, articles named, those whose titles match, documents stored.

    `total` is the number of articles that the listing says it has; `is_blocked` whether a page of it was refused.
    """

    url: str
    kind: str
    expect_at_least: int
    pages: int = 0
    articles: int = 0
    matching: int = 0
    documents: int = 0
    total: int | None = None
    is_blocked: bool = False


@dataclass(slots=True)
class SourceYield:
    """What a source yielded in one crawl, as the journal of yields keeps it.

    `unchanged` counts answers that nothing had changed, `blocked` refusals by reason, `failed` requests without an
    answer by reason, `foreign` links to hosts that the source does not name; `errors` are pages that could not be read.
    """

    run_id: str
    source: str
    listings: list[ListingYield]
    requests: int = 0
    stored: int = 0
    unchanged: int = 0
    foreign: int = 0
    blocked: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """The documents stored, of all listings."""
        return sum(listing.documents for listing in self.listings)


def dump_yield(found: SourceYield) -> dict[str, Any]:
    """Return a yield as plain values."""
    counted = {name: dict(getattr(found, name)) for name in COUNTED}
    return {**asdict(replace(found, blocked=Counter(), failed=Counter())), **counted}


def parse_yield(values: Mapping[str, Any]) -> SourceYield:
    """Return the yield that plain values describe."""
    listings = [ListingYield(**listing) for listing in values["listings"]]
    counted = {name: Counter(values[name]) for name in COUNTED}
    return SourceYield(**{**values, "listings": listings, **counted})


def judge_yield(found: SourceYield, before: SourceYield | None, is_part: bool = False) -> list[str]:
    """Return what is wrong with a yield, a line each; nothing if the source gave what was expected.

    Args:
        found: what the crawl brought.
        before: the source's yield in the crawl before, if there was one.
        is_part: whether only a part of the documents was asked for: then fewer are no failure.
    """
    wrong = [f"{found.source}: {line}" for line in found.errors]
    earlier = {(listing.url, listing.kind): listing for listing in before.listings} if before else {}
    for listing in found.listings:
        where = f"{found.source}: {listing.url}"
        last = earlier.get((listing.url, listing.kind))
        if listing.is_blocked:
            wrong.append(f"{where}: the listing was refused ({_tell(found.blocked)}): save its articles by hand")
        elif listing.articles == 0 and listing.expect_at_least:
            wrong.append(f"{where}: no article listed: the site may have changed; check the family of the listing")
        elif listing.documents < listing.expect_at_least and not is_part:
            told = f"{listing.documents} documents of at least {listing.expect_at_least} expected"
            reasons = _tell(found.blocked + found.failed)
            wrong.append(f"{where}: {told}{f' ({reasons})' if reasons else ''}; {listing.matching} titles matched")
        if last and listing.articles < SHRUNK * last.articles and not is_part:
            wrong.append(f"{where}: {listing.articles} articles listed, {last.articles} in the crawl before")
    return wrong


def _tell(reasons: Counter[str]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
