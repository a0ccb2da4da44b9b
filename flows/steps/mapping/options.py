"""Options of a map: every choice that changes a number, and how the command line writes them."""

import re
from dataclasses import dataclass, field

from models.literature.synonyms import Synonyms
from models.networks.clusters import SEED
from models.networks.selection import CITESPACE_K, Floor, GIndex, Selection, Thresholds, TopN, TopPercent

MOST_OF_PERCENT = 100  # keywords of a slice that `top%` keeps at most, as in CiteSpace's own dialogue
PRUNINGS = {"none": "none", "mst": "spanning_tree", "pathfinder": "pathfinder"}
YEARS = re.compile(r"([0-9]{4})\s*(?:-|\.\.|–)\s*([0-9]{4})")
NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,6})?"
CRITERION = re.compile(rf"(g-index|top|top%):({NUMBER})(?::([0-9]{{1,6}}))?")
FLOOR = rf"({NUMBER}),({NUMBER}),({NUMBER})"
FLOORS = re.compile(rf"thresholds?:{FLOOR}(?:/{FLOOR}/{FLOOR})?")
DEFAULT_SELECTION = GIndex(CITESPACE_K)
SELECT_HELP = "write g-index:25, top:50, top%:10 (or top%:10:100), threshold:2,2,20 or threshold:2,2,20/3,3,20/3,3,20"


@dataclass(frozen=True, slots=True)
class MapOptions:
    """How a map is made.

    Attributes:
        years: first and last, both included; None is those of the records.
        slice_years: years of a time slice.
        selection: what a slice puts into the network.
        strength: of links, one of `models.networks.strength.MEASURES`.
        pruning: of the merged network, `slice_pruning` of each slice: keys of `PRUNINGS`.
        algorithm: of clusters, with `resolution` and `seed`.
        synonyms: merged keywords; `synonyms_file` is the name of the file they came from.
        stops: keywords left out; `stop_file` is the name of the file they came from.
        draws_keywords: whether records without keywords get some from title and abstract.
        kept_types: types of publication that are kept; None is all that are research.
        least: records of a keyword in the pictures and exports; tables hold all keywords of the network.
        title: of the pictures.
        beside: name of the folder of another map, laid beside this one.
    """

    years: tuple[int, int] | None = None
    slice_years: int = 1
    selection: Selection = DEFAULT_SELECTION
    strength: str = "cosine"
    pruning: str = "none"
    slice_pruning: str = "none"
    algorithm: str = "leiden"
    resolution: float = 1.0
    seed: int = SEED
    synonyms: Synonyms = field(default_factory=Synonyms)
    synonyms_file: str = ""
    stops: frozenset[str] = frozenset()
    stop_file: str = ""
    draws_keywords: bool = False
    kept_types: frozenset[str] | None = None
    least: int = 1
    title: str = "关键词共现图谱"
    beside: str = ""


def parse_years(words: str) -> tuple[int, int]:
    """Return the first and the last year of words like 2003-2022.

    Raises:
        ValueError: they are no range of years.
    """
    found = YEARS.fullmatch(words.strip())
    if not found or int(found[1]) > int(found[2]):
        raise ValueError(f"--years: {words!r} is no range of years: write 2003-2022")
    return int(found[1]), int(found[2])


def parse_selection(words: str) -> Selection:
    """Return the criterion that words like g-index:25 name.

    Raises:
        ValueError: they name none.
    """
    folded = words.strip().lower()
    if found := CRITERION.fullmatch(folded):
        name, number = found[1], float(found[2])
        is_whole = number.is_integer()
        if number > 0 and name == "g-index" and not found[3]:
            return GIndex(number)
        if number > 0 and name == "top" and is_whole and not found[3]:
            return TopN(int(number))
        at_most = int(found[3] or MOST_OF_PERCENT)
        if 0 < number <= 100 and name == "top%" and at_most:
            return TopPercent(number, at_most)
    if found := FLOORS.fullmatch(folded):
        numbers = [float(number) for number in found.groups() if number]
        floors = [Floor(*numbers[start : start + 3]) for start in range(0, len(numbers), 3)]
        return Thresholds(floors[0], floors[len(floors) // 2], floors[-1])
    raise ValueError(f"--select: {words!r} is no criterion: {SELECT_HELP}")


def format_selection(selection: Selection) -> str:
    """Return a criterion as the command line writes it."""
    match selection:
        case GIndex(k):
            return f"g-index:{k:g}"
        case TopN(n):
            return f"top:{n}"
        case TopPercent(percent, at_most):
            return f"top%:{percent:g}:{at_most}"
        case Thresholds(first, middle, last):
            return "threshold:" + "/".join(f"{f.c:g},{f.cc:g},{f.ccv:g}" for f in (first, middle, last))


def list_arguments(options: MapOptions) -> list[str]:
    """Return the arguments that make the same map again, all options named, those without a value left out."""
    given = {
        "--years": "-".join(map(str, options.years)) if options.years else "",
        "--slice": str(options.slice_years),
        "--select": format_selection(options.selection),
        "--strength": options.strength,
        "--prune": options.pruning,
        "--prune-slices": options.slice_pruning,
        "--cluster": options.algorithm,
        "--resolution": f"{options.resolution:g}",
        "--seed": str(options.seed),
        "--synonyms": options.synonyms_file,
        "--stop": options.stop_file,
        "--keep-types": ",".join(sorted(options.kept_types)) if options.kept_types is not None else "",
        "--least": str(options.least),
        "--title": options.title,
        "--beside": options.beside,
    }
    listed = [word for name, value in given.items() if value for word in (name, value)]
    return [*listed, "--draw-keywords"] if options.draws_keywords else listed
