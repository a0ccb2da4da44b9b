"""The verb about keyword maps, of literature and of policy documents: map."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from flows.commands.map_lists import MapFilesError, read_resolution, read_synonyms, read_text, read_types
from flows.commands.map_material import choose_policy, gather_documents, gather_files
from flows.commands.options import CitiesOption
from flows.home import find_home
from models.themes import SCHEMES

if TYPE_CHECKING:
    from flows.steps.mapping.literature import Failure
    from flows.steps.mapping.map_folder import MadeMap

Strength = Literal["cosine", "jaccard", "dice", "association", "inclusion", "equivalence"]
Pruning = Literal["none", "mst", "pathfinder"]
Algorithm = Literal["leiden", "louvain"]
Unit = Literal["document", "paragraph", "sentence"]
Origin = Literal["terms", "tfidf", "beside"]
Kind = Literal[
    "work_report", "master_plan", "territorial_plan", "special_plan", "action_plan", "five_year_plan", "regulation",
    "article", "other", "all",
]  # fmt: skip
SELECTIONS = ("g-index:25", "top:50")  # of literature, of policy, whose terms are counted in thousands
TITLES = ("关键词共现图谱", "政策文本关键词共现图谱")
SEED = 20220414  # the day of the founding paper's search; `models.networks.clusters` is too heavy to import for it
MOST_TOLD = 200  # characters of a title


def map_words(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILES]",
            help="Exports of CNKI, CSSCI, Web of Science or Wanfang (RefWorks, EndNote, NoteExpress, self-defined, "
            "RIS, BibTeX, CSV, XLS, XLSX …), told by their content; or folders of them.",
        ),
    ] = None,
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where everything is written.")],
    is_policy: Annotated[
        bool, typer.Option("--policy", help="Map the documents that `rencheng build` published, instead of FILES.")
    ] = False,
    cities: CitiesOption = None,
    kind: Annotated[Kind, typer.Option("--kind", help="Kind of policy document.")] = "work_report",
    unit: Annotated[Unit, typer.Option("--unit", help="In which keywords of a policy document stand together.")] = (
        "paragraph"
    ),
    origin: Annotated[
        Origin,
        typer.Option(
            "--keywords",
            help="Of policy documents: terms of a scheme, nouns of the highest TF-IDF, or the keywords of the map that "
            "--beside names.",
        ),
    ] = "terms",
    scheme: Annotated[str, typer.Option("--scheme", help="Whose terms are keywords.")] = SCHEMES[0],
    beside: Annotated[
        Path | None, typer.Option("--beside", metavar="FOLDER", help="An earlier map to be laid beside this one.")
    ] = None,
    years: Annotated[str | None, typer.Option("--years", help="Only these years: 2003-2022.")] = None,
    slice_years: Annotated[int, typer.Option("--slice", min=1, max=100, help="Years of a time slice.")] = 1,
    select: Annotated[
        str | None,
        typer.Option(
            "--select",
            help="Keywords of a slice: g-index:25 (literature), top:50 (policy), top%:10 (at most 100, or "
            "top%:10:200), threshold:2,2,20 (count, co-occurrences, cosine × 100) or three of them for first, middle "
            "and last slice, with / between.",
        ),
    ] = None,
    strength: Annotated[Strength, typer.Option("--strength", help="Strength of a link.")] = "cosine",
    prune: Annotated[Pruning, typer.Option("--prune", help="Pruning of the merged network.")] = "none",
    prune_slices: Annotated[Pruning, typer.Option("--prune-slices", help="Pruning of each slice.")] = "none",
    cluster: Annotated[Algorithm, typer.Option("--cluster", help="Algorithm of the clusters.")] = "leiden",
    resolution: Annotated[float, typer.Option("--resolution", help="Higher gives more clusters.")] = 1.0,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Of the clusters and the scaling.")] = SEED,
    synonyms: Annotated[
        Path | None, typer.Option("--synonyms", help="Keywords to merge: a line is primary#variant#variant.")
    ] = None,
    stop: Annotated[Path | None, typer.Option("--stop", help="Keywords to leave out, one a line.")] = None,
    draw_keywords: Annotated[
        bool,
        typer.Option("--draw-keywords", help="Records without keywords get those that title and abstract name."),
    ] = False,
    keep_types: Annotated[
        str | None,
        typer.Option(
            "--keep-types",
            help="Only these types: journal,thesis,conference,newspaper,book,patent,standard,yearbook,achievement,"
            "other. Else all but patents, standards, yearbooks and achievements.",
        ),
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Records of a keyword in pictures and exports.")] = 1,
    title: Annotated[str | None, typer.Option("--title", help="Title of the pictures.")] = None,
    is_stored: Annotated[bool, typer.Option("--store/--no-store", help="Keep the map for the next build.")] = True,
) -> None:
    """Map the keywords of bibliographic exports, or of the policy documents published: tables, pictures, a page.

    Each record is kept or dropped for one reason (ledger.csv); methods.md says what was done, ready for a paper, with
    the command that makes it again. The same files and options give the same bytes.
    """
    from flows.commands.progress import show_progress
    from flows.steps.mapping.map_folder import make_map
    from flows.steps.mapping.map_store import store_map
    from flows.steps.mapping.options import MapOptions, parse_selection, parse_years
    from flows.steps.mapping.side_by_side import read_other_map
    from models.literature.synonyms import parse_stop_keywords

    check_source(paths, is_policy, origin, beside)
    options = MapOptions(
        years=parse_years(years) if years is not None else None,
        slice_years=slice_years,
        selection=parse_selection(select or SELECTIONS[is_policy]),
        strength=strength,
        pruning=prune,
        slice_pruning=prune_slices,
        algorithm=cluster,
        resolution=read_resolution(resolution),
        seed=seed,
        synonyms=read_synonyms(synonyms),
        synonyms_file=synonyms.name if synonyms else "",
        stops=parse_stop_keywords(read_text(stop)) if stop else frozenset(),
        stop_file=stop.name if stop else "",
        draws_keywords=draw_keywords,
        kept_types=read_types(keep_types),
        least=least,
        title=(title or TITLES[is_policy])[:MOST_TOLD],
        beside=beside.name if beside else "",
    )
    other = read_other_map(beside) if beside else None
    prepare_folder(out)
    failures: tuple[Failure, ...] = ()
    with show_progress() as progress:
        progress("read", 0, 1)
        if is_policy:
            policy = choose_policy(cities, kind, unit, origin, scheme, other)
            material = gather_documents(policy, options, other)
        else:
            material, failures = gather_files(paths or [], options)
        made = make_map(material, out, options, other, progress)
    if is_stored:
        store_map(find_home(), material.map_id, made.rows)
    tell_map(made, failures, out)
    if failures:
        raise typer.Exit(1)


def check_source(paths: list[Path] | None, is_policy: bool, origin: str, beside: Path | None) -> None:
    """Do nothing if what the map is to be made of is clear.

    Raises:
        MapFilesError: FILES and --policy were both given, or neither, or keywords of a map that is not named.
    """
    if is_policy and paths:
        raise MapFilesError("--policy maps the documents published: leave FILES out, or leave --policy out")
    if not is_policy and not paths:
        raise MapFilesError("name FILES to map, or --policy for the documents published")
    if is_policy and origin == "beside" and not beside:
        raise MapFilesError("--keywords beside needs --beside FOLDER: the map whose keywords are looked for")


def prepare_folder(folder: Path) -> None:
    """Make the folder, before anything is computed.

    Raises:
        MapFilesError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MapFilesError(
            f"--out {folder}: {error.strerror or error}: name a folder that can be written to"
        ) from error


def tell_map(made: "MadeMap", failures: Sequence["Failure"], folder: Path) -> None:
    """Say on stderr what was made, and what could not be read."""
    for failure in failures:
        typer.echo(f"error: {failure.path}: {failure.reason}", err=True)
    kinds = Counter(str(doubt[2]) for doubt in made.material.doubts)
    if kinds:
        counted = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        typer.echo(
            f"{kinds.total()} doubts about the files ({counted}) are listed in {folder / 'doubts.csv'}", err=True
        )
    figures, flow = dict(made.findings.keyword_map.parameters), made.material.flow
    found = flow.kept + sum(drop.records for drop in flow.drops)
    unit = "records" if made.material.source == "literature" else "documents"
    told = ", ".join(f"{name} = {figures[name]}" for name in ("N", "E", "Modularity Q", "Mean silhouette S"))
    typer.echo(f"kept {flow.kept} of {found} {unit}; {told}; map {made.material.map_id} is in {folder}", err=True)


def register(parent: typer.Typer) -> None:
    """Give the app this verb."""
    parent.command("map")(map_words)
