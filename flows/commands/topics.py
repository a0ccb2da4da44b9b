"""Verbs about topics: topics, topics choose, topics fit, topics intrude, topics show."""

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import FormatOption, choose_format, open_warehouse, print_with_lack
from flows.home import find_home
from reports.tables import Format, print_table

NUMBERS = re.compile(r"([0-9]{1,3})\.\.([0-9]{1,3})(?::([0-9]{1,3}))?")
USUAL_STEP = 10
AlgorithmOption = Annotated[
    str,
    typer.Option("--algorithm", help="nmf, lda (gensim), sklearn_lda, tomotopy_lda, tomotopy_dtm (extra `topics`)."),
]
UnitOption = Annotated[str, typer.Option("--unit", "--units", help="sections, documents, or windows of 20 sentences.")]
PartsOption = Annotated[
    str,
    typer.Option("--parts", help="Only words of these parts of speech, by jieba's tags: n, or n,v; all if not given."),
]

app = typer.Typer(invoke_without_command=True, help="Topics of the published models; choosing their number.")


@app.callback()
def topics(
    context: typer.Context,
    algorithm: Annotated[str | None, typer.Option("--algorithm", help="Only this model.")] = None,
    form: FormatOption = None,
) -> None:
    """Print the topics of the published models with their heaviest terms."""
    if context.invoked_subcommand:
        return
    from models.topics.fits import ALGORITHMS
    from reports.lacks import explain_few_topics
    from reports.topics import list_topics

    if algorithm is not None and algorithm not in ALGORITHMS:
        raise ValueError(f"no topic model is called {algorithm!r}: choose {', '.join(ALGORITHMS)}")
    with open_warehouse() as connection:
        table = list_topics(connection, algorithm)
        lack = explain_few_topics(connection, algorithm)
    print_with_lack(table, choose_format(form), lack)


@app.command()
def show(
    topic: Annotated[int, typer.Argument(min=0, help="Number of the topic.")],
    algorithm: Annotated[str | None, typer.Option("--algorithm", help="Of this model.")] = None,
    form: FormatOption = None,
) -> None:
    """Print sentences most typical of a topic with place and address, its share by year, and the themes beside it.

    In CSV and JSON all stand in one table, whose column `what` says which row is which.
    """
    from reports.topics import join_tables, list_sentences, list_themes, list_year_terms, list_years

    wanted = choose_format(form)
    with open_warehouse() as connection:
        tables = {
            "sentence": list_sentences(connection, topic, algorithm),
            "year": list_years(connection, topic, algorithm),
            "year_terms": list_year_terms(connection, topic, algorithm),
            "theme": list_themes(connection, topic, algorithm),
        }
    if wanted in (Format.TABLE, Format.MD):
        for table in tables.values():
            if table.rows:
                print_table(table, wanted, sys.stdout)
    else:
        print_table(join_tables(tables), wanted, sys.stdout)


@app.command()
def choose(
    numbers: Annotated[str, typer.Option("--k", help="Numbers to try: 10..60, 10..60:5 or 10,20,40.")] = "10..60",
    algorithm: AlgorithmOption = "nmf",
    units: UnitOption = "sections",
    parts: PartsOption = "",
    since: Annotated[int | None, typer.Option("--since", help="Only documents that plan this year or later.")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw the measures: .svg, .png or .pdf.")] = None,
    form: FormatOption = None,
) -> None:
    """Fit models with several numbers of topics, measure them, and recommend one with its reason.

    Coherence (NPMI, c_v), diversity, exclusivity, perplexity on units held out, and stability: agreement with fits on
    80 % of the units, and of fits with other seeds. The next build publishes c_v and stability beside its own fit.
    """
    from flows.commands.progress import show_progress
    from flows.steps.choosing import choose_topics
    from flows.steps.units import Unit
    from reports.topics import tabulate_choices

    wanted = read_numbers(numbers)
    with show_progress() as progress:
        found, best, n_units = choose_topics(
            find_home(), wanted, algorithm, Unit(units), read_parts(parts), since, progress
        )
    rows = [asdict(choice) for choice in found]
    print_table(tabulate_choices(rows, best.k, (best.reason_zh, best.reason), n_units), choose_format(form), sys.stdout)
    if plot:
        from reports.topic_plot import draw_choices

        draw_choices(rows, best.k, plot)
        typer.echo(f"drew {plot}", err=True)


@app.command()
def fit(
    algorithm: AlgorithmOption,
    numbers: Annotated[int, typer.Option("--k", min=2, max=500, help="Number of topics.")] = 40,
    units: UnitOption = "sections",
    parts: PartsOption = "",
) -> None:
    """Fit a model beside that of a build; the next build publishes it, until the documents change."""
    from flows.steps.choosing import fit_beside
    from flows.steps.units import Unit

    fit_beside(find_home(), algorithm, numbers, Unit(units), read_parts(parts))
    typer.echo("`rencheng build --force` publishes it", err=True)


@app.command()
def intrude(
    workbook: Annotated[Path, typer.Argument(help="The workbook (.xlsx): written if it is not there, else scored.")],
    algorithm: AlgorithmOption = "nmf",
) -> None:
    """Ask people for the word that does not belong to a topic (word intrusion), and score their answers."""
    from flows.steps.intruding import key_of, score_workbook, write_questions

    if workbook.suffix != ".xlsx":
        raise ValueError(f"{workbook}: give the workbook a name that ends in .xlsx")
    if not workbook.exists():
        asked = write_questions(find_home(), workbook, algorithm)
        typer.echo(f"wrote {asked} questions to {workbook}; keep {key_of(workbook)} from those who answer", err=True)
        return
    model, found = score_workbook(workbook)
    typer.echo(f"{model}: {found.precision:.2f} ({found.low:.2f} to {found.high:.2f}) of {found.n} answers; chance .17")


def read_numbers(words: str) -> list[int]:
    """Return the numbers of topics that a range (10..60, 10..60:5) or a list (10,20,40) names.

    Raises:
        ValueError: the words name none.
    """
    if span := NUMBERS.fullmatch(words.strip()):
        first, last, step = int(span[1]), int(span[2]), int(span[3] or USUAL_STEP)
        found = list(range(first, last + 1, step)) if step else []
    else:
        found = [int(word) for word in words.split(",") if word.strip().isdigit()]
    if not found or min(found) < 2:
        raise ValueError(f"--k: {words!r} names no number of topics: write 10..60, 10..60:5 or 10,20,40")
    return found


def read_parts(words: str) -> tuple[str, ...]:
    """Return the beginnings of tags that a list (n,v) names, sorted; none where it is empty.

    Raises:
        ValueError: one of them begins no tag.
    """
    from models.topics.term_parts import check_parts

    parts = tuple(sorted({word for each in words.split(",") if (word := each.strip())}))
    check_parts(parts)
    return parts


def register(parent: typer.Typer) -> None:
    """Give the app these verbs."""
    parent.add_typer(app, name="topics")
