"""Literature: export files -> records, the ledger of what was kept, and the keywords of those."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.records import TYPES, Export, ExportError, Record, import_records
from flows.steps.mapping.options import MapOptions
from models.literature.drawn_keywords import draw_keywords, list_vocabulary
from models.literature.keywords import KeywordRules, SettledKeywords, settle_keywords
from models.literature.ledger import LedgerEntry, Screening, build_ledger
from models.networks.counting import KeywordRecord
from reports.maps.keyword_map import clean_keyword

FIRST, LAST = 1, 9999  # without years asked for, a record must still have one: it stands in a time slice


class NothingToMapError(ValueError):
    """Raised when no file could be read, or when no record is left; one line for each reason."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that was read: its name in the ledger, its bytes' digest, what it is, its records and doubts."""

    name: str
    sha256: str
    export: Export


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path as given, its name, and line and reason."""

    path: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Literature:
    """What the files hold.

    Attributes:
        files: that were read, by name.
        failures: the files that could not be read.
        records: of all files, in the order of files and lines.
        entries: the ledger, one for each record, in the same order.
        keywords: of the records kept.
    """

    files: tuple[ExportFile, ...]
    failures: tuple[Failure, ...]
    records: tuple[Record, ...]
    entries: tuple[LedgerEntry, ...]
    keywords: SettledKeywords

    @property
    def kept(self) -> tuple[Record, ...]:
        """The records that the ledger keeps."""
        pairs = zip(self.records, self.entries, strict=True)
        return tuple(record for record, entry in pairs if entry.status == "kept")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, those of a folder in it and below, each once; hidden ones are left out."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            is_hidden = any(part.startswith(".") for part in file.relative_to(path).parts) if path.is_dir() else False
            if not file.is_dir() and not is_hidden:
                found.setdefault(file.resolve(), file)
    return list(found.values())


def read_literature(paths: Sequence[Path], options: MapOptions) -> Literature:
    """Return the records of the files, and what became of each.

    Raises:
        NothingToMapError: no file could be read, or no record is kept.
    """
    files, failures = _read_files(name_files(find_files(paths)))
    if not files:
        raise NothingToMapError(
            "\n".join(f"{failure.path}: {failure.reason}" for failure in failures) or "no file was found"
        )
    records = tuple(record for file in files for record in file.export.records)
    drawn = draw_keywords(records, list_vocabulary(records)) if options.draws_keywords else {}
    first, last = options.years or (FIRST, LAST)
    left_out = None if options.kept_types is None else frozenset(TYPES) - options.kept_types
    entries = tuple(build_ledger(records, Screening(first, last, left_out), drawn))
    kept = [record for record, entry in zip(records, entries, strict=True) if entry.status == "kept"]
    if not kept:
        counts = Counter(entry.reason for entry in entries)
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items(), key=str))
        raise NothingToMapError(f"none of {len(records)} records is kept ({told})")
    keywords = settle_keywords(kept, KeywordRules(options.synonyms, options.stops), drawn)
    return Literature(tuple(files), tuple(failures), records, entries, keywords)


def name_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the paths by the shortest ends that tell them apart, sorted: `a.txt`, or `x/a.txt` and `y/a.txt`."""
    named = {}
    for path in paths:
        parts = path.resolve().parts
        depth = next(
            d for d in range(1, len(parts) + 1) if sum(p.resolve().parts[-d:] == parts[-d:] for p in paths) == 1
        )
        named["/".join(parts[-depth:])] = path
    return dict(sorted(named.items()))


def list_keyword_records(literature: Literature) -> list[KeywordRecord]:
    """Return what the network needs of the records kept."""
    by_record: Mapping[str, Sequence[str]] = literature.keywords.by_record
    return [
        KeywordRecord(r.record_id, r.year or 0, [k for word in by_record[r.record_id] if (k := clean_keyword(word))])
        for r in literature.kept
    ]


def _read_files(named: Mapping[str, Path]) -> tuple[list[ExportFile], list[Failure]]:
    files, failures = [], []
    for name, path in named.items():
        try:
            data = path.read_bytes()
            files.append(ExportFile(name, hashlib.sha256(data).hexdigest(), import_records(data, name)))
        except OSError as error:
            failures.append(Failure(str(path), name, error.strerror or type(error).__name__))
        except ExportError as error:
            failures.append(Failure(str(path), name, str(error)))
    return files, failures
