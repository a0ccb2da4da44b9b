"""Our way beside the plain way, on the same files in one run: seconds by stage, peak memory, the ratio.

    uv run python -m tests.benchmarks.ways                                  # the sample
    uv run python -m tests.benchmarks.ways FOLDER --reports 100 500         # real reports, to see growth

Machines are noisy: trust ratios above 1.5, taken in one run. Nothing is asserted. The coherence of both ways' topics is
counted in the same texts: NPMI of the ten heaviest terms within windows of ten terms.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from models.coherence import NPMI_WINDOW, count_windows, measure_npmi
from models.segmentation import load_segmenter

SAMPLE = Path(__file__).parent.parent.parent / "crawlers" / "sample"
SAMPLING_SECONDS = 0.05


@dataclass(frozen=True)
class Measured:
    """One way: its topics' terms, seconds by stage, wall seconds with imports, peak memory of its processes (MiB)."""

    topics: list[list[str]]
    stages: dict[str, float]
    wall: float
    peak_mib: float


def measure(module: str, target: Path, files: list[str]) -> Measured:
    """Run one way in a process of its own and watch it."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(target), *files]
    start = time.perf_counter()
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                family = [watched, *watched.children(recursive=True)]
                peak = max(peak, sum(member.memory_info().rss for member in family))
            except psutil.Error:
                pass  # it ended while we looked
            time.sleep(SAMPLING_SECONDS)
        wall = time.perf_counter() - start
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"{module} failed: run `{' '.join(command[:4])} …` to see why")
    told = json.loads(printed.splitlines()[-1])
    return Measured(told["topics"], told["seconds"], wall, peak / 2**20)


def measure_coherence(topics: list[list[str]], files: list[str]) -> float:
    """Return the mean NPMI of topics in the texts of the files, windows of ten terms."""
    tokens: list[str] = []
    starts = []
    for file in files:
        starts.append(len(tokens))
        tokens += load_segmenter().cut_texts([Path(file).read_text("utf-8")], terms_only=True).tokens
    numbers = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    top = [np.array([[numbers[term] for term in terms if term in numbers]]) for terms in topics]
    used = np.concatenate([row.ravel() for row in top])
    counted = count_windows(np.array([numbers[token] for token in tokens]), np.array(starts), used, NPMI_WINDOW)
    held = [score for row in top if (score := measure_npmi(counted, row)[0]) is not None]
    return float(np.mean(held))


def main() -> None:
    """Measure both ways and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE, help="a folder of reports in UTF-8")
    parser.add_argument("--reports", type=int, nargs="+", default=[100], help="how many files to take, evenly spread")
    parser.add_argument("--ours", action="store_true", help="leave the plain way out: it takes an hour for 2,000")
    given = parser.parse_args()
    found = sorted(str(file) for file in given.folder.rglob("*.md"))
    if not found:
        raise SystemExit(f"{given.folder}: no .md files")
    for reports in given.reports:
        compare_ways(found[:: max(1, len(found) // reports)][:reports], is_alone=given.ours)
    sys.stdout.write("ours also codes themes and senses, finds formulas, checks and publishes; both fit 40 topics\n")


def compare_ways(files: list[str], is_alone: bool) -> None:
    """Measure the ways over some files and print them."""
    size = sum(Path(file).stat().st_size for file in files) / 1e6
    sys.stdout.write(f"{len(files)} reports, {size:.1f} MB\n")
    with tempfile.TemporaryDirectory() as folder:
        ours = measure("our_way", Path(folder) / "home", files)
        ways = {"our way": ours}
        if not is_alone:
            ways["plain way"] = measure("plain_way", Path(folder) / "plain.duckdb", files)
    for name, way in ways.items():
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in way.stages.items())
        quality = f"NPMI {measure_coherence(way.topics, files):.3f}" if way.topics else "too few sections for topics"
        sys.stdout.write(f"{name}: {way.wall:.1f} s ({stages}), {size / way.wall:.2f} MB/s, {way.peak_mib:.0f} MiB, ")
        sys.stdout.write(f"{quality}\n")
    if is_alone:
        return
    plain = ways["plain way"]
    sys.stdout.write(f"plain / ours: {plain.wall / ours.wall:.1f} times the seconds; ")
    sys.stdout.write(f"ours / plain: {ours.peak_mib / plain.peak_mib:.1f} times the memory; ")
    loaded = plain.wall - plain.stages["load"]
    sys.stdout.write(f"without the plain way's executemany {loaded / ours.wall:.1f} times the seconds\n")


if __name__ == "__main__":
    main()
