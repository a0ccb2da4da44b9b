"""The spider of government work reports (政府工作报告)."""

from crawlers.spiders.kinds import KINDS_OF
from crawlers.spiders.portal import PortalSpider


class WorkReportsSpider(PortalSpider):
    """Brings in the work reports of the sources."""

    name = "work_reports"
    kinds = KINDS_OF["work_reports"]
