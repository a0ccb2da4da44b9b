"""Verbs about what codes sentences: train, why, lexicon check, lexicon phrases, trend."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import FormatOption, check_years, choose_format, open_warehouse, read_years
from flows.commands.themes import SchemeOption
from flows.home import find_home
from models.dates import FIRST_YEAR, LAST_YEAR
from models.themes import SCHEMES
from reports.tables import print_table

SPAN = (2014, 2026)  # of a trend
lexicon = typer.Typer(no_args_is_help=True, help="The lexicon: terms of all schemes.")


def train(
    gold: Annotated[Path, typer.Argument(help="Coded sentences: TSV with sentence, themes_a, and place to split by.")],
    out: Annotated[Path | None, typer.Option(help="Where to write the classifier (.npz).")] = None,
    scheme: SchemeOption = SCHEMES[0],
) -> None:
    """Train the sentence classifier of a scheme and tell what it reaches, by place, on sentences it has not seen.

    The language of reports is learnt from the published file. To ship it, write it to models/lexicon/SCHEME.npz.
    """
    from flows.steps.evaluating import read_gold
    from flows.steps.training import store_classifier, tabulate_training, train

    home = find_home()
    coded = read_gold(gold, scheme)
    classifier = train(home, coded, gold.name, scheme, lambda line: typer.echo(line, err=True))
    path = out or home.root / "classifiers" / f"{scheme}.npz"
    digest = store_classifier(classifier, path)
    print_table(tabulate_training(classifier), choose_format(None), sys.stdout)
    typer.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sha256 {digest[:12]}…", err=True)


def why(
    sentence: Annotated[str, typer.Argument(help="A sentence, or its id in out.sentences.")],
    scheme: SchemeOption = SCHEMES[0],
    form: FormatOption = None,
) -> None:
    """Tell why a sentence is coded as it is: terms, what held them back, and the n-grams that decided."""
    from flows.steps.explaining import explain_sentence, find_sentence

    text = find_sentence(find_home(), sentence)
    print_table(explain_sentence(text, scheme), choose_format(form), sys.stdout)


def trend(
    first: Annotated[int, typer.Option("--from", min=FIRST_YEAR, max=LAST_YEAR, help="First year.")] = SPAN[0],
    last: Annotated[int, typer.Option("--to", min=FIRST_YEAR, max=LAST_YEAR, help="Last year.")] = SPAN[1],
    years: Annotated[
        str | None, typer.Option("--years", help="Both in one: 2014-2024, instead of --from and --to.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """Tell how many city reports name 韧性, by year: on a balanced panel, and over all cities."""
    from reports.trends import trend_resilience

    if years is not None:
        if (first, last) != SPAN:
            raise ValueError("--years stands instead of --from and --to: leave them out")
        span = read_years(years)
        first, last = span[0], span[-1]
    if first > last:
        raise ValueError(f"--from {first} is after --to {last}: write --from {last} --to {first}")
    with open_warehouse() as connection:
        check_years(connection, range(first, last + 1), "--from, --to")
        print_table(trend_resilience(connection, first, last), choose_format(form), sys.stdout)


@lexicon.command("check")
def check(form: FormatOption = None) -> None:
    """Find terms that stand twice, never occur or fire nearly everywhere, and themes that overlap."""
    from flows.steps.checking import check_schemes

    print_table(check_schemes(find_home()), choose_format(form), sys.stdout)


@lexicon.command("phrases")
def phrases(
    top: Annotated[int, typer.Option("--top", min=1, help="Phrases printed, those that hold together best.")] = 50,
    least_count: Annotated[int, typer.Option("--min-count", min=1, help="Times that the words stand together.")] = 20,
    form: FormatOption = None,
) -> None:
    """Propose phrases of the published sentences for the dictionary that segments texts; nothing is added."""
    from flows.steps.phrasing import tabulate_phrases

    print_table(tabulate_phrases(find_home(), top, least_count), choose_format(form), sys.stdout)


def register(app: typer.Typer) -> None:
    """Give the app these verbs."""
    for verb in (train, why, trend):
        app.command()(verb)
    app.add_typer(lexicon, name="lexicon")
