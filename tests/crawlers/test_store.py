"""The raw store: the same bytes once, a manifest that survives a crash."""

from dataclasses import replace

import pytest

from crawlers.store import ManifestRow, RawStore

ROW = ManifestRow(
    run_id="r",
    source="add",
    path="/a.md",
    url=None,
    status="added",
    blocked_reason=None,
    fetched_at="2026-01-01T00:00:00+00:00",
    content_type=None,
    bytes=1,
    raw_sha256="0" * 64,
    city_code=None,
)


def test_the_same_bytes_are_stored_once(tmp_path):
    store = RawStore(tmp_path)
    first = store.put_bytes("韧性".encode())
    before = (tmp_path / store.name_of(first)).stat().st_mtime_ns
    assert store.put_bytes("韧性".encode()) == first
    assert (tmp_path / store.name_of(first)).stat().st_mtime_ns == before
    assert store.get_bytes(first) == "韧性".encode()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bytes_that_are_not_there_are_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        RawStore(tmp_path).get_bytes("f" * 64)


def test_a_torn_line_costs_one_row(tmp_path):
    store = RawStore(tmp_path)
    store.append_rows([ROW])
    with store.manifest_path.open("ab") as file:
        file.write(b'{"run_id": "torn", "sour')
    assert store.read_manifest() == [ROW]
    second = replace(ROW, run_id="s", path="/b.md")
    store.append_rows([second])
    assert store.read_manifest() == [ROW, second]


def test_an_empty_store_has_an_empty_manifest(tmp_path):
    assert RawStore(tmp_path / "nowhere").read_manifest() == []
