"""The keyword network on one core: seconds by stage and peak memory, and how both grow with the records.

    uv run python -m tests.benchmarks.networks [--records 2000 10000 20000]

The records are made: years and keywords drawn with a seed, a few keywords frequent and most of them rare, as the law of
Zipf has it, with fields that share their keywords, so that there are clusters to find. Each size runs in a process of
its own. Nothing is asserted; the aim is 20,000 records in under 30 s and 1 GB.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

FIRST_YEAR, LAST_YEAR = 2003, 2022
FIELDS, KEYWORDS_OF_FIELD, SHARED_KEYWORDS = 40, 600, 3_000
SEED = 20220414


def make_records(size: int) -> list[tuple[str, int, list[str]]]:
    """Return made records: id, year, three to eight keywords, two thirds of them from the record's field."""
    import numpy as np

    chooser = np.random.default_rng(SEED)
    years = FIRST_YEAR + np.floor((LAST_YEAR - FIRST_YEAR + 1) * chooser.random(size) ** 0.6).astype(int)
    fields = np.minimum(chooser.zipf(1.3, size), FIELDS) - 1
    records = []
    for number in range(size):
        count = int(chooser.integers(3, 9))
        own = chooser.zipf(1.4, count) % KEYWORDS_OF_FIELD
        shared = chooser.zipf(1.4, count) % SHARED_KEYWORDS
        is_own = chooser.random(count) < 2 / 3
        keywords = [
            f"领域{fields[number]}词{one}" if inside else f"通用词{other}"
            for one, other, inside in zip(own.tolist(), shared.tolist(), is_own.tolist(), strict=True)
        ]
        records.append((f"r{number:06d}", int(years[number]), keywords))
    return records


def run_stages(size: int) -> dict[str, Any]:
    """Return the seconds of each stage on made records, the peak memory and the size of the network."""
    import resource

    from models.networks.bursts import find_bursts
    from models.networks.centrality import measure_keywords
    from models.networks.cluster_labels import SCORES, rank_labels
    from models.networks.clusters import find_clusters
    from models.networks.counting import KeywordRecord, count_by_year, index_keywords
    from models.networks.network import build_network
    from models.networks.selection import CITESPACE_K, GIndex
    from models.networks.silhouettes import measure_silhouettes
    from models.networks.slices import cut_slices
    from models.networks.thematic_map import map_themes

    records = [KeywordRecord(*record) for record in make_records(size)]
    slices = cut_slices(FIRST_YEAR, LAST_YEAR, 1)
    seconds: dict[str, float] = {}

    def timed(stage: str, function: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = function()
        seconds[stage] = time.perf_counter() - start
        return result

    incidence = timed("counting", lambda: index_keywords(records))
    select = GIndex(CITESPACE_K)
    plain = timed("selection, strength", lambda: build_network(incidence, slices, select))
    pruned = timed(
        "the same with Pathfinder",
        lambda: build_network(incidence, slices, select, "cosine", "pathfinder", "pathfinder"),
    )
    clusters = timed("clusters (Leiden)", lambda: find_clusters(plain)).clusters
    timed("clusters (Louvain)", lambda: find_clusters(plain, "louvain"))
    timed("clusters, pruned (Leiden)", lambda: find_clusters(pruned))
    timed("silhouettes, themes", lambda: (measure_silhouettes(plain, clusters), map_themes(plain, clusters)))
    carried = incidence.matrix[:, plain.columns]
    timed("labels", lambda: [rank_labels(carried, plain.keywords, clusters, score, 10) for score in SCORES])
    timed("centrality", lambda: measure_keywords(plain, incidence))
    timed("centrality, pruned", lambda: measure_keywords(pruned, incidence))
    by_year, counts = count_by_year(incidence, FIRST_YEAR, LAST_YEAR)
    timed("bursts", lambda: find_bursts(by_year, counts, FIRST_YEAR))
    return {
        "keywords": len(incidence.keywords),
        "nodes": len(plain.keywords),
        "links": len(plain.sources),
        "links_pruned": len(pruned.sources),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seconds": seconds,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[2_000, 10_000, 20_000])
    parser.add_argument("--one", type=int, help="run this size here and print JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(run_stages(arguments.one)))
        return
    for size in arguments.records:
        command = [sys.executable, "-m", "tests.benchmarks.networks", "--one", str(size)]
        run = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(
            f"{size:,} records, {run['keywords']:,} keywords; network of {run['nodes']:,} keywords, {run['links']:,} "
            f"links ({run['links_pruned']:,} pruned); {sum(run['seconds'].values()):.1f} s, {run['megabytes']:.0f} MB"
        )
        for stage, taken in run["seconds"].items():
            print(f"    {stage:28} {taken:6.2f} s")


if __name__ == "__main__":
    main()
