"""Crawls: what each source gave, and what a dry run would fetch, as tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.tables import Table


def tabulate_yields(yields: Iterable[Mapping[str, Any]]) -> Table:
    """Return what each source gave: documents, requests, answers stored and unchanged, refusals, failures."""
    rows = tuple(
        (
            found["source"],
            sum(listing["documents"] for listing in found["listings"]),
            sum(listing["expect_at_least"] for listing in found["listings"]),
            *(found[key] for key in ("requests", "stored", "unchanged")),
            _tell(found["blocked"]),
            _tell(found["failed"]),
        )
        for found in yields
        if found["listings"]
    )
    return Table(
        keys=("source", "documents", "expected", "requests", "stored", "unchanged", "blocked", "failed"),
        headings=("来源", "文件", "至少应有", "请求", "存下", "未变", "被拦截", "失败"),
        rows=rows,
    )


def tabulate_planned(planned: Iterable[Mapping[str, Any]]) -> Table:
    """Return the documents that a crawl would fetch."""
    keys = ("source", "kind", "year", "date", "title", "url")
    rows = tuple(tuple(document[key] for key in keys) for document in planned)
    return Table(keys=keys, headings=("来源", "文种", "年份", "日期", "标题", "地址"), rows=rows)


def _tell(reasons: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
