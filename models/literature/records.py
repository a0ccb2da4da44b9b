"""Records: what the ledger and the keywords need to know of a bibliographic record."""

from collections.abc import Sequence
from typing import Protocol


class CarriesKeywords(Protocol):
    """A record, or a window of a document, that carries keywords."""

    @property
    def record_id(self) -> str:
        """An id that no other record has."""

    @property
    def keywords(self) -> Sequence[str]:
        """Keywords as they were given or found."""


class Record(CarriesKeywords, Protocol):
    """A bibliographic record; `crawlers.records` makes such."""

    @property
    def type(self) -> str:
        """Type of publication, one of a closed list."""

    @property
    def title(self) -> str:
        """Title, empty where the export has none."""

    @property
    def authors(self) -> Sequence[str]:
        """Authors, in the order given."""

    @property
    def journal(self) -> str:
        """Journal, newspaper, proceedings or university."""

    @property
    def year(self) -> int | None:
        """Year of publication."""

    @property
    def issue(self) -> str:
        """Number of the issue, without leading zeros."""

    @property
    def abstract(self) -> str:
        """Abstract; never stored."""
