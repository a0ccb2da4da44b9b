"""Listed: what a listing says of an article before anybody fetches it: whether it is wanted, and of which year."""

import re

from crawlers.families.listing import Article
from crawlers.source import Listing

HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WHITE_SPACE = re.compile(r"\s+")


def is_wanted(article: Article, listing: Listing, since: int | None) -> bool:
    """Whether an article is one of the listing's documents; what has no title is, and what has no year is recent."""
    title = WHITE_SPACE.sub("", article.title)
    if title and not re.search(listing.title_matches, title):
        return False
    year = read_year(article)
    return since is None or year is None or year >= since


def read_year(article: Article) -> int | None:
    """Return the year that a title names, or else that of the day beside it."""
    if found := YEAR.search(article.title.translate(HAN_DIGITS)):
        return int(found[0])
    return int(article.date[:4]) if article.date else None
