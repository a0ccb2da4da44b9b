"""Keyword tables: synonyms, frequent words, clusters, bursts, matrices, scaling, themes and robustness."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from flows.steps.mapping.frequent_words import FrequentWords
from flows.steps.mapping.keyword_map import Findings
from flows.steps.mapping.material import Material
from flows.steps.mapping.names import MERGINGS, QUADRANTS
from flows.steps.mapping.robustness import Variant, name_variant
from flows.steps.mapping.tables import Table

CLUSTER_COLUMNS = ("cluster", "size", "silhouette", "mean_year", "label", "llr", "tfidf", "mi")
BURST_COLUMNS = ("keyword", "strength", "begin", "end")
DONOHUE_NOTE = "该公式为惯例（Donohue, 1973），其出处未经本工具核对。"
SMALL_NOTE = "轮廓值为 1 的小聚类可能只来自一篇文献；只有一个关键词的聚类轮廓值记为 0。"
MEASURE_NOTE = "模块值 Q、平均轮廓值 S 的常用标准（Q > 0.3、S > 0.5、S > 0.7）未查到出处，仅作惯例参考。"


def list_clusters(findings: Findings) -> list[tuple[Any, ...]]:
    """Return the rows of clusters.csv: labels by each score, the best first, with their scores.

    The mean year is that of the occurrences of the cluster's keywords.
    """
    clusters, figures, counts = findings.clustering.clusters, findings.figures, findings.network.counts
    rows = []
    for number, size in enumerate(findings.clustering.sizes.tolist()):
        own = clusters == number
        mean_year = float((figures.mean_year[own] * counts[own]).sum() / counts[own].sum())
        told = [
            "；".join(f"{label.term}（{label.score:.2f}）" for label in findings.labels[score][number])
            for score in ("llr", "tfidf", "mi")
        ]
        first = findings.labels["llr"][number]
        silhouette = float(findings.silhouettes.of_clusters[number])
        rows.append((number, size, silhouette, mean_year, first[0].term if first else "", *told))
    return rows


def list_bursts(findings: Findings) -> list[tuple[Any, ...]]:
    """Return the rows of bursts.csv, the strongest first."""
    bursts, words = findings.bursts, findings.network.keywords
    columns = (bursts.keywords.tolist(), bursts.strengths.tolist(), bursts.begins.tolist(), bursts.ends.tolist())
    return [(words[row], strength, begin, end) for row, strength, begin, end in zip(*columns, strict=True)]


def tabulate_synonyms(material: Material) -> Table:
    """Return what was merged, and what was left out."""
    merged = [(v.keyword, v.spelling, v.records, MERGINGS[v.merging]) for v in material.keywords.variants]
    stopped = [("（停用）", word, count, "停用词表") for word, count in material.keywords.stopped.items()]
    columns = ("关键词", "被归并的写法", "篇数", "依据")
    return Table(7, "同义词合并表", columns, (*merged, *stopped))


def tabulate_frequent(findings: Findings, words: FrequentWords) -> Table:
    """Return the frequent words with betweenness and first year; those outside the network have no betweenness."""
    place = {keyword: at for at, keyword in enumerate(findings.network.keywords)}
    matrix, years = findings.incidence.matrix.tocsc(), findings.incidence.years
    rows = []
    for rank, (word, column, count) in enumerate(zip(words.words, words.columns, words.counts, strict=True), 1):
        at = place.get(word)
        first = int(years[matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]]].min())
        centrality = None if at is None else float(findings.figures.betweenness[at])
        cluster = None if at is None else int(findings.clustering.clusters[at])
        rows.append((rank, word, int(count), centrality, first, cluster))
    columns = ("序号", "关键词", "频次", "中介中心性", "首次出现年份", "聚类")
    return Table(8, "高频词表", columns, tuple(rows), (f"{words.reason}。", DONOHUE_NOTE))


def tabulate_clusters(findings: Findings) -> Table:
    """Return the clusters with their labels."""
    columns = ("聚类", "规模", "轮廓值", "平均年份", "标签", "LLR", "TF-IDF", "MI")
    return Table(9, "聚类表", columns, tuple(list_clusters(findings)), (SMALL_NOTE, MEASURE_NOTE))


def tabulate_bursts(findings: Findings) -> Table:
    """Return the bursts."""
    rows = tuple(list_bursts(findings))
    note = "Kleinberg 两状态自动机，s = 2，γ = 1，以年为批次；强度为突现期内节省的代价。"
    return Table(10, "突现词表", ("关键词", "强度", "开始", "结束"), rows, (note,))


def tabulate_matrices(words: FrequentWords) -> list[Table]:
    """Return the co-occurrence, Ochiai and dissimilarity matrices of the frequent words."""
    made: tuple[tuple[int, str, Any, str], ...] = (
        (11, "共现矩阵", words.together, "对角线为该词的频次。"),
        (12, "Ochiai相关矩阵", words.ochiai, "Ochiai 系数 c_ij/√(c_i·c_j)。"),
        (13, "相异矩阵", words.dissimilarity, "1 − Ochiai 系数。"),
    )
    return [
        Table(
            number,
            title,
            ("关键词", *words.words),
            tuple((word, *row) for word, row in zip(words.words, np.asarray(matrix).tolist(), strict=True)),
            (note,),
        )
        for number, title, matrix, note in made
    ]


def tabulate_scaling(words: FrequentWords) -> Table:
    """Return the coordinates of the words, with stress and RSQ below."""
    columns = ("关键词", "维度一", "维度二", "树状图分组")
    scaling = words.scaling
    if scaling is None:
        return Table(14, "多维尺度分析", columns, (), ("高频词不足三个，或彼此没有差别，无法作多维尺度分析。",))
    points = scaling.points.tolist()
    rows = tuple((word, x, y, g + 1) for word, (x, y), g in zip(words.words, points, words.groups, strict=True))
    rsq = "无定义" if scaling.rsq is None else f"{scaling.rsq:.4f}"
    fit = f"Kruskal Stress-1 = {scaling.stress:.4f}，RSQ = {rsq}"
    note = f"SMACOF，顺序尺度，{scaling.seed} 为随机种子；{fit}。SPSS 的 ALSCAL 目标函数不同，数值相近而不相等。"
    return Table(14, "多维尺度分析", columns, rows, (note,))


def tabulate_themes(findings: Findings) -> Table:
    """Return the strategic diagram as a table."""
    themes = findings.themes
    labels = [own[0].term if own else "" for own in findings.labels["llr"][: len(themes.sizes)]]
    columns = zip(
        labels, themes.sizes.tolist(), themes.counts.tolist(), themes.centrality.tolist(), themes.density.tolist(),
        themes.centrality_ranks.tolist(), themes.density_ranks.tolist(), themes.quadrants, strict=True,
    )  # fmt: skip
    rows = tuple((number, *row[:-1], QUADRANTS[row[-1]]) for number, row in enumerate(columns))
    head = ("聚类", "标签", "关键词数", "频次合计", "中心度", "密度", "中心度秩", "密度秩", "象限")
    note = f"等价系数（Callon, 1991）；两轴以平均秩 {themes.cut:g} 为界；只有一个关键词的聚类不列入。"
    return Table(15, "战略坐标", head, rows, (note,))


def tabulate_variants(variants: Sequence[Variant]) -> Table:
    """Return the robustness over k, slices and pruning."""
    rows = tuple(
        (*name_variant(v.options), v.nodes, v.links, v.density, v.clusters, v.modularity, v.silhouette,
         "是" if v.is_chosen else "")
        for v in variants
    )  # fmt: skip
    columns = ("选词", "切片", "合并网络剪枝", "N", "E", "密度", "聚类数", "Q", "S", "本文采用")
    return Table(16, "稳健性检验", columns, rows, ("每行只改动一项参数，其余同本文采用者。", MEASURE_NOTE))


def tabulate_keywords(
    material: Material, findings: Findings, words: FrequentWords, variants: Sequence[Variant]
) -> list[Table]:
    """Return all tables of keywords, in order of their numbers."""
    return [
        tabulate_synonyms(material),
        tabulate_frequent(findings, words),
        tabulate_clusters(findings),
        tabulate_bursts(findings),
        *tabulate_matrices(words),
        tabulate_scaling(words),
        tabulate_themes(findings),
        tabulate_variants(variants),
    ]
