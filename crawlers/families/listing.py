"""What every site family speaks of: pages to ask for, articles that a listing names, pages that it says exist."""

from dataclasses import dataclass
from typing import Literal, Protocol

from crawlers.source import Listing


class ListingError(ValueError):
    """Raised by a family for a page that is not what its listing says: the sign that is missing, in one line."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to ask for: `form` is sent as the body of a POST."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    form: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A document as a listing names it: absolute address, whole title, day (ISO) where one is printed beside it."""

    url: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing.

    `further` are the pages that it says exist, in order and without itself (the number is read from the site, never
    assumed); `total` the number of articles that it says the whole listing has, None where it does not say.
    """

    articles: tuple[Article, ...]
    further: tuple[PageRequest, ...] = ()
    total: int | None = None


class Family(Protocol):
    """A site family: two pure functions."""

    def request_first(self, listing: Listing) -> tuple[PageRequest, ...]:
        """Return the pages to begin with."""
        ...

    def read_page(self, body: bytes, request: PageRequest, listing: Listing) -> ListingPage:
        """Return what a page of the listing names.

        Raises:
            ListingError: the page is not what the family expects.
        """
        ...
