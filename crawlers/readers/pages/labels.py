"""The words of page furniture: labels of index boxes, and buttons, as packaged data."""

import re
from importlib.resources import files


def _read_labels() -> tuple[dict[str, bool], list[str]]:
    """Return the labels, each with whether only an index box prints it, and the words of buttons."""
    labels: dict[str, bool] = {}
    words: list[str] = []
    for line in files("crawlers.readers.pages").joinpath("labels.txt").read_text("utf-8").splitlines():
        if line.startswith("."):
            words.append(line[1:])
        elif line and not line.startswith("#"):
            labels[line.lstrip("!")] = line.startswith("!")
    return labels, sorted(words, key=len, reverse=True)


LABELS, BUTTON_WORDS = _read_labels()
LONGEST_LINE = 60  # characters of a line of buttons
# Possessive: a line that is no such line is given up at once.
BUTTON_LINE = re.compile(
    rf"[^\w]*+(?:(?:{'|'.join(map(re.escape, BUTTON_WORDS))})[\s\[\]【】（）()|｜:：/+-]*+)++", re.I
)


def is_button_line(line: str) -> bool:
    """Tell whether a line holds nothing but the names of buttons, which a page prints beside its article."""
    return len(line) <= LONGEST_LINE and BUTTON_LINE.fullmatch(line) is not None
