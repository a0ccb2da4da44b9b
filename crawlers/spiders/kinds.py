"""Kinds: which kinds of document each spider brings in, known without starting one."""

from crawlers.fetching.job import SpiderName
from crawlers.source import KINDS

KINDS_OF: dict[SpiderName, frozenset[str]] = {
    "work_reports": frozenset({"work_report"}),
    "resilience_plans": frozenset(KINDS) - {"work_report"},
}
