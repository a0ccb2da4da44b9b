"""First uses of 韧性 in the urban sense on real reports, beside those that were read line by line (slow: minutes)."""

import csv

import pytest

from models.places import resolve_place

FOUND_ELSEWHERE = 1  # city of which the senses find a use that its reader does not


@pytest.mark.slow
def test_first_mentions_agree_with_what_was_read(shared, corpus):
    with (shared / "gold" / "first_use.tsv").open(encoding="utf-8", newline="") as file:
        golden = {row["city"]: row["first_year"] for row in csv.DictReader(file, delimiter="\t")}
    found = dict(corpus.execute("SELECT city_code, year FROM out.first_mentions WHERE sense = 'urban'").fetchall())
    wrong = [city for city, year in golden.items() if str(found.get(resolve_place(city).code, "none")) != year]
    assert len(golden) == 23
    assert len(wrong) <= FOUND_ELSEWHERE, wrong
