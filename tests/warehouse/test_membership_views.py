"""Memberships as published: every row with its place and programme, and the paper's table beside them."""

import duckdb

from models.practices.memberships import load_memberships
from models.practices.programmes import load_programmes
from warehouse.statements import read_statements


def test_every_row_is_published_under_the_name_of_its_place(published):
    rows = published.execute("SELECT programme, city_code, unit, since, source_date FROM out.memberships").fetchall()
    assert sorted(map(repr, rows)) == sorted(
        repr((m.programme, m.city_code, m.unit, m.since, m.source_date)) for m in load_memberships()
    )
    named = published.execute("SELECT count(*) FROM out.memberships WHERE city IS NULL OR practice IS NULL").fetchone()
    assert named == (0,)


def test_a_programme_says_how_many_of_its_members_are_listed(published):
    rows = published.execute("SELECT programme, named_in_all, n_members, is_complete FROM out.programmes").fetchall()
    assert [row[0] for row in rows] == list(load_programmes())
    assert all(n_members == named for _, named, n_members, is_complete in rows if is_complete)
    assert sum(row[2] for row in rows) == len(load_memberships())


def test_the_printed_table_has_its_cities_in_the_order_printed(published):
    rows = published.execute(
        """
        SELECT category, string_agg(short_name, '、' ORDER BY city_no), any_value(documents)
        FROM out.paper_table JOIN out.places USING (city_code) GROUP BY row_no, category ORDER BY row_no
        """
    ).fetchall()
    assert rows[0] == ("国际合作类", "德阳、黄石、海盐、义乌", None)
    assert rows[1] == ("国际合作类", "成都、洛阳、绵阳、宝丰、三亚、咸阳、西宁", None)
    assert rows[2] == ("自主探索类", "北京", "《北京城市总体规划（2016年—2035年）》")
    assert [row[1] for row in rows[2:]] == ["北京", "上海", "广州", "成都", "西安"]


def test_the_check_finds_a_member_without_a_place_and_a_printed_city_without_its_membership():
    with duckdb.connect() as connection:
        for statement in (
            *("CREATE SCHEMA core", "CREATE SCHEMA checks"),
            "CREATE TABLE core.places AS SELECT '510100' AS city_code",
            "CREATE TABLE core.programmes AS SELECT 'demo' AS programme",
            "CREATE TABLE core.memberships (programme VARCHAR, city_code VARCHAR)",
            "INSERT INTO core.memberships VALUES ('demo', '999999'), ('other', '510100')",
            "CREATE TABLE core.paper_table AS SELECT 1 AS row_no, '510100' AS city_code, 'membership' AS rests_on,"
            " 'demo' AS programme",
            read_statements("checks")["members_unplaced"],
        ):
            connection.execute(statement)
        found = connection.execute("SELECT key, fault FROM checks.members_unplaced ORDER BY ALL").fetchall()
    assert found == [
        ("1/510100", "not a member of the programme that its line rests on"),
        ("demo/999999", "place unknown"),
        ("other/510100", "programme unknown"),
    ]
