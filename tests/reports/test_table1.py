"""Table 1: what is merged, what a cell rests on, what could be known when, and that no blank means two things."""

from datetime import date
from shutil import copyfile

import duckdb
import pytest
from practice_samples import HUNDRED, LISTED, MINED, REPORT, put_practices

from reports.exports.publication import find_spans
from reports.table1.cells import CATEGORIES, NOT_LISTED, OldFileError, list_cells
from reports.table1.changes import compare_cells
from reports.table1.printed import compare_printed
from reports.table1.publishing import NothingShownError, publish_table_1
from reports.table1.verdicts import LISTED as ON_LIST
from reports.table1.verdicts import NOT_COLLECTED, NOT_FOUND, SHOWN, PaperRow, choose_documents
from warehouse.door import find_published, open_file, open_published

ASKED = (("500000", "重庆市"), ("610400", "咸阳市"), ("330782", "义乌市"), ("510100", "成都市"), ("410300", "洛阳市"))


@pytest.fixture(scope="module")
def connection(practised_home):
    with open_published(practised_home.root) as opened:
        yield opened


def rows_of(publication):
    return [dict(zip(publication.table.keys, row, strict=True)) for row in publication.table.rows]


def test_the_command_and_the_view_print_the_same_lines(connection):
    view = connection.execute("SELECT category, cities, practice, documents FROM out.table_1").fetchall()
    assert [row[:4] for row in publish_table_1(connection).table.rows] == view
    assert len(view) == 6


def test_every_place_and_practice_stands_in_one_line(connection):
    publication = publish_table_1(connection, min_depth=1)
    lines = [(row["category"], row["practice"]) for row in rows_of(publication)]
    assert len(lines) == len(set(lines))
    printed = sum(len(row["cities"].split("、")) for row in rows_of(publication))
    assert printed == len(publication.evidence.rows) == len(list_cells(connection, min_depth=1))


def test_categories_stand_in_the_order_of_the_paper_and_places_in_that_of_their_codes(connection):
    found = [row["category"] for row in rows_of(publish_table_1(connection))]
    assert found == sorted(found, key=CATEGORIES.index)
    cells = list_cells(connection)
    for category, practice in {(cell.category, cell.practice) for cell in cells}:
        codes = [cell.city_code for cell in cells if (cell.category, cell.practice) == (category, practice)]
        assert codes == sorted(codes)


def test_a_cell_rests_on_the_deepest_sentence_known_by_the_day(connection):
    def depth(day):
        found = list_cells(connection, ["510100"], ["自主探索类"], as_of=day)
        return [(cell.depth, cell.year) for cell in found]

    assert depth(None) == [(3, 2022)]
    assert depth(date(2022, 1, 17)) == [(2, 2021)]  # the report of 2022 was read on the 18th
    assert depth(date(2022, 1, 18)) == [(3, 2022)]
    assert depth(date(2020, 12, 31)) == []


def test_nothing_known_later_is_printed_and_a_later_day_takes_nothing_away(connection):
    days = [date(2010, 1, 1), date(2012, 1, 1), date(2015, 1, 1), date(2021, 2, 1), date(2022, 1, 19), date(2024, 1, 1)]
    before: dict[tuple[str, str, str], int] = {}
    for day in days:
        cells = list_cells(connection, as_of=day, min_depth=1)
        assert all(cell.known_on <= day for cell in cells)
        now = {(cell.category, cell.city_code, cell.practice): cell.depth or 0 for cell in cells}
        assert before.keys() <= now.keys()
        assert all(now[key] >= depth for key, depth in before.items())
        before = now
    assert len(before) == len(list_cells(connection, min_depth=1))


def test_a_document_that_shows_a_membership_stands_before_the_list_which_stays_beside(connection):
    (cell,) = list_cells(connection, ["420200"], [HUNDRED[0]])
    assert cell.sentence_id and cell.depth == 2 and cell.source == "演示名录甲"
    (earlier,) = list_cells(connection, ["420200"], [HUNDRED[0]], as_of=date(2020, 1, 1))
    assert earlier.sentence_id is None and earlier.printed_document == "名录：演示名录甲"


