"""The methods text: what was done, in Chinese and English, with every parameter, ready for a paper."""

import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from string import Template
from typing import Any

import numpy as np

from flows.steps.mapping.drawn_map import show_figure
from flows.steps.mapping.frequent_words import FrequentWords
from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.material import Material
from flows.steps.mapping.options import MapOptions, format_selection
from models.script import MissingConverterError, simplify_script

MOST_ADJACENT = 2000  # keywords of the adjacency matrix: it grows with their square
PACKAGES = ("rencheng", "graspologic-native", "matplotlib", "networkx", "numpy", "scipy")
PRUNINGS = {"none": "无", "mst": "最小生成树（MST）", "pathfinder": "寻径网络（Pathfinder，r = ∞，q = n − 1）"}
FORMULAS = {
    "cosine": "c_ij/√(c_i·c_j)",
    "jaccard": "c_ij/(c_i+c_j−c_ij)",
    "dice": "2c_ij/(c_i+c_j)",
    "association": "c_ij/(c_i·c_j)",
    "inclusion": "c_ij/min(c_i,c_j)",
    "equivalence": "c_ij²/(c_i·c_j)",
}


def load_sources() -> dict[str, Any]:
    """Return what the text says of where the keywords come from, by source."""
    return tomllib.loads((files("reports.maps") / "methods_sources.toml").read_text("utf-8"))


def fill_parts(said: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, str]:
    """Return what is told, and the sentences said with it filled in."""
    return {
        **told,
        **{name: Template(words).substitute(told) for name, words in said.items() if isinstance(words, str)},
    }


def write_methods(material: Material, findings: Findings, words: FrequentWords, options: MapOptions) -> str:
    """Return the text."""
    template = (files("reports.maps") / "methods_template.md").read_text("utf-8")
    parts = {"beside_zh": "", "beside_en": "", "drawn_zh": "", "drawn_en": ""} | dict(material.parts)
    parts |= _tell_network(findings, options) | _tell_words(words)
    parts["most_adjacent"] = str(MOST_ADJACENT)
    parts["command"] = material.command
    parts["versions"] = "\n".join(f"- {name} {version(name)}" for name in PACKAGES)
    return Template(template).substitute(parts)


def tell_merging(options: MapOptions) -> dict[str, str]:
    """Return what is told of script, synonyms and stop keywords."""
    synonyms, stops = len(options.synonyms.primaries), len(options.stops)
    try:
        simplify_script("")
    except MissingConverterError:
        script = ("；未作繁简转换", "; traditional script was left as it is")
    else:
        script = ("，繁体转为简体", ", and in script (traditional to simplified)")
    return {
        "script_zh": script[0],
        "script_en": script[1],
        "synonyms_zh": f"按自编词表 {options.synonyms_file} 归并（{synonyms} 条）" if synonyms else "未归并",
        "synonyms_en": f"{synonyms} variants of the list {options.synonyms_file}" if synonyms else "none merged",
        "stops_zh": f"按自编词表 {options.stop_file} 剔除（{stops} 个）" if stops else "未剔除",
        "stops_en": f"{stops} of the list {options.stop_file}" if stops else "none",
    }


def _tell_network(findings: Findings, options: MapOptions) -> dict[str, str]:
    network, clustering = findings.network, findings.clustering
    return {
        "span": f"{findings.slices[0].first}-{findings.slices[-1].last}",
        "slice_years": str(options.slice_years),
        "selection": format_selection(options.selection),
        "strength": options.strength,
        "strength_formula": FORMULAS[options.strength],
        "pruning": options.pruning,
        "slice_pruning": options.slice_pruning,
        "pruning_zh": PRUNINGS[options.pruning],
        "slice_pruning_zh": PRUNINGS[options.slice_pruning],
        "n": str(len(network.keywords)),
        "e": str(len(network.sources)),
        "density": show_figure(network.density),
        "algorithm": options.algorithm.capitalize(),
        "resolution": f"{options.resolution:g}",
        "seed": str(options.seed),
        "k": str(len(clustering.sizes)),
        "k_many": str(int(np.count_nonzero(clustering.sizes > 1))),
        "q": show_figure(clustering.modularity),
        "s": show_figure(findings.silhouettes.mean),
        "s_distance": show_figure(findings.distance_silhouette),
        "n_bursts": str(len(findings.bursts.keywords)),
    }


def _tell_words(words: FrequentWords) -> dict[str, str]:
    return {
        "frequent": f"高频词：{words.reason}。",
        "threshold": f"{words.threshold:.2f}",
        "once": str(words.once),
        "above": str(words.above),
        "n_words": str(len(words.words)),
        "stress": show_figure(words.scaling.stress if words.scaling else None),
        "rsq": show_figure(words.scaling.rsq if words.scaling else None),
    }
