"""The choice of a number of topics as a picture: a panel for each measure over K."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from reports.topics import TOPIC_MEASURES


def draw_choices(choices: Sequence[Mapping[str, Any]], best: int, path: Path) -> None:
    """Draw the measures over K as small panels, the recommended K marked.

    Raises:
        ValueError: the name ends in none of .svg, .png, .pdf.
    """
    if path.suffix not in (".svg", ".png", ".pdf"):
        raise ValueError(f"{path}: give the picture a name that ends in .svg, .png or .pdf")
    figure = Figure(figsize=(11, 5), layout="constrained")
    panels = figure.subplots(2, 4, sharex=True)
    numbers = [choice["k"] for choice in choices]
    for panel in panels.flat[len(TOPIC_MEASURES) :]:
        panel.set_axis_off()
    for panel, measure in zip(panels.flat[: len(TOPIC_MEASURES)], TOPIC_MEASURES, strict=True):
        panel.plot(numbers, [choice[measure] for choice in choices], marker="o", color="#33608c")
        panel.axvline(best, color="#c44e52", linestyle=":")
        panel.set_title(measure)
    for panel in panels[-1]:
        panel.set_xlabel("K")
    figure.savefig(path)
