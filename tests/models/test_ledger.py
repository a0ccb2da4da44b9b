"""The ledger: every record is kept or dropped for one reason, and pairs of duplicates can be checked."""

import random
from collections import Counter
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_literature import KEPT, TYPES, make_records, write_refworks

from crawlers.records import import_records
from models.literature.keywords import count_keywords, settle_keywords
from models.literature.ledger import REASONS, Screening, build_ledger, count_reasons, is_research, is_unreadable
from models.literature.record_duplicates import count_edits, find_duplicates, fold_author, fold_title


@dataclass(frozen=True)
class Made:
    record_id: str
    title: str = "韧性社区的三种尺度与测量方法研究"
    authors: tuple[str, ...] = ("林知远",)
    year: int | None = 2021
    journal: str = "江州城市研究"
    issue: str = ""
    type: str = "journal"
    keywords: tuple[str, ...] = ("韧性",)
    abstract: str = ""


def ledger_of(*records, **values):
    return {entry.record_id: entry for entry in build_ledger(records, Screening(**values))}


def test_the_founding_papers_numbers():
    data = write_refworks(make_records()).encode()
    records = import_records(data, "made.txt").records
    assert sorted(Counter(record.type for record in records).values()) == sorted(TYPES.values())
    entries = build_ledger(records)
    assert count_reasons(entries) == {
        "in": 253,
        "unreadable": 1,
        "duplicate": 12,
        "not_research": 8,
        "outside_years": 0,
        "no_keywords": 11,
        "kept": KEPT,
    }
    assert {entry.detail for entry in entries if entry.reason == "duplicate"} == {"exact", "fuzzy"}
    kept = [record for record, entry in zip(records, entries, strict=True) if entry.status == "kept"]
    top = [keyword for keyword, _ in count_keywords(settle_keywords(kept))[:4]]
    assert top == ["韧性", "韧性社区", "社区韧性", "韧性治理"]
    assert build_ledger(import_records(data, "made.txt").records) == entries


def test_one_publication_is_told_from_two():
    one = Made("a")
    longer = one.title.replace("的", "之的")
    pairs = {
        "same": (replace(one, record_id="b", title="韧性社区的三种尺度 与“测量方法”研究"), True),
        "width": (replace(one, record_id="b", authors=("林知远 ",), journal="别的刊物"), True),
        "no author": (replace(one, record_id="b", authors=()), True),
        "no author, another journal": (replace(one, record_id="b", authors=(), journal="云溪学报"), False),
        "another author": (replace(one, record_id="b", authors=("高行之",)), False),
        "online first": (replace(one, record_id="b", year=2020), True),
        "no year": (replace(one, record_id="b", year=None), True),
        "two years on": (replace(one, record_id="b", year=2023), False),
        "one character more": (replace(one, record_id="b", title=longer), True),
        "one character more, another journal": (replace(one, record_id="b", title=longer, journal="云溪学报"), False),
        "another title": (replace(one, record_id="b", title="社区韧性的三种尺度与测量方法研究"), False),
        "another figure": (replace(one, record_id="b", title=one.title.replace("三", "四")), False),
        "another place": (replace(one, record_id="b", title=one.title + "以江州为例"), False),
    }
    for name, (other, is_one) in pairs.items():
        for order in ((one, other), (other, one)):
            assert (len(find_duplicates(order)) == 1) is is_one, name


def test_columns_of_two_issues_are_two_publications():
    column = Made("a", title="南塘札记", issue="3")
    assert not find_duplicates([column, replace(column, record_id="b", issue="4")])
    assert not find_duplicates([column, replace(column, record_id="b", year=2022)])
    assert find_duplicates([column, replace(column, record_id="b", issue="")])
    nameless = replace(column, authors=())
    assert find_duplicates([nameless, replace(nameless, record_id="b")])
    assert not find_duplicates([nameless, replace(nameless, record_id="b", issue="")])


def test_the_fuller_record_is_kept():
    bare, full = Made("a", keywords=()), Made("b", abstract="示例")
    ledger = ledger_of(bare, full, Made("c"))
    assert (ledger["b"].status, ledger["a"].duplicate_of, ledger["c"].duplicate_of) == ("kept", "b", "b")
    assert ledger_of(Made("a", year=2022), Made("b", year=2021), last_year=2021)["a"].duplicate_of == "b"


def test_a_record_has_the_first_reason_that_holds():
    assert ledger_of(Made("a", title="？？——"))["a"].reason == "unreadable"
    assert ledger_of(Made("a", type="patent", keywords=()))["a"].reason == "not_research"
    assert ledger_of(Made("a", type="patent"), left_out=frozenset({"newspaper"}))["a"].status == "kept"
    assert ledger_of(Made("a", type="newspaper"), left_out=frozenset({"newspaper"}))["a"].reason == "not_research"
    assert ledger_of(Made("a", year=2009, keywords=()), first_year=2010)["a"].reason == "outside_years"
    assert ledger_of(Made("a", year=None), first_year=2010)["a"].detail == "no year"
    assert ledger_of(Made("a", year=None))["a"].status == "kept"
    assert ledger_of(Made("a", keywords=()))["a"].reason == "no_keywords"
    assert build_ledger([Made("a", keywords=())], drawn={"a": ("韧性",)})[0].status == "kept"


