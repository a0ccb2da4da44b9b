"""Sites: what a sample portal is, the columns in which it lists documents, and how its family lays out addresses."""

from dataclasses import dataclass

from crawlers.portals.documents import Document

CUT_AFTER = 24  # characters of a title that old listings print; the whole one stands in an attribute


@dataclass(frozen=True, slots=True)
class Shape:
    """How a family lays out its addresses; what the fields mean stands in `shapes.toml`."""

    article: str
    container: str
    template: str
    first: str = ""
    further: str = ""
    also: str = ""
    data: str = ""
    chosen: str = ""
    number: str = ""
    size: str = ""
    shell: str = ""
    shell_template: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a column. `file` is the document that is attached to its page.

    `shown` says how the page leads to it (`link`, `frame`, `script`); `is_notice`, that the page holds no text of its
    own but announces the file. `trouble` is what goes wrong with the page, by its name in `troubles.py`.
    """

    document: Document
    path: str
    shown: str = ""
    file: Document | None = None
    file_path: str = ""
    is_notice: bool = False
    trouble: str = ""
    relative: str = ""

    @property
    def title(self) -> str:
        """The whole title."""
        return self.document.title

    @property
    def cut_title(self) -> str:
        """The title as a narrow listing prints it."""
        return self.title if len(self.title) <= CUT_AFTER else f"{self.title[:CUT_AFTER]}…"

    @property
    def day(self) -> str:
        """The day of publication (ISO)."""
        return self.document.published.date().isoformat()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a site: its entries, the newest first, `size` of them on a page."""

    number: str
    name: str
    path: str
    size: int
    entries: tuple[Entry, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A sample portal. `encoding` is that of its pages: utf-8, or gb18030, which they then call gb2312."""

    host: str
    city: str
    code: str
    publisher: str
    family: str
    shape: Shape
    encoding: str
    has_box: bool
    columns: tuple[Column, ...]
    hidden: str = ""

    @property
    def declared(self) -> str:
        """The encoding that the pages claim."""
        return "gb2312" if self.encoding == "gb18030" else self.encoding
