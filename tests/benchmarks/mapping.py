"""`rencheng map` on one core: seconds by stage and peak memory, and how both grow with the records.

    uv run python -m tests.benchmarks.mapping [--records 2000 10000 20000]

The records are those of `tests.benchmarks.networks`, made by rule, written as RefWorks exports of 500 records with
titles, authors and journals, so that reading, the ledger with its duplicates, all tables and all pictures are measured
too. Each size runs in a process of its own. Nothing is asserted; the aim is 20,000 records in under 30 s and 1 GB.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.networks import make_records

IN_A_FILE = 500  # what CNKI lets one export hold
TITLE = "城乡社区韧性治理风险水系绿地空间居民参与评价体系机制路径经验网络组织技术数据应急服务"
AUTHORS, JOURNALS, INSTITUTIONS, REPEATED = 4000, 300, 900, 40  # every fortieth record repeats an earlier one
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")


def write_exports(folder: Path, size: int) -> None:
    """Write made records as exports."""
    import numpy as np

    chooser = np.random.default_rng(size)
    letters = np.array(list(TITLE))
    lines: list[str] = []
    for number, (_, year, keywords) in enumerate(make_records(size)):
        if number % REPEATED == REPEATED - 1:
            lines.append(lines[-(number % REPEATED)])
        else:
            title = "".join(chooser.choice(letters, int(chooser.integers(12, 26))))
            authors = ";".join(f"作者{n}" for n in chooser.integers(0, AUTHORS, 2))
            lines.append(
                f"RT Journal Article\nA1 {authors}\nAD 机构{chooser.integers(0, INSTITUTIONS)}\nT1 {title}\n"
                f"JF 学报{chooser.integers(0, JOURNALS)}\nYR {year}\nIS {number % 12 + 1}\nK1 {';'.join(keywords)}\n"
            )
    for start in range(0, size, IN_A_FILE):
        text = "\n".join(lines[start : start + IN_A_FILE])
        (folder / f"download_{start // IN_A_FILE:03}.txt").write_text(text, "utf-8")


def run_map(size: int) -> dict[str, Any]:
    """Return the seconds of each stage of a map of made records, its size and the peak memory."""
    import resource

    from flows.steps.mapping.literature import read_literature
    from flows.steps.mapping.literature_material import gather_literature
    from flows.steps.mapping.map_folder import make_map
    from flows.steps.mapping.options import MapOptions

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "exports").mkdir()
        write_exports(folder / "exports", size)
        marks: list[tuple[str, float]] = []
        start = time.perf_counter()
        marks.append(("read records", start))
        material = gather_literature(read_literature([folder / "exports"], MapOptions()), MapOptions())
        made = make_map(
            material,
            folder / "map",
            MapOptions(),
            progress=lambda stage, done, total: marks.append((stage, time.perf_counter())),
        )
        end = time.perf_counter()
    ends = [mark for _, mark in marks[1:]] + [end]
    return {
        "kept": made.material.flow.kept,
        "nodes": len(made.findings.network.keywords),
        "links": len(made.findings.network.sources),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "total": end - start,
        "seconds": {stage: after - mark for (stage, mark), after in zip(marks, ends, strict=True)},
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[2_000, 10_000, 20_000])
    parser.add_argument("--one", type=int, help="run this size here and print JSON")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(run_map(arguments.one)))
        return
    for size in arguments.records:
        command = [sys.executable, "-m", "tests.benchmarks.mapping", "--one", str(size)]
        one_core = os.environ | dict.fromkeys(THREADS, "1")
        run = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=one_core).stdout)
        print(
            f"{size:,} records, {run['kept']:,} kept; {run['nodes']:,} keywords, {run['links']:,} links; "
            f"{run['total']:.1f} s, {run['megabytes']:.0f} MB"
        )
        for stage, taken in run["seconds"].items():
            print(f"    {stage:24} {taken:6.2f} s")


if __name__ == "__main__":
    main()
