"""Scans: pages that are pictures, told apart, and recognised when the extra `ocr` (RapidOCR) is installed."""

import importlib
import importlib.util
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache
from statistics import fmean
from typing import Any

from crawlers.readers.printed.paragraphs import PrintedLine, remove_margins, tidy_spaces

DOTS_PER_INCH = 200  # 三号 characters are 44 dots wide; more dots cost time, the recogniser shrinks them again
MAX_SIDE = 4000  # dots: A3 at this resolution has 3,307; a page of 5 m must not fill the memory
COVERED_SHARE = 0.5  # of a page, that pictures must cover for it to be a scan rather than a page with a crest
DRAWN_OBJECTS = 200  # shapes or unreadable letters: text turned into outlines, not a blank page with a rule
HALF_WIDTH = re.compile(r"(?<=[\u3400-\u9fff])[:;,?!)]|[(](?=[\u3400-\u9fff])")  # what recognisers make of ：（
FULL_WIDTH = 0xFEE0  # from an ASCII character to its full-width form
MODULES = ("rapidocr", "onnxruntime")
Issue = tuple[str, str]


def has_recogniser() -> bool:
    """Tell whether the extra `ocr` is installed."""
    return all(importlib.util.find_spec(name) for name in MODULES)


def is_picture(page: Any) -> bool:
    """Tell whether a page without text shows something: pictures over half of it, or letters drawn as shapes."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415 - loaded only when such a file comes

    width, height = page.get_size()
    covered, drawn = 0.0, 0
    for item in page.get_objects(max_depth=3):
        if item.type == FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += (right - left) * (top - bottom)
        else:
            drawn += 1
        if covered >= COVERED_SHARE * width * height or drawn >= DRAWN_OBJECTS:
            return True
    return False


def name_pages(pages: Iterable[int], total: int) -> str:
    """Return pages (counted from 0) as people write them: `pages 1-3, 7 of 12`."""
    runs: list[list[int]] = []
    for number in sorted(pages):
        if runs and runs[-1][1] == number:
            runs[-1][1] = number + 1
        else:
            runs.append([number + 1, number + 1])
    return f"pages {', '.join(f'{a}-{b}' if a < b else str(a) for a, b in runs)} of {total}"


@cache
def _load_engine() -> Any:
    # Named at run time, since the extra is absent from most installations; the models come in its wheel.
    rapidocr = importlib.import_module("rapidocr")
    return rapidocr.RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})


def recognise_page(page: Any, number: int) -> tuple[list[PrintedLine], list[float]]:
    """Return the lines of a page (boxes in points) and how sure of each the recogniser is (0 to 1)."""
    scale = min(DOTS_PER_INCH / 72, MAX_SIDE / max(page.get_size()))
    with closing(page.render(scale=scale)) as bitmap:
        found = _load_engine()(bitmap.to_numpy())
    if found.boxes is None:
        return [], []
    lines = []
    for corners, printed in zip(found.boxes, found.txts, strict=True):
        left, top = (float(value) / scale for value in corners.min(axis=0))
        right, bottom = (float(value) / scale for value in corners.max(axis=0))
        ems = sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.5 for char in printed)
        text = tidy_spaces(HALF_WIDTH.sub(lambda mark: chr(ord(mark[0]) + FULL_WIDTH), printed))
        lines.append(PrintedLine(text, number, left, right, top, bottom, (right - left) / max(ems, 1.0)))
    return [line for line in lines if line.text], [float(score) for score in found.scores]


def read_scans(document: Any, lines: Sequence[PrintedLine], ocr: bool) -> tuple[list[PrintedLine], tuple[Issue, ...]]:
    """Return the lines with those of scanned pages added, page after page, and what is to be doubted about them.

    A scan is a page of which `lines` (margins taken out: scanning apps print their name there) has none.
    """
    written = {line.page for line in lines}
    scans, added, scores = [], list[PrintedLine](), list[float]()
    is_read = ocr and has_recogniser()
    for number in range(len(document)):
        if number in written:
            continue
        with closing(document[number]) as page:
            if is_picture(page):
                scans.append(number)
                if is_read:
                    found, sure = recognise_page(page, number)
                    added += found
                    scores += sure
    if not scans:
        return list(lines), ()
    which = name_pages(scans, len(document))
    if not is_read:
        advice = "they were not asked for" if has_recogniser() else "install the extra ocr: uv sync --extra ocr"
        return list(lines), (("scanned_pages", f"{which} are pictures: {advice}"),)
    heights = [document.get_page_size(number)[1] for number in range(len(document))]
    joined = sorted([*lines, *remove_margins(added, heights)], key=lambda line: line.page)
    told = f"mean confidence {fmean(scores):.2f}, lowest {min(scores):.2f}" if scores else "nothing was found"
    return joined, (("read_by_ocr", f"{which} were recognised, {told}"),)
