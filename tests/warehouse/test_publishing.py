"""Publishing and the door: all or nothing; readers keep their snapshot; nothing is written through the door."""

import duckdb
import pytest

from warehouse.door import NotPublishedError, find_published, open_published
from warehouse.publishing import KEPT_FILES, Content, PublishError, move_name, publish_file
from warehouse.schemas import ASSEMBLED
from warehouse.stages import PER_DOCUMENT


def empty_content():
    return Content(
        assembled={name: schema.empty_table() for name, schema in ASSEMBLED.items()},
        cached={},
    )


@pytest.fixture
def content(tmp_path):
    import pyarrow.parquet as pq

    cached = {}
    for tables in PER_DOCUMENT.values():
        for table, schema in tables.items():
            path = tmp_path / f"{table}.parquet"
            pq.write_table(schema.empty_table(), path)
            cached[table] = [path]
    return Content(empty_content().assembled, cached)


def test_a_file_is_published_under_its_name(tmp_path, content):
    path = publish_file(tmp_path, "b1", content)
    assert path.name == "rencheng-b1.duckdb"
    assert find_published(tmp_path) == path
    assert not list(tmp_path.glob(".building*"))


def test_a_check_that_finds_offenders_stops_publishing_and_says_which(tmp_path, content, monkeypatch):
    first = publish_file(tmp_path, "b1", content)
    from warehouse import publishing

    real = publishing.read_statements

    def with_offender(schema):
        bad = {"always_wrong": "CREATE OR REPLACE VIEW checks.always_wrong AS SELECT 'row 1' AS offender;"}
        return real(schema) | (bad if schema == "checks" else {})

    monkeypatch.setattr(publishing, "read_statements", with_offender)
    with pytest.raises(PublishError, match=r"checks\.always_wrong finds 1: \('row 1',\)"):
        publish_file(tmp_path, "b2", content)
    assert find_published(tmp_path) == first
    assert sorted(path.name for path in tmp_path.glob("*b2*")) == []


def test_a_table_that_is_missing_or_malformed_is_named(tmp_path, content):
    import pyarrow as pa

    lacking = {name: table for name, table in content.assembled.items() if name != "themes"}
    with pytest.raises(PublishError, match="themes"):
        publish_file(tmp_path, "b1", Content(lacking, content.cached))
    bent = dict(content.assembled) | {"themes": pa.table({"theme": ["x"]})}
    with pytest.raises(PublishError, match="themes"):
        publish_file(tmp_path, "b1", Content(bent, content.cached))


def test_a_reader_that_holds_the_file_keeps_its_snapshot(tmp_path, content):
    publish_file(tmp_path, "b1", content)
    with open_published(tmp_path) as reader:
        assert reader.execute("SELECT count(*) FROM out.runs").fetchone() == (0,)
        for number in range(2, KEPT_FILES + 3):  # even the file itself is dropped in the end
            publish_file(tmp_path, f"b{number}", content)
        assert not (tmp_path / "rencheng-b1.duckdb").exists()
        assert reader.execute("SELECT count(*) FROM out.documents").fetchone() == (0,)
        with open_published(tmp_path) as newer:
            assert find_published(tmp_path).name == f"rencheng-b{KEPT_FILES + 2}.duckdb"
            assert newer.execute("SELECT count(*) FROM out.documents").fetchone() == (0,)


def test_old_files_stay_for_rollback(tmp_path, content):
    for number in range(6):
        publish_file(tmp_path, f"b{number}", content)
    kept = sorted(path.name for path in tmp_path.glob("rencheng-*.duckdb"))
    assert kept == ["rencheng-b3.duckdb", "rencheng-b4.duckdb", "rencheng-b5.duckdb"]


def test_where_links_are_not_allowed_the_name_is_a_file(tmp_path, content, monkeypatch):
    from pathlib import Path

    def refuse(*_):
        raise OSError("a required privilege is not held")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    path = publish_file(tmp_path, "b1", content)
    assert not (tmp_path / "rencheng.duckdb").is_symlink()
    with open_published(tmp_path) as reader:
        assert reader.execute("SELECT count(*) FROM out.runs").fetchone() == (0,)
    move_name(tmp_path, path)


def test_nothing_published_says_what_to_do(tmp_path):
    with pytest.raises(NotPublishedError, match="rencheng build"):
        open_published(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE core.x (a INTEGER)",
        "DELETE FROM core.documents",
        "DROP VIEW out.documents",
        "COPY (SELECT 1) TO 'x.csv'",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_csv('/etc/hosts')",
        "SET enable_external_access = true",
        "SET memory_limit = '1GB'",
        "INSTALL fts",
        "LOAD fts",
    ],
)
def test_nothing_is_written_or_read_through_the_door(published, statement):
    with pytest.raises(duckdb.Error):
        published.execute(statement)