@pytest.mark.parametrize(
    "title", ["卷首语", "《南塘论丛》征稿启事", "2021年总目录", "街区韧性研讨会在江州召开", "主持人语："]
)
def test_titles_that_are_no_research(title):
    assert not is_research(title, "journal")


@pytest.mark.parametrize("title", ["韧性社区研究动态", "论卷首语的文体", "召开会议的成本研究", "编者按与读者"])
def test_titles_that_are_research(title):
    assert is_research(title, "journal")


def test_what_is_left_of_wrong_encodings_is_unreadable():
    assert is_unreadable("") and is_unreadable("锟斤拷锟斤拷") and is_unreadable("\ufffd\ufffd ??")
    assert not is_unreadable("韧性\ufffd") and not is_unreadable("GIS")


def test_two_records_of_one_id_are_refused():
    with pytest.raises(ValueError, match="have the id a:"):
        build_ledger([Made("a"), Made("a")])


records_strategy = st.lists(
    st.builds(
        Made,
        record_id=st.just(""),
        title=st.sampled_from(["", "??", "韧性社区的三种尺度与测量方法", "韧性社区之三种尺度与测量方法研究", "卷首语"])
        | st.text(max_size=12),
        authors=st.lists(st.sampled_from(["林知远", "周若安", "Lin, Z", ""]), max_size=2).map(tuple),
        year=st.none() | st.integers(2018, 2022),
        journal=st.sampled_from(["", "江州城市研究", "云溪学报"]),
        issue=st.sampled_from(["", "1", "2"]),
        type=st.sampled_from(["journal", "patent", "other"]),
        keywords=st.lists(st.sampled_from(["韧性", "社区"]), max_size=2).map(tuple),
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(records_strategy, st.none() | st.integers(2018, 2022), st.randoms(use_true_random=False))
def test_the_ledger_sums_and_knows_no_order(made, first_year, rng):
    records = [replace(record, record_id=f"r{n}") for n, record in enumerate(made)]
    screening = Screening(first_year=first_year)
    entries = build_ledger(records, screening)
    assert [entry.record_id for entry in entries] == [record.record_id for record in records]
    counts = count_reasons(entries)
    assert counts["in"] == counts["kept"] + sum(counts[reason] for reason in REASONS) == len(records)
    by_id = {entry.record_id: entry for entry in entries}
    for entry in entries:
        assert (entry.status == "kept") is (entry.reason is None)
        assert (entry.reason == "duplicate") is (entry.duplicate_of is not None)
        if entry.duplicate_of:
            assert by_id[entry.duplicate_of].reason != "duplicate" and entry.duplicate_of != entry.record_id
    shuffled = records[:]
    rng.shuffle(shuffled)
    assert sorted(map(repr, build_ledger(shuffled, screening))) == sorted(map(repr, entries))


def test_no_alike_title_is_missed():
    """The prefix filter finds what comparing every pair finds."""
    rng = random.Random(7)
    base = "韧性社区治理风险评价防灾减灾应急管理城市更新公众参与"
    titles = ["".join(rng.sample(base, 20)) for _ in range(30)]
    for title in titles[:]:
        at = rng.randrange(20)
        titles.append(title[:at] + rng.choice(["", "某", "甲乙"]) + title[at:])
    records = [Made(str(n), title=title) for n, title in enumerate(titles)]
    found = {(pair.position, pair.original) for pair in find_duplicates(records)}
    alike = set()
    for position, record in enumerate(records):
        for original in range(position):
            other = records[original]
            edits = count_edits(record.title, other.title, 9)
            if edits is not None and 1 - edits / len(record.title + other.title) >= 0.95:
                alike.add((position, original))
    assert found == alike and len(found) >= 25


@given(st.text("甲乙丙", max_size=9), st.text("甲乙丙", max_size=9))
def test_edits_are_insertions_and_deletions(a, b):
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            rows[i][j] = rows[i - 1][j - 1] + 1 if x == y else max(rows[i - 1][j], rows[i][j - 1])
    true = len(a) + len(b) - 2 * rows[-1][-1]
    assert count_edits(a, b, 18) == true
    assert count_edits(a, b, 3) == (true if true <= 3 else None)


def test_titles_and_authors_are_folded():
    assert fold_title("《韧性》　城市——ＡＢＣ（１）") == "韧性城市abc1"
    assert fold_author("林 知远") == "林知远"
    assert fold_author("Tzanetakis, George") == fold_author("George Tzanetakis") == fold_author("TZANETAKIS, G.")
    assert fold_author(",") == fold_author("") == ""
    assert fold_author("UNESCO") == "unesco"


def test_many_records_take_seconds():
    """Linear growth: a series of like titles by one author, which invites to compare each with each."""
    many = [Made(f"{n}", title=f"关于江州韧性街区建设的第{n:05}号研究报告") for n in range(4000)]
    assert count_reasons(build_ledger(many))["kept"] == 4000
