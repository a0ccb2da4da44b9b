"""Lists and numbers that the map's command line names: synonyms, stop keywords, types, resolution."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.literature.synonyms import Synonyms


class MapFilesError(ValueError):
    """Raised when a file of keywords cannot be used, or the folder cannot be written to."""


def read_resolution(resolution: float) -> float:
    """Return a resolution that the algorithms take.

    Raises:
        ValueError: it is not positive, or endless.
    """
    if not 0 < resolution < float("inf"):
        raise ValueError(f"--resolution: {resolution} is no resolution: write a number above 0, such as 1.0")
    return resolution


def read_types(words: str | None) -> frozenset[str] | None:
    """Return the types of publication named, None without any.

    Raises:
        ValueError: one is not known.
    """
    if words is None:
        return None
    from crawlers.records import TYPES

    named = {word.strip() for word in words.replace("，", ",").split(",")} - {""}
    if not named or not named <= set(TYPES):
        raise ValueError(f"--keep-types: {words!r} names no type, or one that is not known: {', '.join(TYPES)}")
    return frozenset(named)


def read_synonyms(path: Path | None) -> "Synonyms":
    """Return the synonyms of a file, none without any.

    Raises:
        MapFilesError: the file cannot be read, or contradicts itself; file and line are named.
    """
    from models.literature.synonyms import Synonyms, SynonymsError, parse_synonyms

    try:
        return parse_synonyms(read_text(path)) if path else Synonyms()
    except SynonymsError as error:
        raise MapFilesError(f"{path}: {error}") from error


def read_text(path: Path) -> str:
    """Return the text of a file, in whatever encoding.

    Raises:
        MapFilesError: it cannot be read.
    """
    from crawlers.readers.decoding import decode_bytes
    from crawlers.readers.reading import UnreadableError

    try:
        return decode_bytes(path.read_bytes())[0]
    except OSError as error:
        raise MapFilesError(f"{path}: {error.strerror or error}") from error
    except UnreadableError as error:
        raise MapFilesError(f"{path}: {error}") from error
