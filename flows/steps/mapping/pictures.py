"""Pictures: the numbered figures of a map."""

from collections.abc import Callable, Iterator, Mapping

from matplotlib.figure import Figure

from flows.steps.mapping.frequent_words import FrequentWords
from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.material import Flow, Material
from flows.steps.mapping.side_by_side import SideBySide, list_sides
from reports.maps.beside_picture import draw_beside
from reports.maps.burst_picture import draw_bursts
from reports.maps.dendrogram_picture import draw_dendrogram
from reports.maps.flow_picture import draw_flow
from reports.maps.keyword_map import KeywordMap
from reports.maps.network_picture import draw_network
from reports.maps.scaling_picture import draw_scaling
from reports.maps.themes_picture import Theme, draw_themes
from reports.maps.timeline_picture import draw_timeline
from reports.maps.timezone_picture import draw_timezones
from reports.maps.yearly_picture import draw_years

THEMES, TREE, SCALING = OPTIONAL = ("图7-战略坐标图", "图8-高频词聚类树状图", "图9-多维尺度分析")
BESIDE = "图10-两图关键词对照"
MOST_THEMES = 20  # clusters drawn in the strategic diagram, the largest; its table holds all


def list_figures(
    material: Material,
    findings: Findings,
    words: FrequentWords,
    shown: KeywordMap,
    places: Mapping[str, tuple[float, float]],
) -> Iterator[tuple[str, Callable[[], Figure]]]:
    """Yield the name of each figure, with its number, and what draws it; figures that cannot be drawn are left out.

    Args:
        material: what the map is made of.
        findings: everything measured.
        words: the frequent words.
        shown: the map of the keywords to be shown.
        places: of its keywords.
    """
    yield f"图1-{material.flow.title}", lambda: _draw_flow(material.flow)
    yield f"图2-{material.years_title}", lambda: draw_years(material.by_year, material.years_title)
    yield "图3-关键词共现图谱", lambda: draw_network(shown, places)
    yield "图4-时间线视图", lambda: draw_timeline(shown)
    yield "图5-时区视图", lambda: draw_timezones(shown)
    yield "图6-突现词", lambda: draw_bursts(shown, findings.first_year, findings.last_year)
    themes = list_themes(findings)
    if themes:
        cut = findings.themes.cut
        is_whole = len(themes) == len(findings.themes.sizes)
        title = "战略坐标图" if is_whole else f"战略坐标图（规模最大的 {len(themes)} 个聚类）"
        yield THEMES, lambda: draw_themes(themes, (cut, cut), title, unit="秩")
    dendrogram, scaling = words.dendrogram, words.scaling
    if dendrogram:
        linkage, positions = dendrogram.linkage.tolist(), dendrogram.positions.tolist()
        yield TREE, lambda: draw_dendrogram(words.words, linkage, positions, words.groups)
    if scaling:
        points = [(x, y) for x, y in scaling.points.tolist()]
        yield (
            SCALING,
            lambda: draw_scaling(words.words, points, scaling.stress, scaling.rsq, words.groups),
        )


def list_themes(findings: Findings) -> list[Theme]:
    """Return the clusters that the strategic diagram shows."""
    themes = findings.themes
    return [
        Theme(
            number,
            findings.labels["llr"][number][0].term if findings.labels["llr"][number] else "",
            float(themes.centrality_ranks[number]),
            float(themes.density_ranks[number]),
            int(themes.counts[number]),
        )
        for number in range(min(len(themes.sizes), MOST_THEMES))
    ]


def _draw_flow(flow: Flow) -> Figure:
    return draw_flow(flow.sources, flow.drops, flow.kept, flow.title, flow.found)


def draw_compared(compared: SideBySide) -> Callable[[], Figure]:
    """Return what draws two maps side by side."""
    return lambda: draw_beside((compared.there.title, compared.here.title), *list_sides(compared))
