"""Time of the 25 questions, of searching and of comparing, over a published file: inside one process, Python's start
left out.

Run: python -m tests.benchmarks.asking [HOME]      HOME as in RENCHENG_HOME; each time is the best of three.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 3
SEARCHES = (("韧性", "社区"), ("海绵城市",), ("防洪", "排涝", "泵站"), ("发展",), ("绝无此词",))


def measure(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return the shortest of several times in seconds, by the clock and on the processor, and what the work gave."""
    clocks, processors = [], []
    for _ in range(ROUNDS):
        clock, processor = time.perf_counter(), time.process_time()
        made = work()
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return min(clocks), min(processors), made


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", nargs="?", type=Path, default=Path("data"))
    home = parser.parse_args().home

    from flows.steps.comparing import name_cities
    from reports.answers import answer_question
    from reports.comparison import compare_cities, list_cities
    from reports.questions import load_questions
    from reports.searching import find_sentences
    from warehouse.door import open_published

    with open_published(home) as connection:
        clock = time.perf_counter()
        for question in load_questions().values():
            answer_question(connection, question, {})
        once = time.perf_counter() - clock
        total = 0.0
        for question in load_questions().values():
            seconds, processor, table = measure(lambda question=question: answer_question(connection, question, {}))
            total += seconds
            tell(question.name, seconds, processor, f"{len(table.rows)} rows")
        sys.stdout.write(f"all questions: {once:.2f} s asked once in a row, {total:.2f} s best of {ROUNDS} each\n")
        for words in SEARCHES:
            seconds, processor, table = measure(lambda words=words: find_sentences(connection, words))
            tell(f"search {' '.join(words)}", seconds, processor, table.title)
        cities = name_cities(list_cities(connection))
        seconds, processor, table = measure(lambda: compare_cities(connection, cities))
        tell("compare", seconds, processor, f"{len(table.rows)} places")


def tell(what: str, seconds: float, processor: float, made: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{what:<24} {seconds:6.3f} s  {processor:6.3f} s of processor  {made}\n")


if __name__ == "__main__":
    main()
