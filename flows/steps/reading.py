"""Reading: raw bytes -> text, identity by the text alone, sentences with offsets, doubts."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from crawlers.readers import Reading, UnreadableError, read_bytes
from crawlers.store import DamagedBytesError, RawStore
from flows.settings import is_simplifying
from models.cleaning import clean_text
from models.completeness import find_gaps
from models.fields import claimed_date
from models.identity import count_places, find_session_date, identify_text, tell_kind
from models.normalization import count_chars, digest_text, fold_characters
from models.parts import PART_OF
from models.reuse.near_duplicates import sign_text
from models.script import MissingConverterError, is_traditional, simplify_script
from models.sentences import Sentence, split_sentences
from models.spacing import join_words
from models.structure import find_lines

TRUE_WORDS = {"true", "yes", "1"}
Rows = dict[str, list[dict[str, Any]]]


def read_raw(store: RawStore, raw_sha256: str) -> Rows:
    """Return the rows of the read stage for one raw file; what cannot be read becomes an issue, never an error."""
    try:
        return read_document(raw_sha256, read_bytes(store.get_bytes(raw_sha256)))
    except UnreadableError as error:
        return _only_issue(raw_sha256, error.issue, str(error))
    except DamagedBytesError as error:
        return _only_issue(raw_sha256, "bytes_damaged", str(error))
    except MissingConverterError:
        raise  # asked for by a setting, for all files: not a doubt about one
    except Exception as error:  # whatever a hostile file does to a reader, the other files go on
        return _only_issue(raw_sha256, "unreadable", f"the reader failed: {type(error).__name__}: {str(error)[:200]}")


def _only_issue(raw_sha256: str, issue: str, detail: str) -> Rows:
    issues = [{"raw_sha256": raw_sha256, "issue": issue, "detail": detail}]
    return {"readings": [], "sentences": [], "reading_issues": issues}


def _simplify(reading: Reading) -> Reading:
    """Return a reading in simplified script if it is in traditional; offsets hold where the length stays the same."""
    if not is_traditional(reading.text, count_chars(reading.text)):
        return reading
    text = simplify_script(reading.text)
    issues = (*reading.issues, ("script_converted", "turned into simplified script by OpenCC (t2s)"))
    if len(text) == len(reading.text):
        return replace(reading, text=text, issues=issues)
    return replace(reading, text=text, bold=(), page_starts=(), issues=issues)


def _join_words(reading: Reading) -> tuple[Reading, Sequence[int]]:
    """Return a reading in folded characters whose words do not stand apart, and where they end if they did."""
    text = fold_characters(reading.text)
    joined = join_words(text)
    if joined is None:
        return replace(reading, text=text), ()
    issues = (*reading.issues, ("words_joined", f"came segmented into {len(joined.word_ends)} words"))
    return replace(reading, text=joined.text, bold=(), page_starts=(), issues=issues), joined.word_ends


def _list_ends(word_ends: Sequence[int], sentence: Sentence) -> list[int]:
    """Return where the words of a sentence end in it."""
    first, last = bisect_right(word_ends, sentence.char_start), bisect_right(word_ends, sentence.char_end)
    return [end - sentence.char_start for end in word_ends[first:last]]


def is_sample(claims: Mapping[str, str]) -> bool:
    """Whether a file says that it was written for demonstration: it is short on purpose and no real report."""
    return claims.get("sample", "").lower() in TRUE_WORDS


def read_document(raw_sha256: str, reading: Reading) -> Rows:
    """Return the rows of the read stage for one document whose bytes were understood."""
    reading = _simplify(reading) if is_simplifying() else reading
    reading, word_ends = _join_words(reading)
    cleaned = clean_text(reading.text)
    ends = cleaned.move(word_ends)
    text = cleaned.text
    bold = zip(*(iter(cleaned.move(offset for span in reading.bold for offset in span)),) * 2, strict=True)
    pages = cleaned.move(reading.page_starts)
    lines = find_lines(text, bold, find_session_date(text), tell_kind(text, reading.claims))
    identity = identify_text(text, lines, reading.claims)
    sentences = [
        {
            "raw_sha256": raw_sha256,
            "position": sentence.position,
            "paragraph": sentence.paragraph,
            "part": PART_OF[sentence.section_kind],
            "section_kind": sentence.section_kind,
            "is_heading": sentence.is_heading,
            "heading": sentence.heading,
            "page_no": bisect_right(pages, sentence.char_start) or None,
            "char_start": sentence.char_start,
            "char_end": sentence.char_end,
            "n_chars": sentence.n_chars,
            "text": text[sentence.char_start : sentence.char_end],
            "word_ends": _list_ends(ends, sentence) if ends else None,
        }
        for sentence in split_sentences(text, lines)
    ]
    found = dict.fromkeys([*reading.issues, *find_gaps(text, identity.kind, lines)])
    issues = [(issue, detail) for issue, detail in found if issue != "too_short" or not is_sample(reading.claims)]
    return {
        "readings": [
            {
                "raw_sha256": raw_sha256,
                "text": text,
                "aside": "\n".join(cleaned.aside),
                "text_digest": digest_text(text),
                "signature": sign_text(text),
                "encoding": reading.encoding,
                "format": reading.format,
                "claims": json.dumps(reading.claims, ensure_ascii=False, sort_keys=True),
                "named_places": json.dumps(count_places(text), sort_keys=True),
                **asdict(identity),
                "published_date": claimed_date(reading.claims, "published"),
                "n_chars": count_chars(text),
                "n_sentences": len(sentences),
            }
        ],
        "sentences": sentences,
        "reading_issues": [{"raw_sha256": raw_sha256, "issue": issue, "detail": detail} for issue, detail in issues],
    }
