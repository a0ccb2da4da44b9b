"""Canvas: pictures by matplotlib that show Chinese anywhere and have the same bytes on every run.

In SVG letters are drawn as paths, so that no reader needs the font; in PDF the letters used are embedded and can be
searched. No date is written.
"""

import io
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Literal, ParamSpec, TypeVar

import pylopdf_fonts_zh_cn
from matplotlib import font_manager, style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.maps.palette import INK, PAPER

Format = Literal["svg", "png", "pdf"]
FORMATS: tuple[Format, ...] = Format.__args__  # type: ignore[attr-defined]

P = ParamSpec("P")
R = TypeVar("R")

POINTS_PER_INCH = 72
PRINT_DPI = 300  # what Chinese journals ask of line drawings
MISSING = "〓"  # stands for a character that the fonts lack, as printers do it
ELLIPSIS = "…"
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None},
}
STYLE: dict[str, Any] = {
    "font.family": ["Noto Sans SC", "DejaVu Sans"],  # the second comes with matplotlib
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # a keyword may hold dollars
    "text.hinting": "none",
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",
    "svg.hashsalt": "rencheng",
    "pdf.fonttype": 3,
}


def in_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Return the function under our style: the settings of the reader's own matplotlib do not count."""

    @wraps(draw)
    def draw_in_style(*args: P.args, **kwargs: P.kwargs) -> R:
        _load_letters()
        with style.context(["default", STYLE]):
            return draw(*args, **kwargs)

    return draw_in_style


@in_style
def render_figure(figure: Figure, form: Format, dpi: int = PRINT_DPI) -> bytes:
    """Return a picture as the bytes of an SVG, PNG or PDF file; `dpi` is that of a PNG."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, dpi=dpi, metadata=METADATA[form])
    return buffer.getvalue()


def make_sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a picture whose coordinates are points, from its lower left corner, and which has no axes."""
    figure = Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=POINTS_PER_INCH)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    return figure, axes


def make_chart(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    """Return a picture with axes under a title, width and height in points."""
    figure = Figure(
        figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=POINTS_PER_INCH, layout="constrained"
    )
    axes = figure.add_subplot()
    axes.set_title(show_text(title), fontsize=12, pad=10)
    return figure, axes


def show_text(text: str, most: int = 0) -> str:
    """Return a text in which characters that no font of ours has are replaced; with `most`, cut to that many."""
    letters = _load_letters()
    shown = "".join(letter if ord(letter) in letters else MISSING for letter in text)
    return shown if not most or len(shown) <= most else shown[: most - 1] + ELLIPSIS


@cache
def _load_letters() -> frozenset[int]:
    """Return the code points that can be drawn, and make the font known to matplotlib."""
    path = str(pylopdf_fonts_zh_cn.sans_path())
    font_manager.fontManager.addfont(path)
    second = font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    return frozenset().union(*(font_manager.get_font(name).get_charmap() for name in (path, second)))
