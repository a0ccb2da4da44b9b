"""Fields: what a file claims about itself, under whichever label, and what its text says where it claims nothing."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise

from models.dates import find_dates, read_date
from models.lexicon import read_lexicon

SPACE = re.compile(r"\s+")
DOC_NUMBER = re.compile(
    r"^\W*([\u4e00-\u9fff]{1,14}?)\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第\s*)?(\d{1,5})\s*号\W*$",
    re.M,
)
YEARS_JOINED = re.compile(
    r"(?<=\d年)\s*(?:-|－|–|―|─|~|～|——)\s*(?=\d{4})|(?<=\d{4})\s*(?:-|－|–|―|─|~|～|——)\s*(?=\d{4}年)"
)
SITE_NAME = re.compile(
    r"\s*[-_|—–]{1,2}\s*[^-_|—–]{0,24}(?:政府网?|门户网站|网站|公众网|信息网|公开网|首页)[^-_|—–]{0,12}$"
)
HEAD_CHARS = 1500  # of a text, within which its number stands
SIGNATURE_LINES = 12  # at the end, within which the issuer signs
SIGNATURE = re.compile(r"^[\u4e00-\u9fff、\s]{3,40}(?:政府|办公厅|办公室|委员会|局|厅|国务院|部)$")
LONGEST_SIGNATURE = 30


@lru_cache(maxsize=1)
def _load_labels() -> dict[str, tuple[str, ...]]:
    fields = tomllib.loads(read_lexicon("fields.toml"))["fields"]
    return {field: tuple(_normalize_label(label) for label in labels) for field, labels in fields.items()}


def _normalize_label(label: str) -> str:
    return SPACE.sub("", label).rstrip(":：").lower()


def find_claim(claims: Mapping[str, str], field: str) -> str:
    """Return the value that a file claims for one of the fields of `fields.toml`, empty if it claims none.

    Args:
        claims: labels and values as the file prints them.
        field: `title`, `issuer`, `doc_number`, `index_number`, `published`, `written`, `place`, `year` or `url`.
    """
    by_label = {_normalize_label(label): value.strip() for label, value in claims.items() if value.strip()}
    return next((by_label[label] for label in _load_labels()[field] if label in by_label), "")


def claimed_date(claims: Mapping[str, str], field: str) -> date | None:
    """Return the date that a file claims for a field, written in any way, if it does."""
    return read_date(find_claim(claims, field))


def normalize_title(title: str) -> str:
    """Return a title in one line, without the name of the site, outer 《》 taken off, years joined by one dash."""
    title = SITE_NAME.sub("", SPACE.sub(" ", title).strip())
    if title.startswith("《") and title.endswith("》") and title.count("《") == 1:
        title = title[1:-1]
    return YEARS_JOINED.sub("—", title).strip()


def find_doc_number(text: str) -> str:
    """Return the 发文字号 that stands on a line of its own near the top (国办函〔2018〕71号), empty if none does.

    Brackets are made 〔〕. Numbers within sentences are those of other documents.
    """
    head = text[:HEAD_CHARS]
    if match := DOC_NUMBER.search(head):
        return f"{match[1]}〔{match[2]}〕{match[3]}号"
    return ""


def find_signature(text: str) -> str:
    """Return the issuer that signs at the end of a text, on a line before its date, empty if none does."""
    lines = [line.strip() for line in text.rstrip().split("\n") if line.strip()][-SIGNATURE_LINES:]
    for signed, dated in pairwise(lines):
        if len(signed) <= LONGEST_SIGNATURE and SIGNATURE.match(signed) and len(dated) <= 20 and find_dates(dated):
            return SPACE.sub("", signed)
    return ""
