"""The spider of plans, regulations and articles about resilience."""

from crawlers.spiders.kinds import KINDS_OF
from crawlers.spiders.portal import PortalSpider


class ResiliencePlansSpider(PortalSpider):
    """Brings in master, territorial, special, action and five-year plans, regulations, and articles."""

    name = "resilience_plans"
    kinds = KINDS_OF["resilience_plans"]
