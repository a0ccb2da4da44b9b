"""Our way beside the plain way, on the same files in one run: seconds by stage, peak memory, the ratio.

    uv run python -m tests.benchmarks.ways                                  # the sample
    uv run python -m tests.benchmarks.ways FOLDER --reports 100 500         # real reports, to see growth
    uv run python -m tests.benchmarks.ways FOLDER --reports 2000 --load-rows 50000 --refits 0

Machines are noisy: trust ratios above 1.5, taken in one run. Nothing is asserted. The coherence of both ways' topics is
counted in the same texts: NPMI of the ten heaviest terms within windows of ten terms. Their stability is the agreement
of these terms with those of the same way on four fifths of the reports (average Jaccard, topics matched one to one).

The plain way's executemany takes an hour for 2,000 reports: `--load-rows` caps it, and the seconds that all rows would
take at that rate are told apart from those measured.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from models.segmentation import load_segmenter
from models.topics.coherence import NPMI_WINDOW, count_windows, measure_npmi
from models.topics.stability import match_topics

SAMPLE = Path(__file__).parent.parent.parent / "crawlers" / "sample"
SAMPLING_SECONDS = 0.05
EVERY_ROW = 10**9
KEPT = 0.8  # of the reports, in a refit


@dataclass(frozen=True)
class Measured:
    """One way: its topics' terms, seconds by stage, wall seconds with imports, peak memory of its processes (MiB)."""

    topics: list[list[str]]
    stages: dict[str, float]
    wall: float
    peak_mib: float
    rows: int = 0  # that the plain way has, and those that it loaded
    loaded: int = 0

    @property
    def unloaded_seconds(self) -> float:
        """Seconds that the rows left out would take, at the rate of those loaded."""
        return self.stages["load"] * (self.rows / self.loaded - 1) if self.loaded else 0.0


def measure(module: str, target: Path, *words: str) -> Measured:
    """Run one way in a process of its own and watch it."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", str(target), *words]
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
    return Measured(told["topics"], told["seconds"], wall, peak / 2**20, told.get("rows", 0), told.get("loaded", 0))


def go_ways(files: list[str], is_alone: bool, load_rows: int) -> dict[str, Measured]:
    """Go our way and, unless it is to be left out, the plain one."""
    with tempfile.TemporaryDirectory() as folder:
        ways = {"our way": measure("our_way", Path(folder) / "home", *files)}
        if not is_alone:
            ways["plain way"] = measure("plain_way", Path(folder) / "plain.duckdb", str(load_rows), *files)
    return ways


def number_topics(topics: list[list[str]], numbers: dict[str, int]) -> np.ndarray:
    """Return topics as ids of their terms."""
    return np.array([[numbers.setdefault(term, len(numbers)) for term in terms] for terms in topics])


def measure_agreement(whole: list[list[str]], part: list[list[str]]) -> float | None:
    """Return how far the topics of a refit are those of the fit; None where there are none, or another number."""
    if not whole or len(whole) != len(part):
        return None
    numbers: dict[str, int] = {}
    return float(match_topics(number_topics(whole, numbers), number_topics(part, numbers)).agreement.mean())


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
    parser.add_argument("--load-rows", type=int, default=EVERY_ROW, help="rows of the plain way's executemany at most")
    parser.add_argument("--refits", type=int, default=2, help="of each way on four fifths of the reports: stability")
    given = parser.parse_args()
    found = sorted(str(file) for file in given.folder.rglob("*.md"))
    if not found:
        raise SystemExit(f"{given.folder}: no .md files")
    for reports in given.reports:
        files = found[:: max(1, len(found) // reports)][:reports]
        compare_ways(files, given.ours, given.load_rows, given.refits)
    sys.stdout.write("ours also codes themes and senses, finds formulas, checks and publishes; both fit 40 topics\n")


def compare_ways(files: list[str], is_alone: bool, load_rows: int, refits: int) -> None:
    """Measure the ways over some files and print them."""
    size = sum(Path(file).stat().st_size for file in files) / 1e6
    sys.stdout.write(f"{len(files)} reports, {size:.1f} MB\n")
    ways = go_ways(files, is_alone, load_rows)
    draws = [sorted(random.Random(n).sample(files, int(KEPT * len(files)))) for n in range(refits)]
    again = [go_ways(drawn, is_alone, 0) for drawn in draws]
    for name, way in ways.items():
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in way.stages.items())
        quality = f"NPMI {measure_coherence(way.topics, files):.3f}" if way.topics else "too few sections for topics"
        agreed = [value for refit in again if (value := measure_agreement(way.topics, refit[name].topics)) is not None]
        quality += f", stability {np.mean(agreed):.3f} over {len(agreed)} refits" if agreed else ""
        sys.stdout.write(f"{name}: {way.wall:.1f} s ({stages}), {size / way.wall:.2f} MB/s, {way.peak_mib:.0f} MiB, ")
        sys.stdout.write(f"{quality}\n")
    if not is_alone:
        tell_ratios(ways["our way"], ways["plain way"])


def tell_ratios(ours: Measured, plain: Measured) -> None:
    """Print how much longer the plain way takes, as measured and with what was left out of it."""
    if plain.loaded < plain.rows:
        sys.stdout.write(f"the plain way loaded {plain.loaded:,} of {plain.rows:,} rows; ")
        if plain.loaded:
            whole = plain.wall + plain.unloaded_seconds
            sys.stdout.write(f"the others would take {plain.unloaded_seconds:.0f} s more at that rate, ")
            sys.stdout.write(f"{whole / ours.wall:.1f} times our seconds in all; ")
    sys.stdout.write(f"plain / ours: {plain.wall / ours.wall:.1f} times the seconds as measured; ")
    sys.stdout.write(f"ours / plain: {ours.peak_mib / plain.peak_mib:.1f} times the memory; ")
    without = plain.wall - plain.stages["load"]
    sys.stdout.write(f"without the plain way's executemany {without / ours.wall:.1f} times the seconds\n")


if __name__ == "__main__":
    main()
