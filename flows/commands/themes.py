"""Verbs about how well themes are coded: evaluate, sample, agree."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import FormatOption, choose_format, open_warehouse
from flows.home import find_home
from models.themes import SCHEMES
from reports.tables import Format, Table, print_table

if TYPE_CHECKING:
    from models.gold import CodedSentence

SAMPLE_SIZE = 400  # two coders do it in two days; every theme has ten sentences or more
WORKBOOK = ".xlsx"

SchemeOption = Annotated[str, typer.Option("--scheme", help=f"Scheme of themes: {', '.join(SCHEMES)}.")]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Coded sentences: TSV with the columns sentence and themes_a.")],
    scheme: SchemeOption = SCHEMES[0],
    coded_by: Annotated[
        str | None, typer.Option("--coded-by", help="Who coded the sentences, as it shall be published.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """Tell how well sentences are coded, against sentences that others coded; the next build publishes the figures."""
    from hashlib import sha256

    from flows.runs import logged_run
    from flows.steps import evaluating

    home, wanted = find_home(), choose_format(form)
    coded = evaluating.read_gold(gold, scheme)
    typer.echo(f"{len(coded)} coded sentences; {f'coded by {coded_by}' if coded_by else 'coder not told'}", err=True)
    digest = sha256(gold.read_bytes()).hexdigest()
    with logged_run(home, "evaluate", {"sample": gold.name, "scheme": scheme}, input_sha256=digest):
        evaluation = evaluating.evaluate(coded, scheme)
        rows = evaluating.list_rows(evaluation, gold.name, coded_by, _find_model(scheme))
        stored = evaluating.store_evaluation(home, scheme, rows)
    if wanted is Format.JSON:
        typer.echo(json.dumps(evaluating.as_json(evaluation), ensure_ascii=False, indent=2))
    else:
        tables = evaluating.tabulate_evaluation(evaluation)
        for table in tables if wanted in (Format.TABLE, Format.MD) else tables[:1]:  # one CSV a stream
            print_table(table, wanted, sys.stdout)
    if facts := evaluating.find_training(coded, scheme):
        reached = ", ".join(f"{name} {facts['cross_validation'][name]:.3f}" for name in ("micro_f1", "macro_f1"))
        typer.echo(f"the classifier learnt from these very sentences: believe {reached}, cross-validated", err=True)
    typer.echo(f"kept in {stored}; `rencheng build` publishes it", err=True)


def sample(
    out: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).")],
    n: Annotated[int, typer.Option("--n", help="Sentences to draw.")] = SAMPLE_SIZE,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same sentences.")] = 1,
    scheme: SchemeOption = SCHEMES[0],
) -> None:
    """Draw sentences to code by hand from the published file, as a workbook for two coders who work alone."""
    from flows.steps.sampling import draw_sample, list_candidates, write_kit
    from models.gold import list_themes

    if out.suffix.lower() != WORKBOOK:
        raise ValueError(f"{out}: give the workbook a name that ends in {WORKBOOK}")
    themes = list_themes(scheme)
    with open_warehouse() as connection:
        drawn = draw_sample(list_candidates(connection, seed, scheme), n, seed)
    write_kit(out, drawn, themes)
    if len(drawn) < n:
        typer.echo(f"only {len(drawn)} of {n}: the published reports hold no more that may be drawn", err=True)
    typer.echo(f"wrote {len(drawn)} sentences to {out}; when both have coded: rencheng agree {out}", err=True)


def agree(
    files: Annotated[list[Path], typer.Argument(help="Two TSV files, one with themes_b, or one workbook of `sample`.")],
    scheme: SchemeOption = SCHEMES[0],
    form: FormatOption = None,
) -> None:
    """Tell how well two coders agree on each theme: Cohen's kappa and Krippendorff's alpha."""
    from models.agreement import measure_agreement, measure_kappa
    from models.gold import list_themes

    themes = list_themes(scheme)
    first, second = _read_coders(files, scheme)
    if empty := [name for name, coder in (("first", first), ("second", second)) if not coder]:
        raise ValueError(f"the {' and the '.join(empty)} coder has coded nothing yet: fill in the sheet and save it")
    shared = [identifier for identifier in first if identifier in second]
    if not shared:
        raise ValueError("no sentence is coded by both: ids (or sentences, where there are no ids) must be the same")
    if differing := [i for i in shared if first[i].sentence != second[i].sentence]:
        raise ValueError(f"{differing[0]!r} names one sentence here and another there ({len(differing)} such ids)")
    units = [*first, *(identifier for identifier in second if identifier not in first)]
    codes = [[coder[i].themes_a if i in coder else None for i in units] for coder in (first, second)]
    found = measure_agreement(codes[0], codes[1], [theme.theme for theme in themes])
    senses = [[coder[i].resilience_of if i in coder else None for i in units] for coder in (first, second)]
    kappa = measure_kappa(*senses)
    names = {theme.theme: theme.theme_zh for theme in themes}
    table = Table(
        keys=("theme", "theme_zh", "n", "first", "second", "kappa", "alpha"),
        headings=("主题", "名称", "句数", "编码员A", "编码员B", "κ", "α"),
        rows=tuple((a.theme, names.get(a.theme), a.n, a.first, a.second, a.kappa, a.alpha) for a in found),
        title="编码员间一致性 Agreement of two coders",
        notes=(
            *([f"what 韧性 is about: kappa {kappa:.3f}"] if kappa is not None else []),
            "micro: every sentence and theme is a decision; — : no variation, so nothing to agree on",
        ),
        decimals=3,
    )
    typer.echo(f"{len(shared)} sentences coded by both, {len(units) - len(shared)} by one", err=True)
    print_table(table, choose_format(form), sys.stdout)


def _read_coders(files: list[Path], scheme: str) -> tuple[dict[str, "CodedSentence"], dict[str, "CodedSentence"]]:
    """Return the sentences of two coders by id; each has its codes in `themes_a`."""
    from dataclasses import replace

    from flows.steps.evaluating import read_gold
    from flows.steps.sampling import read_kit
    from models.gold import list_themes

    if len(files) == 1 and files[0].suffix.lower() == WORKBOOK:
        first, second = read_kit(files[0], list_themes(scheme))
    elif len(files) == 1:
        first = [row for row in read_gold(files[0], scheme) if row.themes_b is not None]
        second = [replace(row, themes_a=row.themes_b or frozenset(), resilience_of=None) for row in first]
    elif len(files) == 2:
        first, second = (read_gold(file, scheme) for file in files)
    else:
        raise ValueError(f"{len(files)} files: give two TSV files, or one workbook")
    return {row.id: row for row in first}, {row.id: row for row in second}


def _find_model(scheme: str) -> str | None:
    """Return the digest of the classifier that codes a scheme, None where terms do."""
    from hashlib import sha256

    from models.lexicon import find_data

    data = find_data(f"{scheme}.npz")
    return sha256(data).hexdigest() if data else None


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    for verb in (evaluate, sample, agree):
        app.command()(verb)
