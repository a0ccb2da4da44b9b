"""Packaged data: themes, dictionary, stop words, senses, structure cues, places. Data only; read by `models`."""

from importlib.resources import files


def read_lexicon(name: str) -> str:
    """Return the text of one packaged data file.

    Raises:
        FileNotFoundError: no file of that name is packaged.
    """
    return (files(__name__) / name).read_text(encoding="utf-8")


def find_data(name: str) -> bytes | None:
    """Return the bytes of one packaged data file, None if no file of that name is packaged."""
    entry = files(__name__) / name
    return entry.read_bytes() if entry.is_file() else None
