"""Deployments: Prefect over the same steps that the command line calls. No computation of its own.

Batches, not documents, are tasks: a thousand tasks cost more than the work in them.
"""

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, serve, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.schedules import CronSchedule
from prefect.futures import wait
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.home import Home, TaskRunnerName, choose_task_runner, count_workers
from flows.keys import stage_keys
from flows.runs import log_run
from flows.steps.adding import AddError, add_paths
from flows.steps.batches import Batch, process_batch
from flows.steps.building import DEFAULT_TOPICS, BuildPlan, plan_build, plan_fits, publish_build, start_build
from flows.steps.comparing import compare_all
from flows.steps.fitting import FitSpec, fit_model

WEEKLY = CronSchedule(cron="0 3 * * 1", timezone="Asia/Shanghai")
ARTIFACT_KEY = "rencheng-comparison"


def make_task_runner() -> TaskRunner[Any]:
    """Return the task runner that the settings name: processes (default) or threads."""
    if choose_task_runner() is TaskRunnerName.THREADS:
        return ThreadPoolTaskRunner(max_workers=count_workers())
    return ProcessPoolTaskRunner(max_workers=count_workers())


@task(retries=2, retry_delay_seconds=5, name="add files")
def add_task(root: Path, folder: Path) -> dict[str, int]:
    """Take a folder into the raw store."""
    return dict(add_paths(Home(root), [folder]))


@task(retries=2, retry_delay_seconds=5, name="read, segment and code a batch", task_run_name="batch {batch.name}")
def process_task(batch: Batch) -> int:
    """Work on one batch; it can be repeated."""
    return process_batch(batch)


@task(retries=1, name="fit a topic model", task_run_name="fit {spec.algorithm}")
def fit_task(spec: FitSpec) -> None:
    """Fit one topic model; it can be repeated."""
    fit_model(spec)


@task(name="publish")
def publish_task(plan: BuildPlan) -> Path:
    """Publish a whole new file. Not repeated: what a check refuses once it refuses again."""
    run = start_build(plan)
    try:
        path = publish_build(plan, run)
    except BaseException:
        log_run(plan.home, run.finish("failed"))
        raise
    log_run(plan.home, run.finish())
    plan.home.cache.drop_other_keys(stage_keys())
    return path


@flow(name="collect")
def collect_flow(root: Path) -> dict[str, int]:
    """Take in what lies in the inbox; files that cannot be read are logged, the others are taken."""
    home = Home(root)
    home.inbox.mkdir(parents=True, exist_ok=True)
    try:
        return add_task.fn(root, home.inbox) if not any(home.inbox.iterdir()) else add_task(root, home.inbox)
    except AddError as error:
        for line in str(error).splitlines():
            get_run_logger().warning(line)
        return dict(error.outcomes)


@flow(name="build")
def build_flow(root: Path, topics: int = DEFAULT_TOPICS) -> Path | None:
    """Build and publish what changed; None when the published file already says it all."""
    home = Home(root)
    with home.hold():
        plan = plan_build(home, topics)
        if plan.is_current:
            get_run_logger().info("nothing new: the published file stays")
            return None
        batches = [process_task.submit(batch) for batch in plan.pending]
        wait(batches)
        for future in batches:
            future.result()
        fits = [fit_task.submit(spec) for spec in plan_fits(plan)]
        wait(fits)
        for future in fits:
            future.result()
        return publish_task.fn(plan)


@flow(name="report")
def report_flow(root: Path) -> int:
    """Leave the comparison of all cities as a table artifact; return its number of rows."""
    table = compare_all(Home(root))
    records = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    create_table_artifact(table=records, key=ARTIFACT_KEY, description="\n\n".join([table.title, *table.notes]))
    return len(records)


@flow(name="rencheng")
def weekly_flow(root: Path, topics: int = DEFAULT_TOPICS) -> int:
    """Collect, build, report."""
    collect_flow(root)
    build_flow.with_options(task_runner=make_task_runner())(root, topics)
    return report_flow(root)


def serve_flows(home: Home, schedule: CronSchedule = WEEKLY) -> None:
    """Serve the weekly flow until stopped, against the Prefect server that the environment names."""
    deployment = weekly_flow.to_deployment("weekly", schedule=schedule, parameters={"root": str(home.root)})
    serve(deployment)
