"""Printing: Table 1 of a home, for runs that nobody watches."""

from flows.home import Home
from reports.exports.publication import Publication
from reports.table1.publishing import NothingShownError, publish_table_1
from warehouse.door import open_published


def publish_home(home: Home) -> Publication | None:
    """Return Table 1 of the published file of a home, None where no practice is known.

    Raises:
        NotPublishedError: nothing was published yet.
    """
    with open_published(home.root) as connection:
        try:
            return publish_table_1(connection)
        except NothingShownError:
            return None
