"""Sources: a publisher and the listings of its documents. A city is values, never code."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, urlsplit

Family = Literal[
    "trs",
    "trs_from_two",
    "jpage",
    "xxgk",
    "jpaas",
    "gkmlpt",
    "igs",
    "was5",
    "numbered_columns",
    "eportal",
    "site_label",
    "govcn_library",
    "plain_list",
    "addresses",
    "browser",
]
Kind = Literal[
    "work_report",
    "master_plan",
    "territorial_plan",
    "special_plan",
    "action_plan",
    "five_year_plan",
    "regulation",
    "article",
]
FAMILIES: tuple[str, ...] = Family.__args__  # type: ignore[attr-defined]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of documents on a portal, as its source file describes it.

    `title_matches` is a regular expression that the title of a document listed must contain; `expect_at_least` the
    number of documents under which a crawl has failed; `links` and `next` CSS selectors of a plain list; `encoding`
    what its pages are in where they say otherwise.
    """

    kind: Kind
    family: Family
    url: str
    title_matches: str = ""
    expect_at_least: int = 1
    links: str = ""
    next: str = ""
    addresses: tuple[str, ...] = ()
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher: its place, its site, its listings. `name` is the name of its file."""

    name: str
    city_code: str
    publisher: str
    site: str
    listings: tuple[Listing, ...]
    hosts: tuple[str, ...] = ()
    checked: bool = False
    tls: Literal["verify", "no-verify"] = "verify"
    tls_reason: str = ""
    note: str = ""
    all_hosts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all_hosts", frozenset({urlsplit(self.site).netloc.lower(), *self.hosts}))

    def has_host(self, url: str) -> bool:
        """Whether an address lies on the site of the source, by http or https: hosts count only when named."""
        parts = split_address(url)
        return parts is not None and parts.scheme in ("http", "https") and parts.netloc.lower() in self.all_hosts


def split_address(url: str) -> SplitResult | None:
    """Return the parts of an address as it stands on a page, None where it is none."""
    try:
        return urlsplit(url)
    except ValueError:  # http://[x, or characters that no host has
        return None
