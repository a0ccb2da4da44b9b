"""The spider of plans, regulations and articles about resilience."""

from crawlers.spiders.portal import PortalSpider


class ResiliencePlansSpider(PortalSpider):
    """Brings in master, territorial, special, action and five-year plans, regulations, and articles."""

    name = "resilience_plans"
    kinds = frozenset(
        {
            "master_plan",
            "territorial_plan",
            "special_plan",
            "action_plan",
            "five_year_plan",
            "regulation",
            "article",
        }
    )
