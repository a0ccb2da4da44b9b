"""Reading: whatever the bytes, a document or a doubt; offsets slice back; the same bytes read the same."""

import random
import time
from pathlib import Path

import psutil
import pytest
from conftest import SAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.readers import Reading, UnreadableError, read_bytes
from flows.steps.reading import read_document
from models.doubts import load_doubts

MARKS = "一二（）、。！？；：“”《》\n 各位代表：回顾2021年今年要韧性城市建设**#|-[1]附件名词解释打印关闭"
FOREIGN = (b"\0", b"<", b"**", "《“（".encode(), b"---\n", b"\xff\xfe", b"| a |\n")
LONGEST_SECONDS, LARGEST_MB = 10, 1024
KNOWN = {doubt.issue for doubt in load_doubts()}


def check(rows):
    """Assert what holds of any document that was read."""
    (reading,) = rows["readings"]
    text = reading["text"]
    last = 0
    for sentence in rows["sentences"]:
        assert text[sentence["char_start"] : sentence["char_end"]] == sentence["text"] != ""
        assert sentence["char_start"] >= last, "sentences overlap"
        last = sentence["char_end"]
    assert "".join(text.split()) == "".join("".join(row["text"].split()) for row in rows["sentences"]), "text was lost"
    assert {row["issue"] for row in rows["reading_issues"]} <= KNOWN


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=MARKS, max_size=600), st.booleans())
def test_offsets_slice_back_and_nothing_is_lost(text, is_bold):
    bold = ((0, min(6, len(text.split("\n")[0]))),) if is_bold and text.split("\n")[0] else ()
    rows = read_document("x", Reading(text=text, format="text", bold=bold))
    check(rows)
    again = read_document("x", Reading(text=rows["readings"][0]["text"], format="text"))
    assert again["readings"][0]["text"] == rows["readings"][0]["text"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_give_a_document_or_a_reason(data):
    try:
        reading = read_bytes(data)
    except UnreadableError as error:
        assert str(error) and error.issue in KNOWN
    else:
        check(read_document("x", reading))


@pytest.mark.parametrize("path", sorted(SAMPLE.rglob("*.md"))[::6], ids=lambda path: path.parent.name)
def test_the_same_bytes_read_the_same(path):
    data = path.read_bytes()
    assert read_document("x", read_bytes(data)) == read_document("x", read_bytes(data))


def mutate(chooser, data):
    """Return bytes with a few flips, cuts, doublings or foreign pieces."""
    mutant = bytearray(data)
    for _ in range(chooser.randint(1, 6)):
        at = chooser.randrange(len(mutant) or 1)
        match chooser.randrange(5):
            case 0:
                mutant[at : at + 1] = bytes([chooser.randrange(256)])
            case 1:
                del mutant[at : at + chooser.randint(1, 2000)]
            case 2:
                mutant[at:at] = mutant[at : at + chooser.randint(1, 2000)]
            case 3:
                mutant[at:at] = (
                    chooser.choice((b"\0", b"<", b"**", "《“（".encode(), b"---\n", b"\xff\xfe", b"| a |\n")) * 9
                )
            case _:
                mutant = mutant[:at] if at > 40 else mutant
    return bytes(mutant)


@pytest.mark.slow
def test_twenty_thousand_mutated_real_files_stop_nothing(shared):
    """Under a minute; memory is what the process needs at most beyond what it holds at the start."""
    chooser = random.Random(20261122)
    markdown = chooser.sample(sorted((shared / "corpus" / "work_reports").rglob("*.md")), 150)
    office = chooser.sample(sorted((shared / "corpus" / "docx_2024").glob("*.docx")), 60)
    pages = sorted((shared / "html").glob("*.html"))
    kinds = [[path.read_bytes() for path in paths] for paths in (markdown, office, pages)]
    slowest, held = 0.0, psutil.Process().memory_info().rss / 2**20
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of the tests before
    for number in range(20_000):
        data = mutate(chooser, chooser.choice(kinds[number % 3]))
        start = time.perf_counter()
        try:
            check(read_document("x", read_bytes(data)))
        except UnreadableError as error:
            assert error.issue in KNOWN
        slowest = max(slowest, time.perf_counter() - start)
    assert slowest < LONGEST_SECONDS
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) / 1024 - held < LARGEST_MB