def test_a_list_stands_whatever_the_depth_and_a_sentence_only_if_deep_enough(connection):
    deep = list_cells(connection, min_depth=3)
    assert {cell.depth for cell in deep if cell.sentence_id} == {3}
    assert len([cell for cell in deep if not cell.sentence_id]) == len(LISTED)


def test_not_collected_not_mentioned_and_mentioned_are_three_words(connection):
    publication = publish_table_1(connection, ASKED, ["自主探索类"])
    gaps = [(row["category"], row["cities"], row["practice"]) for row in rows_of(publication)][1:]
    assert gaps == [
        (NOT_LISTED, "义乌", "提及"),
        (NOT_LISTED, "洛阳、咸阳", "未提及（2 份报告均无）"),
        ("未收集", "重庆", "未收集"),
    ]
    asked = {row["city_code"] for row in publication.records}
    assert asked == {code for code, _ in ASKED}
    headings = {row["city"]: row["category"] for row in publication.records}
    assert headings["重庆市"] == "未收集" and headings["咸阳市"] == headings["义乌市"] == NOT_LISTED
    deeper = publish_table_1(connection, [("610100", "西安市")], min_depth=3)
    assert [row["practice"] for row in rows_of(deeper)] == ["深度 2，低于所求"]
    early = publish_table_1(connection, [("610400", "咸阳市")], as_of=date(2020, 1, 1))
    assert [(row["category"], row["practice"]) for row in rows_of(early)] == [("未收集", "未收集")]


def test_evidence_without_an_address_tells_its_file(practised_home, tmp_path):
    copyfile(find_published(practised_home.root), tmp_path / "given.duckdb")
    with duckdb.connect(str(tmp_path / "given.duckdb")) as made:
        (path,) = made.execute("SELECT path FROM out.document_origins WHERE path LIKE '%成都市/2022.md'").fetchone()
        made.execute("CREATE TABLE given AS SELECT * REPLACE (if(year = 2022, NULL, url) AS url) FROM out.documents")
        made.execute("CREATE OR REPLACE VIEW out.documents AS FROM given")
        made.execute("UPDATE out.practices SET url = NULL WHERE year = 2022")
        publication = publish_table_1(made, [("510100", "成都市"), ("110000", "北京市")])
    evidence = [dict(zip(publication.evidence.keys, row, strict=True)) for row in publication.evidence.rows]
    told = {(row["city"], row["year"]): row["path"] or row["url"] for row in evidence if row["sentence_id"]}
    assert told["成都市", 2022] == path
    assert told["北京市", 2021] == "https://sample.example/110000/2021.html"
    sources = {record["source"] for record in publication.records if record["sentence_id"]}
    assert sources == set(told.values())


def test_cells_that_rest_on_a_heading_are_counted_and_told(practised_home, tmp_path):
    copyfile(find_published(practised_home.root), tmp_path / "headed.duckdb")
    with duckdb.connect(str(tmp_path / "headed.duckdb")) as made:
        marked = "city IN ('西安市', '义乌市') AND sentence_id IN (SELECT sentence_id FROM out.practices)"
        made.execute(f"CREATE TABLE marked AS SELECT * REPLACE ({marked} AS is_heading) FROM out.sentences")
        made.execute("CREATE OR REPLACE VIEW out.sentences AS FROM marked")
        publication = publish_table_1(made)
        made.execute("UPDATE marked SET is_heading = FALSE")
        assert not [note for note in publish_table_1(made).table.notes if "标题" in note]
    assert "有 1 项所据的句子是标题" in publication.table.notes[0]  # what is only mentioned in 义乌 makes no line
    assert "有 1 项所据的句子是标题" in publication.evidence.notes[1]
    rows = [dict(zip(publication.evidence.keys, row, strict=True)) for row in publication.evidence.rows]
    assert [row["city"] for row in rows if row["is_heading"]] == ["西安市"]
    assert {row["is_heading"] for row in rows if not row["sentence_id"]} == {None}


