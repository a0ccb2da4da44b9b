"""Records: exports of bibliographic databases -> records, and what is doubtful about them."""

from crawlers.records.importing import import_records
from crawlers.records.record import TYPES, Export, ExportError, Record, RecordIssue

__all__ = ["TYPES", "Export", "ExportError", "Record", "RecordIssue", "import_records"]
