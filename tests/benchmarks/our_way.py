"""Our way: the steps that `rencheng add` and `rencheng build` call, timed one by one."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import assemble, fit_and_compare, logged_build, process_batches, publish_build
from flows.steps.planning import plan_build
from flows.steps.working import start_workers
from warehouse.door import open_published


def main(root: str, files: list[str]) -> None:
    """Go our way and print the seconds of each stage as JSON."""
    seconds: dict[str, float] = {}

    def timed(stage: str, function: Callable[[], Any]) -> None:
        start = time.perf_counter()
        function()
        seconds[stage] = time.perf_counter() - start

    home = Home(Path(root))
    timed("add", lambda: add_paths(home, [Path(file) for file in files]))
    plan = plan_build(home)
    timed("read, segment, code", lambda: process_batches(plan.pending))
    assemblies = []
    with start_workers(len(files), has_libraries=True) as pool:
        timed(
            "topics (NMF) beside formulas and keyness",
            lambda: assemblies.append(fit_and_compare(assemble(plan), pool=pool)),
        )
    (assembly,) = assemblies
    with logged_build(plan) as run:
        timed("publish", lambda: publish_build(assembly, run))
    with open_published(home.root) as connection:
        top = connection.execute(
            "SELECT list(term ORDER BY rank) FROM out.topic_terms WHERE rank <= 10 GROUP BY model_id, topic"
        ).fetchall()
    sys.stdout.write(json.dumps({"seconds": seconds, "topics": [terms for (terms,) in top]}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