def test_mentions_are_listed_below_and_only_where_there_is_nothing_deeper(connection):
    lines = [row for row in rows_of(publish_table_1(connection, min_depth=1)) if row["category"] == REPORT[0]]
    assert [row["cities"] for row in lines if row["practice"].startswith("提及：")] == ["义乌"]
    assert lines[-1]["practice"] == "提及：写入政府工作报告"
    assert any("1 地" in note for note in publish_table_1(connection).table.notes)


def test_wrong_words_and_nothing_to_print_are_told(connection, published):
    with pytest.raises(ValueError, match="choose 国际合作类"):
        publish_table_1(connection, categories=["其他类"])
    with pytest.raises(NothingShownError, match="--min-depth 1"):
        publish_table_1(connection, categories=["国际合作类"], as_of=date(2000, 1, 1))


def test_a_title_says_place_and_year_or_they_stand_in_brackets(connection):
    titles = {
        "政府工作报告": "《政府工作报告》（成都2022年）",
        "2022年政府工作报告": "《2022年政府工作报告》（成都）",
        "成都市 2022 年政府工作报告": "《成都市2022年政府工作报告》",
        "成都市政府工作报告（2022年1月8日 演示）": "《成都市政府工作报告》（2022年）",
        "《成都市政府工作报告》": "《成都市政府工作报告》（2022年）",
        "关于印发《成都规划》的通知2022": "《关于印发〈成都规划〉的通知2022》",
    }
    with duckdb.connect() as memory:
        memory.execute("CREATE SCHEMA out")
        for table in ("practices", "places", "memberships"):
            rows = connection.execute(f"FROM out.{table}").to_arrow_table()  # noqa: F841 (DuckDB reads it by name)
            memory.execute(f"CREATE TABLE out.{table} AS FROM rows")
        memory.execute("DELETE FROM out.practices WHERE city <> '成都市' OR year IS DISTINCT FROM 2022")
        (view,) = connection.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'practices_known'").fetchone()
        memory.execute(view)
        for title, printed in titles.items():
            memory.execute("UPDATE out.practices SET document_title = ?", [title])
            assert memory.execute("SELECT DISTINCT printed_document FROM out.practices_known").fetchall() == [
                (printed,)
            ]


def test_a_short_name_stands_for_one_place_of_its_level_and_above(published):
    names = dict(published.execute("SELECT city_code, printed_name FROM out.places").fetchall())
    assert [names[code] for code in ("510100", "330424", "610100")] == ["成都", "海盐", "西安"]
    assert [names[code] for code in ("220000", "220200", "220403")] == ["吉林省", "吉林市", "西安区"]


PAPER = (
    PaperRow("国际合作类", (("510600", "德阳市"), ("420200", "黄石市")), HUNDRED[1], (), "membership"),
    PaperRow("国际合作类", (("460200", "三亚市"),), HUNDRED[1], (), "membership"),
    PaperRow("自主探索类", (("610100", "西安市"),), REPORT[1], ("《2022年西安市政府工作报告》",), "document"),
    PaperRow("自主探索类", (("110000", "北京市"),), "写入城市总体规划", ("《北京城市总体规划（演示）》",), "document"),
    PaperRow("自主探索类", (("610400", "咸阳市"),), REPORT[1], ("《2022年咸阳市政府工作报告》",), "document"),
)


