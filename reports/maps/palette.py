"""Palette: colours that colour-blind readers tell apart, and shapes that print in grey."""

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#F0E442")  # Okabe and Ito 2008, without its purple
SHAPES = ("o", "s", "^", "D", "v", "p", "h")  # seven beside six colours: 42 clusters differ
NAMED = 14  # clusters, the largest first, that have a colour and a line in the legend
UNNAMED = "#C9C9C9"
RING = "#7B2D8B"  # of central keywords
INK, FAINT_INK, PAPER = "#222222", "#8A8A8A", "#FFFFFF"
BURSTING, LIVING = "#C0392B", "#BBD3E8"  # a burst, and the other years of a keyword; apart in grey too


def choose_colour(cluster: int) -> str:
    """Return the colour of a cluster, grey from the fifteenth on."""
    return UNNAMED if cluster >= NAMED else COLOURS[cluster % len(COLOURS)]


def choose_shape(cluster: int) -> str:
    """Return the shape of a cluster's nodes, as matplotlib names it; a disc from the fifteenth on."""
    return SHAPES[0] if cluster >= NAMED else SHAPES[cluster % len(SHAPES)]
