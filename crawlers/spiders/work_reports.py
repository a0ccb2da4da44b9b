"""The spider of government work reports (政府工作报告)."""

from crawlers.spiders.portal import PortalSpider


class WorkReportsSpider(PortalSpider):
    """Brings in the work reports of the sources."""

    name = "work_reports"
    kinds = frozenset({"work_report"})
