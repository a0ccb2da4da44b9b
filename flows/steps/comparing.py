"""Comparing: the comparison of all collected cities in their newest years, for runs that nobody watches."""

from flows.home import Home
from models.places import load_places
from reports.comparison import compare_cities, list_cities
from reports.measures import Measure
from reports.tables import Table
from warehouse.door import open_published


def name_cities(codes: list[str]) -> list[tuple[str, str]]:
    """Return code and name of places given by code."""
    return [(code, load_places()[code].name) for code in codes]


def compare_all(home: Home, measure: Measure = Measure.PER_10K) -> Table:
    """Return the comparison of every place with a work report, in its newest year.

    Raises:
        NotPublishedError: nothing was published yet.
    """
    with open_published(home.root) as connection:
        return compare_cities(connection, name_cities(list_cities(connection)), measure=measure)
