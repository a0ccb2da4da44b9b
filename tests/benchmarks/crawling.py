"""Crawling a portal on loopback: pages a second of ours, of a bare Scrapy spider that stores the same bytes, and of an
asyncio client, with peak memory, in one run.

    uv run python -m tests.benchmarks.crawling [--articles 500 5000]

Politeness is turned off for all three. Nothing is asserted; trust ratios taken in one run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from crawlers.fetching.job import CrawlJob, dump_job

AT_ONCE = 16
HOST = "www.bench.example"
SOURCE = f"""city_code = "110000"
publisher = "北京市人民政府"
site = "http://{HOST}/"
checked = true

[[listing]]
kind = "work_report"
family = "trs"
url = "http://{HOST}/zfgzbg/index.html"
title_matches = "政府工作报告"
expect_at_least = 1
"""


def run_watched(command: list[str], given: str, environment: dict[str, str]) -> tuple[float, float]:
    """Return seconds and peak megabytes of a process."""
    start, peak = time.perf_counter(), [0.0]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment, text=True) as run:
        watched = psutil.Process(run.pid)

        def watch() -> None:
            while run.poll() is None:
                try:
                    peak[0] = max(peak[0], watched.memory_info().rss / 1e6)
                except psutil.Error:
                    return
                time.sleep(0.02)

        threading.Thread(target=watch, daemon=True).start()
        run.stdin.write(given)
        run.stdin.close()
        run.wait()
    if run.returncode:
        raise SystemExit(f"{command} ended with {run.returncode}")
    return time.perf_counter() - start, peak[0]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[500, 5000])
    for articles in parser.parse_args().articles:
        serving = [sys.executable, "-m", "tests.benchmarks.serving", str(articles)]
        with tempfile.TemporaryDirectory() as folder, subprocess.Popen(serving, stdout=subprocess.PIPE) as server:
            address = f"http://127.0.0.1:{int(server.stdout.readline())}"
            environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()} | {"http_proxy": address}
            try:
                print(f"{articles} articles of 13.5 KB, {AT_ONCE} requests at a time")
                for name, command, given in list_ways(Path(folder)):
                    seconds, peak = run_watched(command, given, environment)
                    stored = sum(1 for path in (Path(folder) / name).glob("??/*") if path.is_file())
                    pages = f"{articles / seconds:7.0f} pages/s"
                    print(f"{name:12} {seconds:6.1f} s {pages} {peak:6.0f} MB at most, {stored} files stored")
            finally:
                server.terminate()


def list_ways(folder: Path) -> list[tuple[str, list[str], str]]:
    """Return name, command and input of each way; each stores below a folder of its name."""
    (folder / "sources").mkdir()
    (folder / "sources" / "110000-bench.toml").write_text(SOURCE, "utf-8")
    job = CrawlJob(
        spider="work_reports",
        folder=str(folder / "sources"),
        names=("110000-bench",),
        root=str(folder / "ours"),
        prefix=None,
        run_id="bench",
        contact="bench.example",
        delay=0,
        per_host=AT_ONCE,
    )
    plain = json.dumps({"start": f"http://{HOST}/zfgzbg/index.html", "at_once": AT_ONCE})
    ways = [("ours", [sys.executable, "-m", "crawlers.fetching"], dump_job(job))]
    for name in ("bare_scrapy", "asyncio"):
        command = [sys.executable, "-m", f"tests.benchmarks.crawl_{name}", str(folder / name)]
        ways.append((name, command, plain))
    return ways


if __name__ == "__main__":
    main()