def test_every_printed_row_gets_a_verdict_and_what_the_paper_lacks_stands_below(connection):
    rows = rows_of(compare_printed(connection, PAPER))
    verdicts = [(row["city"], row["verdict"]) for row in rows[:6]]
    assert verdicts == [
        ("德阳", ON_LIST),
        ("黄石", SHOWN),
        ("三亚", NOT_FOUND),
        ("西安", SHOWN),
        ("北京", NOT_COLLECTED),
        ("咸阳", NOT_FOUND),
    ]
    assert rows[3]["difference"] == "一致"
    assert "北京城市总体规划" in rows[4]["difference"] and "写入政府工作报告" in rows[4]["difference"]
    besides = {(row["city"], row["shown"].split("（")[0]) for row in rows[6:]}
    assert besides == {("北京", REPORT[1]), ("黄石", REPORT[1]), ("北京", "编制专项规划"), ("德阳", "编制专项规划")}
    assert {row["verdict"] for row in rows[6:]} == {"论文未列"}
    before = rows_of(compare_printed(connection, PAPER, as_of=date(2022, 1, 1)))
    assert [row["verdict"] for row in before if row["city"].startswith("西安")] == [NOT_COLLECTED]


def test_a_title_belongs_to_the_place_that_it_names_else_to_the_one_at_its_place():
    def choose(documents, cities=(("510100", "成都市"), ("610100", "西安市"))):
        row = PaperRow("自主探索类", cities, REPORT[1], documents)
        return [choose_documents(row, number) for number in range(len(cities))]

    assert choose(("《2022年西安市政府工作报告》",)) == [[], ["2022年西安市政府工作报告"]]
    assert choose(("西安规划", "成都规划")) == [["成都规划"], ["西安规划"]]
    assert choose(("甲规划", "乙规划")) == [["甲规划"], ["乙规划"]]
    assert choose(("共同宣言",)) == [["共同宣言"], ["共同宣言"]]


def test_a_printed_row_without_titles_is_judged_by_its_kind(connection):
    def judge(kind, category="自主探索类"):
        row = PaperRow(category, (("510100", "成都市"),), "韧性城市写入政府工作报告", (), "document", kind)
        return rows_of(compare_printed(connection, [row]))[0]["verdict"]

    assert judge("work_report") == SHOWN
    assert judge("master_plan") == NOT_COLLECTED
    assert judge("work_report", "试点示范类") == NOT_FOUND


def test_another_programme_does_not_stand_for_the_printed_one(connection):
    row = PaperRow("国际合作类", (("510100", "成都市"),), HUNDRED[1], (), "membership")
    assert rows_of(compare_printed(connection, [row]))[0]["verdict"] == NOT_FOUND


def test_the_difference_of_a_file_and_itself_is_nothing_and_directions_mirror(connection, sample_home, tmp_path):
    old_path = put_practices(tmp_path / "old", find_published(sample_home.root), leave_out=2)
    new = list_cells(connection)
    with open_file(old_path) as earlier:
        old = list_cells(earlier)
    assert compare_cells(new, new).rows == ()
    forward, back = compare_cells(old, new).rows, compare_cells(new, old).rows
    assert [row[0] for row in forward] == ["新增"] and [row[0] for row in back] == ["消失"]
    shallow = list_cells(connection, as_of=date(2021, 12, 31))
    kinds = {(*row[3:5], row[0]) for row in compare_cells(shallow, new).rows}
    assert ("510100", REPORT[1], "更深") in kinds
    assert ("310000", REPORT[1], "换文件") in kinds
    assert ("420200", HUNDRED[1], "更深") in kinds


def test_a_file_without_practices_is_too_old(tmp_path):
    with duckdb.connect(str(tmp_path / "old.duckdb")) as made:
        made.execute("CREATE SCHEMA out")
    with open_file(tmp_path / "old.duckdb") as opened, pytest.raises(OldFileError, match="build it again"):
        list_cells(opened)


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        ([], [[], []]),
        ([("a", 1)], [[(0, 1)], [(0, 1)]]),
        ([("a", 1), ("a", 1), ("b", 1)], [[(0, 2), (2, 1)], [(0, 2), (2, 1)]]),
        ([("a", 1), ("a", 2), ("a", 2)], [[(0, 3)], [(0, 1), (1, 2)]]),
    ],
)
def test_cells_are_merged_only_within_those_before_them(rows, spans):
    assert find_spans(rows, 2) == spans


def test_the_made_up_rows_hold_what_the_tests_speak_of():
    assert {row[4] for row in MINED} == {1, 2, 3}
