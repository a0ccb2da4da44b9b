"""Fields of a page: its meta tags, title, address, and what its index box prints."""

import re

from lxml.html import HtmlElement

from crawlers.readers.pages.box import Block, read_box

# 国办发〔2017〕47号, 附件 网页设计规范; below it what portals carry besides.
META_NAMES = (
    "SiteName SiteDomain SiteIDCode ColumnName ColumnDescription ColumnKeywords ColumnType"
    " ArticleTitle PubDate ContentSource Keywords Author Description Image Url"
    " ArticleId ArticleUrl ArticleSource PublishDate Publisher Source Subject CreateDate"
    " firstpublishedtime lastmodifiedtime lanmu catalog filetype manuscriptId contentid"
    " og:title og:url og:site_name og:description og:type og:release_date"
    " article:published_time article:author dc.title dc.date dc.publisher dc.identifier"
    " sample"  # true on pages written for demonstration
)
SPELLINGS = {name.lower(): name for name in META_NAMES.split()}
TAG = re.compile(r"<[^<>]{0,200}>")
LONGEST_FIELD = 2000  # characters


def _clean(text: str | None) -> str:
    return " ".join(TAG.sub("", text or "").split())[:LONGEST_FIELD]


def _read_meta(tree: HtmlElement) -> dict[str, str]:
    fields: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("name", "property", "itemprop"):
            name = SPELLINGS.get((meta.get(attribute) or "").strip().lower())
            if name and (value := _clean(meta.get("content"))):
                fields.setdefault(name, value)
    return fields


def read_fields(tree: HtmlElement) -> tuple[dict[str, str], list[Block]]:
    """Return the fields of a page, and the blocks of its index box, which are no part of the article."""
    fields = _read_meta(tree)
    for title in tree.iter("title"):
        if text := _clean("".join(title.itertext())):
            fields.setdefault("page_title", text)
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical" and (address := (link.get("href") or "").strip()):
            fields.setdefault("canonical_url", address)
    printed, blocks = read_box(tree)
    return {**fields, **{label: value for label, value in printed.items() if label not in fields}}, blocks


def find_fields(tree: HtmlElement) -> dict[str, str]:
    """Return all fields of a page, labels and values as it prints them, labels without white space.

    Meta tags are named in the spelling of 国办发〔2017〕47号 whatever the page's own; `page_title` is the title,
    `canonical_url` the address that the page gives as its own; all others are labels of `labels.txt`.
    """
    return read_fields(tree)[0]
