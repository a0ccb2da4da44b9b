"""First uses of 韧性 in the urban sense on real reports, beside those that were read line by line (slow: minutes)."""

import csv

import pytest

from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import build
from models.places import resolve_place
from warehouse.door import open_published

FOUND_ELSEWHERE = 1  # city of which the senses find a use that its reader does not


@pytest.mark.slow
def test_first_mentions_agree_with_what_was_read(shared, tmp_path):
    with (shared / "gold" / "first_use.tsv").open(encoding="utf-8", newline="") as file:
        golden = {row["city"]: row["first_year"] for row in csv.DictReader(file, delimiter="\t")}
    home = Home(tmp_path)
    add_paths(home, [shared / "corpus" / "work_reports" / city for city in golden])
    build(home)
    with open_published(home.root) as connection:
        found = dict(
            connection.execute("SELECT city_code, year FROM out.first_mentions WHERE sense = 'urban'").fetchall()
        )
    wrong = [city for city, year in golden.items() if str(found.get(resolve_place(city).code, "none")) != year]
    assert len(golden) == 23
    assert len(wrong) <= FOUND_ELSEWHERE, wrong
