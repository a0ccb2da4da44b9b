"""Our way beside the plain way, on the same files in one run: seconds by stage, peak memory, the ratio.

    uv run python -m tests.benchmarks.ways                                  # the sample
    uv run python -m tests.benchmarks.ways FOLDER --reports 100             # real reports

Machines are noisy: trust ratios above 1.5, taken in one run. Nothing is asserted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE = Path(__file__).parent.parent.parent / "crawlers" / "sample"
SAMPLING_SECONDS = 0.05


@dataclass(frozen=True)
class Measured:
    """One way: seconds of each stage, wall seconds with imports, peak resident memory of all its processes (MiB)."""

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
    return Measured(json.loads(printed.splitlines()[-1]), wall, peak / 2**20)


def main() -> None:
    """Measure both ways and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE, help="a folder of reports in UTF-8")
    parser.add_argument("--reports", type=int, default=100, help="how many files to take, evenly spread")
    given = parser.parse_args()
    found = sorted(str(file) for file in given.folder.rglob("*.md"))
    if not found:
        raise SystemExit(f"{given.folder}: no .md files")
    files = found[:: max(1, len(found) // given.reports)][: given.reports]
    size = sum(Path(file).stat().st_size for file in files) / 1e6
    sys.stdout.write(f"{len(files)} reports, {size:.1f} MB\n")
    with tempfile.TemporaryDirectory() as folder:
        ways = {
            "plain way": measure("plain_way", Path(folder) / "plain.duckdb", files),
            "our way": measure("our_way", Path(folder) / "home", files),
        }
    for name, way in ways.items():
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in way.stages.items())
        sys.stdout.write(f"{name}: {way.wall:.1f} s ({stages}), {size / way.wall:.2f} MB/s, {way.peak_mib:.0f} MiB\n")
    ratio = ways["plain way"].wall / ways["our way"].wall
    memory = ways["our way"].peak_mib / ways["plain way"].peak_mib
    sys.stdout.write(f"plain / ours: {ratio:.1f} times the seconds; ours / plain: {memory:.1f} times the memory\n")
    loaded = ways["plain way"].wall - ways["plain way"].stages["load"]
    sys.stdout.write(f"without the plain way's executemany: {loaded / ways['our way'].wall:.1f} times the seconds\n")
    sys.stdout.write("ours also codes themes and senses, fits two models, checks and publishes; both fit 20 topics\n")


if __name__ == "__main__":
    main()
