"""What a map is made of, from the words of the command line: export files, or documents of the published file."""

from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.options import open_warehouse, read_cities
from models.themes import SCHEMES

if TYPE_CHECKING:
    from flows.steps.mapping.literature import Failure
    from flows.steps.mapping.material import Material
    from flows.steps.mapping.options import MapOptions
    from flows.steps.mapping.policy_windows import PolicyOptions
    from flows.steps.mapping.side_by_side import OtherMap


def choose_policy(
    cities: str | None, kind: str, unit: str, origin: str, scheme: str, other: "OtherMap | None"
) -> "PolicyOptions":
    """Return which policy documents are mapped, and by which keywords.

    Raises:
        UnknownPlaceError: a name that no place, or more than one, answers to.
        ValueError: the scheme is not known.
    """
    from flows.steps.mapping.policy_windows import PolicyOptions

    if scheme not in SCHEMES:
        raise ValueError(f"--scheme: {scheme!r} is no scheme: {', '.join(SCHEMES)}")
    codes = tuple(sorted(code for code, _ in read_cities(cities)))
    vocabulary = tuple(sorted(other.counts)) if other and origin == "beside" else ()
    return PolicyOptions(codes, kind, unit, origin, scheme, vocabulary)


def gather_documents(policy: "PolicyOptions", options: "MapOptions", other: "OtherMap | None") -> "Material":
    """Return the documents of the published file as what a map is made of.

    Raises:
        NotPublishedError: nothing is published.
        NothingToMapError: no such document is, or none is kept.
    """
    from flows.steps.mapping.policy import read_policy
    from flows.steps.mapping.policy_material import gather_policy

    with open_warehouse() as connection:
        read = read_policy(connection, policy, options)
    return gather_policy(read, policy, options, other.title if other else "")


def gather_files(paths: list[Path], options: "MapOptions") -> tuple["Material", tuple["Failure", ...]]:
    """Return the records of export files as what a map is made of, and the files that could not be read.

    Raises:
        NothingToMapError: no file could be read, or no record is kept.
    """
    from flows.steps.mapping.literature import read_literature
    from flows.steps.mapping.literature_material import gather_literature

    literature = read_literature(paths, options)
    return gather_literature(literature, options), literature.failures
