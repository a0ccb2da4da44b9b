"""Reports that a benchmark runs on: those of a folder, spread evenly over it, or the sample."""

import argparse
from pathlib import Path

SAMPLE = Path(__file__).parent.parent.parent / "crawlers" / "sample"


def choose_reports(description: str | None) -> list[bytes]:
    """Return the bytes of the reports that the command line asks for (`FOLDER --reports N`)."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--reports", type=int, default=200)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.md"))
    return [file.read_bytes() for file in files[:: max(1, len(files) // arguments.reports)]]
