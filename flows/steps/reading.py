"""Reading: raw bytes -> text, identity by the text alone, sentences with offsets, doubts."""

import json
from typing import Any

from crawlers.readers import Reading, UnreadableError, read_bytes
from crawlers.store import DamagedBytesError, RawStore
from models.identity import count_places, find_session_date, identify_text, plan_year_of
from models.normalization import count_chars, digest_text, fold_characters
from models.sentences import split_sentences
from models.structure import PART_OF, find_lines

Rows = dict[str, list[dict[str, Any]]]


def read_raw(store: RawStore, raw_sha256: str) -> Rows:
    """Return the rows of the read stage for one raw file; what cannot be read becomes an issue, never an error."""
    try:
        return read_document(raw_sha256, read_bytes(store.get_bytes(raw_sha256)))
    except UnreadableError as error:
        return _only_issue(raw_sha256, "unreadable", str(error))
    except DamagedBytesError as error:
        return _only_issue(raw_sha256, "bytes_damaged", str(error))
    except Exception as error:  # whatever a hostile file does to a reader, the other files go on
        return _only_issue(raw_sha256, "unreadable", f"the reader failed: {type(error).__name__}: {str(error)[:200]}")


def _only_issue(raw_sha256: str, issue: str, detail: str) -> Rows:
    issues = [{"raw_sha256": raw_sha256, "issue": issue, "detail": detail}]
    return {"readings": [], "sentences": [], "reading_issues": issues}


def read_document(raw_sha256: str, reading: Reading) -> Rows:
    """Return the rows of the read stage for one document whose bytes were understood."""
    text = fold_characters(reading.text)
    lines = find_lines(text, reading.bold, plan_year_of(find_session_date(text)))
    identity = identify_text(text, lines, reading.claims.get("title", ""))
    sentences = [
        {
            "raw_sha256": raw_sha256,
            "position": sentence.position,
            "paragraph": sentence.paragraph,
            "part": PART_OF[sentence.section_kind],
            "section_kind": sentence.section_kind,
            "is_heading": sentence.is_heading,
            "heading": sentence.heading,
            "page_no": None,
            "char_start": sentence.char_start,
            "char_end": sentence.char_end,
            "n_chars": sentence.n_chars,
            "text": text[sentence.char_start : sentence.char_end],
        }
        for sentence in split_sentences(text, lines)
    ]
    issues = list(reading.issues)
    if not sentences:
        issues.append(("no_sentences", "the file holds no text beside its front matter"))
    parts = {sentence["part"] for sentence in sentences}
    if identity.kind == "work_report" and not {"review", "plan"} <= parts:
        lacking = " and ".join(sorted({"review", "plan"} - parts))
        issues.append(("part_not_found", f"no {lacking} was recognised by its headings or opening words"))
    return {
        "readings": [
            {
                "raw_sha256": raw_sha256,
                "text": text,
                "text_digest": digest_text(text),
                "encoding": reading.encoding,
                "format": reading.format,
                "claims": json.dumps(reading.claims, ensure_ascii=False, sort_keys=True),
                "named_places": json.dumps(count_places(text), sort_keys=True),
                "city_code": identity.city_code,
                "kind": identity.kind,
                "year": identity.year,
                "session_date": identity.session_date,
                "scope": identity.scope,
                "title": identity.title,
                "heading_year": identity.heading_year,
                "n_chars": count_chars(text),
                "n_sentences": len(sentences),
            }
        ],
        "sentences": sentences,
        "reading_issues": [{"raw_sha256": raw_sha256, "issue": issue, "detail": detail} for issue, detail in issues],
    }
