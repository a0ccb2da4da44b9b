"""Deployments: Prefect over the same steps that the command line calls. No computation of its own.

Batches, not documents, are tasks: a thousand tasks cost more than the work in them. What is done already is known to
our own cache, so Prefect keeps none.
"""

from pathlib import Path
from typing import Any

from prefect import Flow, flow, get_run_logger, serve, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from flows.home import Home
from flows.runs import Run
from flows.settings import DEFAULT_TOPICS, TaskRunnerName, choose_task_runner, count_workers
from flows.steps.adding import AddError, add_paths
from flows.steps.batches import Batch, process_batch
from flows.steps.building import Assembly, assemble, compare_documents, logged_build, publish_build
from flows.steps.collecting import collect_checked
from flows.steps.comparing import compare_all
from flows.steps.fitting import FitSpec, fit_model
from flows.steps.planning import plan_build
from flows.steps.printing import publish_home
from flows.steps.working import end_with_parent
from reports.tables import Table

ARTIFACT_KEY = "rencheng-comparison"
TABLE_1_KEY = "rencheng-table-1"


def make_task_runner() -> TaskRunner[Any]:
    """Return the task runner that the settings name: processes (default) or threads."""
    if choose_task_runner() is TaskRunnerName.THREADS:
        return ThreadPoolTaskRunner(max_workers=count_workers())
    return ProcessPoolTaskRunner(max_workers=count_workers())


@task(retries=2, retry_delay_seconds=5, name="add files", cache_policy=NO_CACHE)
def add_task(root: Path, folder: Path) -> dict[str, int]:
    """Take a folder into the raw store; what cannot be taken is logged and stops nothing."""
    try:
        return dict(add_paths(Home(root), [folder]))
    except AddError as error:
        for line in str(error).splitlines():
            get_run_logger().warning(line)
        return dict(error.outcomes)


@task(name="crawl the sources that are checked", cache_policy=NO_CACHE)
def crawl_task(root: Path) -> int:
    """Crawl portals; what goes wrong with a source is logged and stops nothing. Return how many lines that were."""
    failures = collect_checked(Home(root))
    for line in failures:
        get_run_logger().warning(line)
    return len(failures)


@task(
    retries=2,
    retry_delay_seconds=5,
    name="read, segment and code a batch",
    task_run_name="batch {batch.name}",
    cache_policy=NO_CACHE,
)
def process_task(batch: Batch) -> int:
    """Work on one batch; it can be repeated."""
    end_with_parent()
    return process_batch(batch)


@task(retries=1, name="fit a topic model", task_run_name="fit {spec.algorithm}", cache_policy=NO_CACHE)
def fit_task(spec: FitSpec) -> None:
    """Fit one topic model; it can be repeated."""
    end_with_parent()
    fit_model(spec)


@task(name="publish", cache_policy=NO_CACHE)
def publish_task(assembly: Assembly, run: Run) -> Path:
    """Publish a whole new file. Not repeated: what a check refuses once it refuses again."""
    return publish_build(assembly, run)


@flow(name="collect")
def collect_flow(root: Path) -> dict[str, int]:
    """Crawl the checked sources and take in what lies in the inbox; what cannot be had is logged, the rest is taken."""
    home = Home(root)
    crawl_task(root)
    home.inbox.mkdir(parents=True, exist_ok=True)
    return add_task(root, home.inbox)


@flow(name="build", task_runner=make_task_runner())
def build_flow(root: Path, topics: int = DEFAULT_TOPICS) -> Path | None:
    """Build and publish what changed; None when the published file already says it all."""
    home = Home(root)
    with home.hold():
        plan = plan_build(home, topics)
        if plan.is_current:
            get_run_logger().info("nothing new: the published file stays")
            return None
        with logged_build(plan) as run:
            process_task.map(plan.pending).result()
            assembly = assemble(plan)
            fitting = fit_task.map(assembly.fits)
            compared = compare_documents(assembly)
            fitting.result()
            return publish_task(compared, run)


@flow(name="report")
def report_flow(root: Path) -> int:
    """Leave the comparison of all cities and Table 1 as table artifacts; return the rows of the comparison."""
    comparison, table_1 = compare_all(Home(root)), publish_home(Home(root))
    leave_artifact(comparison, ARTIFACT_KEY)
    if table_1:
        leave_artifact(table_1.table, TABLE_1_KEY)
    return len(comparison.rows)


def leave_artifact(table: Table, key: str) -> None:
    """Leave a table with its notes on the server."""
    records = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    create_table_artifact(table=records, key=key, description="\n\n".join([table.title, *table.notes]))


@flow(name="rencheng")
def weekly_flow(root: Path, topics: int = DEFAULT_TOPICS) -> int:
    """Collect, build, report."""
    collect_flow(root)
    build_flow(root, topics)
    return report_flow(root)


# The registry: what `rencheng serve` offers, and what of it runs by itself.
DEPLOYMENTS: tuple[tuple[Flow[..., Any], str, Schedule | None], ...] = (
    (weekly_flow, "weekly", Cron("0 3 * * 1", timezone="Asia/Shanghai")),
    (collect_flow, "collect", None),
    (build_flow, "build", None),
    (report_flow, "report", None),
)


def serve_flows(home: Home, weekly: Schedule | None = None) -> None:
    """Serve all deployments until stopped, against the Prefect server that the environment names.

    Args:
        home: the home folder that they work on.
        weekly: another schedule than the weekly one.
    """
    serve(
        *(
            RunnerDeployment.from_flow(
                flow_,
                name,
                schedule=weekly if schedule and weekly else schedule,
                parameters={"root": str(home.root)},
                entrypoint_type=EntrypointType.MODULE_PATH,
            )
            for flow_, name, schedule in DEPLOYMENTS
        ),
        limit=1,  # one home folder has one writer
    )
