"""Side by side: the keywords of a map beside those of another one, by rank, count and share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from flows.steps.mapping.drawn_map import show_figure
from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.material import Material
from flows.steps.mapping.methods_text import fill_parts, load_sources
from flows.steps.mapping.tables import Table
from models.literature.keywords import fold_keyword
from reports.maps.beside_picture import Standing
from warehouse.map_file import read_map_file

LEAST_RANKED = 3  # keywords in both maps, for a correlation of ranks
NOTE = (
    "甲为“{there}”（{n_there} 个单位），乙为本图（{n_here} 个单位）；占比为频次除以单位数（文献、文本、段落或句子）。"
    "位次相同者并列。“仅甲”“仅乙”指另一图的网络中没有该词，不等于其文本中从未出现；"
    "查证文献关键词在政策文本中的出现，可用 --keywords beside。"
)


@dataclass(frozen=True, slots=True)
class OtherMap:
    """A map that was made before: its title, the units it was made of, and its keywords' counts."""

    title: str
    units: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A keyword, and where it stands in the other map and in this one; None where it does not."""

    keyword: str
    there: Standing | None
    here: Standing | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two maps laid side by side: the other, this one, the pairs of keywords, and the correlation of ranks."""

    there: OtherMap
    here: OtherMap
    pairs: tuple[Pair, ...]
    correlation: float | None


def read_other_map(folder: Path) -> OtherMap:
    """Return the map that a folder holds.

    Raises:
        MapFileError: it holds none that can be read.
    """
    tables = read_map_file(folder)
    told = tables["keyword_maps"].to_pylist()[0]
    rows = tables["keyword_nodes"].to_pylist()
    return OtherMap(told["title"], told["n_units"], {row["keyword"]: row["count"] for row in rows})


def compare_maps(there: OtherMap, material: Material, findings: Findings) -> SideBySide:
    """Return both maps; keywords that differ in width, case and spacing alone are one."""
    counts = {node.keyword: node.count for node in findings.keyword_map.nodes}
    here = OtherMap(findings.keyword_map.title, len(material.records), counts)
    left, right = _rank(there), _rank(here)
    pairs = [
        Pair(
            (right.get(key) or left[key])[0],
            left[key][1] if key in left else None,
            right[key][1] if key in right else None,
        )
        for key in left.keys() | right.keys()
    ]
    both = [(pair.there.count, pair.here.count) for pair in pairs if pair.there and pair.here]
    pairs.sort(key=lambda pair: (_best_rank(pair), pair.keyword))
    return SideBySide(there, here, tuple(pairs), _correlate(both))


def tabulate_beside(compared: SideBySide) -> Table:
    """Return table 17: every keyword of both maps."""
    rows = tuple((number, p.keyword, _name_side(p), *_tell(p.there), *_tell(p.here), _tell_gap(p))
                 for number, p in enumerate(compared.pairs, 1))  # fmt: skip
    head = ("甲频次", "甲占比", "甲位次", "乙频次", "乙占比", "乙位次", "位次差（甲−乙）")
    note = NOTE.format(there=compared.there.title, n_there=compared.there.units, n_here=compared.here.units)
    counted = _count_sides(compared)
    told = f"两者共有 {counted['n_both']} 个，仅甲 {counted['n_other']} 个，仅乙 {counted['n_own']} 个"
    told += f"；共有关键词频次的位次相关（Spearman）ρ = {show_figure(compared.correlation)}。"
    return Table(17, "两图关键词对照表", ("序号", "关键词", "所在", *head), rows, (note, told))


def tell_beside(compared: SideBySide) -> dict[str, str]:
    """Return what the methods text says of it."""
    told = _count_sides(compared) | {"beside": compared.there.title, "rho": show_figure(compared.correlation)}
    filled = fill_parts(load_sources()["beside"], told)
    return {"beside_zh": filled["zh"], "beside_en": filled["en"]}


def list_sides(compared: SideBySide) -> tuple[list[tuple[str, Standing]], list[tuple[str, Standing]]]:
    """Return the keywords of either map with where they stand, the most frequent first."""
    there = [(pair.keyword, pair.there) for pair in compared.pairs if pair.there]
    here = [(pair.keyword, pair.here) for pair in compared.pairs if pair.here]
    return sorted(there, key=_order), sorted(here, key=_order)


def _order(item: tuple[str, Standing]) -> tuple[int, str]:
    return item[1].rank, item[0]


def _rank(side: OtherMap) -> dict[str, tuple[str, Standing]]:
    """Return name and standing of each keyword by what it is compared by; equal counts share the best rank."""
    ordered = sorted(side.counts.items(), key=lambda item: (-item[1], item[0]))
    found: dict[str, tuple[str, Standing]] = {}
    rank, last = 0, -1
    for position, (keyword, count) in enumerate(ordered, 1):
        rank, last = (rank, last) if count == last else (position, count)
        found.setdefault(fold_keyword(keyword), (keyword, Standing(rank, count, count / max(side.units, 1))))
    return found


def _correlate(both: Sequence[tuple[int, int]]) -> float | None:
    if len(both) < LEAST_RANKED or any(len(set(side)) < 2 for side in zip(*both, strict=True)):
        return None
    ordered = sorted(both)
    return float(np.round(spearmanr(*zip(*ordered, strict=True)).statistic, 12))


def _best_rank(pair: Pair) -> int:
    return min(standing.rank for standing in (pair.there, pair.here) if standing)


def _name_side(pair: Pair) -> str:
    return "两者" if pair.there and pair.here else "仅甲" if pair.there else "仅乙"


def _tell(standing: Standing | None) -> tuple[int | None, float | None, int | None]:
    return (standing.count, standing.share, standing.rank) if standing else (None, None, None)


def _tell_gap(pair: Pair) -> int | None:
    return pair.there.rank - pair.here.rank if pair.there and pair.here else None


def _count_sides(compared: SideBySide) -> dict[str, str]:
    names = [_name_side(pair) for pair in compared.pairs]
    keys = {"n_both": "两者", "n_other": "仅甲", "n_own": "仅乙"}
    return {key: str(names.count(name)) for key, name in keys.items()}
