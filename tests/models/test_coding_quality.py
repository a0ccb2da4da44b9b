"""How well terms code sentences, against sentences coded by a language model (not by people).

The terms were written without having seen these sentences. The set is stratified: its F1 is not that of a corpus.
The figures that README gives are printed by `pytest -s tests/models/test_coding_quality.py`.
"""

import csv
from collections import Counter

import pytest

from models.senses import find_senses
from models.themes import load_matcher


@pytest.fixture(scope="module")
def coded(shared):
    with (shared / "gold" / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def f1(hits, false, missed):
    return 2 * hits / (2 * hits + false + missed)


def test_themes(coded, capsys):
    counts = {stratum: Counter() for stratum in ("all", *{row["stratum"] for row in coded})}
    for row in coded:
        wanted = {theme for theme in row["themes_a"].split(",") if theme not in ("", "-")}
        found = {mention.theme for mention in load_matcher().find_mentions(row["sentence"])}
        for stratum in ("all", row["stratum"]):
            counts[stratum] += Counter(hits=len(wanted & found), false=len(found - wanted), missed=len(wanted - found))
    scores = {stratum: f1(c["hits"], c["false"], c["missed"]) for stratum, c in counts.items()}
    with capsys.disabled():
        print(
            f"\nmicro F1 of terms, n = {len(coded)}:", {name: round(score, 3) for name, score in sorted(scores.items())}
        )
    assert scores["all"] > 0.75
    assert scores["random"] > 0.68


def test_senses(coded, capsys):
    uses = [row for row in coded if row["resilience_of"]]
    right = 0
    for row in uses:
        senses = [sense for _, _, sense in find_senses(row["sentence"])]
        most = max(senses, key=lambda sense: (senses.count(sense), -senses.index(sense))) if senses else None
        right += most == row["resilience_of"]
    with capsys.disabled():
        print(f"\nsense of 韧性: {right} of {len(uses)} sentences right")
    assert right / len(uses) > 0.9
