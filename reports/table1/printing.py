"""Printing Table 1, or what is compared with it, in the four formats of every verb."""

from typing import Any

from reports.exports.publication import Publication
from reports.exports.terminal import print_entries, print_merged
from reports.exports.texts import ditto_cells, write_json
from reports.tables import Format, print_table


def print_publication(publication: Publication, form: Format, stream: Any, with_evidence: bool = False) -> None:
    """Print a publication: merged cells on a terminal and in Markdown, a row a line in CSV, the records in JSON.

    Args:
        publication: what is printed.
        form: how.
        stream: where to.
        with_evidence: print the evidence instead, one line for each city and practice.
    """
    evidence = publication.evidence if with_evidence else None
    if evidence and form is Format.TABLE:
        print_entries(evidence, stream)
    elif evidence:
        print_table(evidence, form, stream)
    elif form is Format.JSON:
        stream.write(write_json(publication))
    elif form is Format.CSV:
        print_table(publication.table, form, stream)
    elif form is Format.MD:
        print_table(ditto_cells(publication), form, stream)
    else:
        print_merged(publication, stream)
