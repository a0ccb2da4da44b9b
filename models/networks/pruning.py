"""Pruning: the links without which a network would fall apart.

Pathfinder PFNET(r = ∞, q = n − 1) keeps a link when no detour is made of stronger links only (Schvaneveldt 1990). That
is the union of all minimum spanning trees, found in one pass over the sorted links: Quirin et al. 2008,
doi 10.1002/asi.20904. A distance is any falling function of strength, since only the order of the links counts.
"""

import numpy as np
from numpy.typing import NDArray

PRUNINGS = ("none", "spanning_tree", "pathfinder")


def prune_links(
    method: str,
    size: int,
    sources: NDArray[np.int64],
    targets: NDArray[np.int64],
    strengths: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return which of E links stay, shape (E,); parts of the network that were not linked stay apart.

    Args:
        method: `none`; `spanning_tree`, one tree for each part (of equal links those with the smaller keywords first);
            `pathfinder`, all links that stand in any such tree.
        size: keywords of the network.
        sources: (E,) indices below `size`.
        targets: (E,) the other ends.
        strengths: (E,) of the links.

    Raises:
        ValueError: the method is not known.
    """
    if method not in PRUNINGS:
        raise ValueError(f"the pruning {method!r} is not one of {', '.join(PRUNINGS)}")
    if method == "none":
        return np.ones(len(sources), dtype=bool)
    order = np.lexsort((targets, sources, -strengths))
    links = list(zip(sources[order].tolist(), targets[order].tolist(), strict=True))
    if method == "spanning_tree":
        ends = np.arange(1, len(order) + 1)
    else:
        ends = np.append(np.flatnonzero(np.diff(strengths[order])) + 1, len(order))
    kept = np.zeros(len(order), dtype=bool)
    kept[order] = _keep_joining(size, links, ends.tolist())
    return kept


def _keep_joining(size: int, links: list[tuple[int, int]], ends: list[int]) -> list[bool]:
    """Keep the links of a group, `ends` apart, whose ends no earlier group has joined."""
    parents = list(range(size))

    def find(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    kept = []
    begin = 0
    for end in ends:
        group = links[begin:end]
        kept += [find(source) != find(target) for source, target in group]
        for source, target in group:
            parents[find(source)] = find(target)
        begin = end
    return kept
