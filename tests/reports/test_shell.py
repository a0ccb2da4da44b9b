"""The read-only prompt: where a statement ends, what is answered, what is refused."""

import io
import json

import pytest

from reports.queries import QueryError, run_statements
from reports.shell import SqlShell, is_whole
from reports.tables import Format


@pytest.fixture
def talk(published):
    """Give lines to a prompt; return what it printed, what it complained of, and how much failed."""

    def run(*lines, form=Format.CSV):
        stream, complaints = io.StringIO(), []
        shell = SqlShell(published, form, stream, complaints.append)
        failures = shell.run(lines)
        assert failures == len(complaints)
        return stream.getvalue(), complaints

    return run


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("SELECT 1;", True),
        ("SELECT 1; -- done;", True),
        ("SELECT '演示' ;\n", True),
        ("SELECT 1", False),
        ("SELECT ';", False),
        ("SELECT '演示;\n", False),
        ('SELECT "a;', False),
        ("/* ;", False),
        ("SELECT $$ ;", False),
        ("SELECT 1 -- ;", False),
        ("SELECT 1; SELECT 2", False),
        (";", True),
        ("", False),
    ],
)
def test_a_statement_ends_with_its_semicolon(text, whole):
    assert is_whole(text) is whole


def test_statements_are_answered_one_by_one_over_several_lines(talk):
    printed, complaints = talk(
        "SELECT 1 AS a;", "SELECT", "  2 AS b", ";", "", "SELECT 3 AS c; SELECT 4 AS d;", "SELECT 5 AS e"
    )
    assert printed == "a\n1\nb\n2\nc\n3\nd\n4\ne\n5\n"
    assert not complaints


def test_a_wrong_statement_is_told_and_the_next_is_answered(talk):
    printed, complaints = talk("SELEC 1;", "SELECT 2 AS b;", "FROM out.no_such_view;", ".bogus", ".format xml")
    assert printed == "b\n2\n"
    assert len(complaints) == 4
    assert "syntax error" in complaints[0] and "no command" in complaints[2] and "table, md, csv, json" in complaints[3]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE out.x (a INTEGER)",
        "DROP VIEW out.documents",
        "ATTACH '/tmp/rencheng-must-not-be.duckdb'",
        "COPY (SELECT 1) TO '/tmp/rencheng-must-not-be.csv'",
        "SET enable_external_access = true",
        "FROM read_csv('/etc/passwd')",
    ],
)
def test_nothing_is_written_and_no_file_is_read(statement, talk):
    printed, complaints = talk(f"{statement};", "SELECT 1 AS a;")
    assert printed == "a\n1\n"
    assert len(complaints) == 1


def test_views_and_their_columns_are_described(talk, published):
    printed, _ = talk(".views", form=Format.JSON)
    views = [row["view"] for row in json.loads(printed)]
    assert views == [
        name
        for (name,) in published.execute(
            "SELECT view_name FROM duckdb_views() WHERE schema_name = 'out' ORDER BY view_name"
        ).fetchall()
    ]
    for written in (".describe documents", ".describe out.documents;"):
        printed, _ = talk(written, form=Format.JSON)
        columns = json.loads(printed)
        assert columns[0]["column"] == "document_id" and all(row["type"] and row["comment"] for row in columns)
    _, complaints = talk(".describe document")
    assert "did you mean 'documents'" in complaints[0]


def test_leaving_ends_it_and_the_format_can_be_changed(talk):
    printed, _ = talk(".format json", "SELECT 1 AS a;", ".quit", "SELECT 2 AS b;")
    assert json.loads(printed) == [{"a": 1}]
    assert ".describe VIEW" in talk(".help")[0]


def test_each_of_several_statements_is_answered(published):
    answered = list(run_statements(published, "SELECT 1 AS a, 2 AS a; SELECT ';' AS b;"))
    assert answered == [(("a", "a:1"), ((1, 2),)), (("b",), ((";",),))]
    for nothing in ("", " -- nothing", ";"):
        with pytest.raises(QueryError):
            list(run_statements(published, nothing))
