"""The keyword map: what a step hands over to be drawn and exported, checked once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
CENTRAL = 0.1  # betweenness from which CiteSpace draws a purple ring (from general knowledge: no source found)


class MapError(ValueError):
    """Raised when what was handed over is no map: a name twice, a link to nowhere, a figure that is none."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Years, both included, in which a keyword is used more than its average share, and how strongly."""

    begin: int
    end: int
    strength: float


@dataclass(frozen=True, slots=True)
class MapNode:
    """A keyword: records that carry it, links, betweenness (0 to 1), cluster from 0, years, bursts, records' ids."""

    keyword: str
    count: int
    degree: int
    betweenness: float
    cluster: int
    first_year: int
    mean_year: float
    bursts: tuple[Burst, ...] = ()
    record_ids: tuple[str, ...] = ()

    @property
    def burst(self) -> Burst | None:
        """The strongest burst; of equal ones the first."""
        return max(self.bursts, key=lambda burst: (burst.strength, -burst.begin), default=None)


@dataclass(frozen=True, slots=True)
class MapLink:
    """Two keywords that stand together in `count` records; `strength` by the map's measure."""

    source: str
    target: str
    count: int
    strength: float
    first_year: int


@dataclass(frozen=True, slots=True)
class MapCluster:
    """A cluster, its number from 0, the label to be shown, and its silhouette where one is defined."""

    number: int
    label: str
    silhouette: float | None = None


@dataclass(frozen=True, slots=True)
class MapRecord:
    """What the page tells of a record."""

    record_id: str
    title: str
    year: int | None
    journal: str = ""


@dataclass(frozen=True)
class KeywordMap:
    """A keyword map.

    Attributes:
        title: of the pictures, in Chinese.
        nodes: keywords, no two of the same name.
        links: between them; each pair once, whatever the direction.
        clusters: with labels; a cluster without one is shown by its number.
        parameters: names and values printed in the picture's corner, in order (N, E, density, Q, S, slice …).
        records: that the nodes name; the page shows them.

    Raises:
        MapError: a keyword that is empty, unclean (see `clean_keyword`) or repeated, a link that is repeated, leads
            nowhere or back to its keyword, a negative count or cluster, or a figure that is not finite.
    """

    title: str
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    clusters: tuple[MapCluster, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    records: tuple[MapRecord, ...] = ()

    def __post_init__(self) -> None:
        _check_nodes(self.nodes)
        _check_links(self.links, {node.keyword for node in self.nodes})

    @cached_property
    def ranked(self) -> tuple[MapNode, ...]:
        """The nodes, the most frequent first; of equal ones by betweenness, then by code points."""
        return tuple(sorted(self.nodes, key=lambda node: (-node.count, -node.betweenness, node.keyword)))

    @cached_property
    def cluster_sizes(self) -> dict[int, int]:
        """Keywords of each cluster that has any, by its number, in rising order."""
        numbers = sorted(node.cluster for node in self.nodes)
        return {number: numbers.count(number) for number in dict.fromkeys(numbers)}

    @cached_property
    def cluster_names(self) -> dict[int, str]:
        """What a cluster is called: its number as CiteSpace writes it, and its label."""
        labels = {cluster.number: cluster.label for cluster in self.clusters}
        return {number: f"#{number} {labels.get(number, '')}".strip() for number in self.cluster_sizes}


def clean_keyword(keyword: str) -> str:
    """Return a keyword with each run of white space and of characters that no XML may hold turned into one space."""
    return UNSAFE.sub(" ", keyword).strip(" ")


def is_central(node: MapNode) -> bool:
    """Whether a keyword has the betweenness that earns it a purple ring."""
    return node.betweenness >= CENTRAL


def _check_nodes(nodes: Sequence[MapNode]) -> None:
    seen: set[str] = set()
    for node in nodes:
        if not node.keyword or clean_keyword(node.keyword) != node.keyword:
            raise MapError(f"the keyword {node.keyword!r} is empty or unclean: hand it over by clean_keyword")
        if node.keyword in seen:
            raise MapError(f"the keyword {node.keyword!r} stands twice")
        if min(node.count, node.degree, node.cluster) < 0:
            raise MapError(f"{node.keyword!r} has a count, degree or cluster below 0")
        figures = (node.betweenness, node.mean_year, *(burst.strength for burst in node.bursts))
        if not all(map(isfinite, figures)):
            raise MapError(f"{node.keyword!r} has a figure that is not finite")
        seen.add(node.keyword)


def _check_links(links: Sequence[MapLink], keywords: set[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for link in links:
        ends = (min(link.source, link.target), max(link.source, link.target))
        if ends[0] == ends[1] or not keywords.issuperset(ends):
            raise MapError(f"the link {ends} does not join two keywords of the map")
        if ends in seen:
            raise MapError(f"the link {ends} stands twice")
        if link.count < 0 or not isfinite(link.strength) or link.strength < 0:
            raise MapError(f"the link {ends} has a count or a strength that is none")
        seen.add(ends)
