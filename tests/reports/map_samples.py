"""Maps for the tests: made by rule, not read from any record."""

from reports.maps.keyword_map import Burst, KeywordMap, MapCluster, MapLink, MapNode, MapRecord

WORD_LIST = (
    "韧性 韧性社区 社区韧性 韧性治理 社区 风险治理 防灾减灾 城市安全 应急管理 韧性城市 "
    "基层治理 社会资本 公共卫生 气候变化 海绵城市 评估指标 脆弱性 适应能力 多元协同 网格管理 "
    "数字技术 智慧城市 灾害风险 恢复力 社区参与 志愿服务 应急预案 城市更新 生命线工程 洪涝灾害 "
    "内涝 绿色基础设施 空间规划 国土空间 物资储备 风险感知 公众参与 组织学习 制度韧性 经济韧性 "
    "产业链 老旧小区 居民自治 党建引领 协同治理 地方政府 危机学习 信息公开 舆情 心理韧性"
)
WORDS = WORD_LIST.split()
HOSTILE = (
    '引号"双',
    "it's",
    "a b\\c",
    "<script>alert(1)</script>",
    "x & y; z",
    "$x^2$",
    "#1 [x], {y}",
    "𠮷野",
    "=1+1",
    "😀",
)
FIRST, LAST = 2008, 2022


def make_map(words=tuple(WORDS), clusters=6):
    """Return a map of hubs and clusters: each word is linked to the next of its cluster, and to one of the first."""
    counts = [max(2, 96 // (rank + 1) + 60 // (rank + 3)) for rank in range(len(words))]
    together = {}
    for rank in range(1, len(words)):
        for other in {rank // 3, rank % 5, max(rank - clusters, 0)} - {rank}:
            together[other, rank] = max(1, min(counts[rank], counts[other]) // (1 + (rank + other) % 4))
    links = tuple(
        MapLink(words[a], words[b], n, n / (counts[a] * counts[b]) ** 0.5, FIRST + (a * 3 + b) % 14)
        for (a, b), n in sorted(together.items())
    )
    nodes = []
    for rank, word in enumerate(words):
        first = FIRST + (rank * 5) % 13 if rank > 3 else FIRST
        bursts = (Burst(first, min(first + 1 + rank % 3, LAST), 6 - rank / 10),) if rank % 2 else ()
        nodes.append(
            MapNode(
                word, counts[rank], sum(word in (k.source, k.target) for k in links), 0.4 / (rank + 1),
                rank % clusters, first, (first + LAST) / 2, bursts, tuple(f"r{n}" for n in range(rank % 7)),
            )
        )  # fmt: skip
    return KeywordMap(
        "韧性治理研究关键词共现图谱",
        tuple(nodes),
        links,
        tuple(MapCluster(n, words[n], 0.9 - n / 10) for n in range(min(clusters, len(words)))),
        (
            ("N", str(len(nodes))), ("E", str(len(links))), ("Density", "0.0812"), ("Modularity Q", "0.5127"),
            ("Mean silhouette S", "0.8344"), ("Time slice", f"{FIRST}-{LAST}，1 年"), ("Selection", "g-index，k = 25"),
            ("Pruning", "Pathfinder（合并网络）"), ("Strength", "cosine"), ("Records", "221"),
        ),
        tuple(MapRecord(f"r{n}", f"第 {n} 篇演示题名", FIRST + n, "演示学报") for n in range(7)),
    )  # fmt: skip
