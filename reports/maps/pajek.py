"""Files for Pajek: the network, and its clusters as a partition."""

from collections.abc import Mapping

from reports.maps.keyword_map import KeywordMap

Places = Mapping[str, tuple[float, float]]


def write_pajek(keyword_map: KeywordMap, places: Places) -> str:
    r"""Return the .net file: keywords with their places in 0 to 1, links with their strengths as values.

    A quotation mark or backslash in a keyword stands behind a backslash: so networkx reads it back as it was. Pajek
    itself knows no such sign and shows the backslash.
    """
    lines = [f"*Vertices {len(keyword_map.nodes)}"]
    for number, node in enumerate(keyword_map.ranked, 1):
        x, y = ((1 + place) / 2 for place in places[node.keyword])
        lines.append(f'{number} "{_escape(node.keyword)}" {x:.4f} {1 - y:.4f} ellipse')
    numbers = {node.keyword: number for number, node in enumerate(keyword_map.ranked, 1)}
    links = sorted((*sorted((numbers[k.source], numbers[k.target])), k.strength) for k in keyword_map.links)
    lines.append("*Edges")
    lines += [f"{source} {target} {strength!r}" for source, target, strength in links]
    return "\n".join(lines) + "\n"


def write_partition(keyword_map: KeywordMap) -> str:
    """Return the .clu file: for each keyword, in the order of the .net file, the number of its cluster from 1."""
    lines = [f"*Vertices {len(keyword_map.nodes)}", *(str(node.cluster + 1) for node in keyword_map.ranked)]
    return "\n".join(lines) + "\n"


def _escape(keyword: str) -> str:
    return keyword.replace("\\", "\\\\").replace('"', '\\"')
