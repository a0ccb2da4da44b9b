"""The cache: a batch is there whole or not at all; keys never mix."""

import pytest

from warehouse.cache import Cache, name_batch
from warehouse.stages import CODE

ROW = {"raw_sha256": "a", "position": 0, "sense": "urban", "char_start": 1, "char_end": 3}
ROWS = dict.fromkeys(CODE, ()) | {"senses": [ROW]}


def test_what_is_written_is_read(tmp_path):
    cache = Cache(tmp_path)
    cache.write_batch("code", "k" * 64, ["a", "b"], ROWS)
    name = name_batch(["a", "b"])
    assert cache.has_batch("code", "k" * 64, name)
    assert cache.list_batches("code", "k" * 64) == {name: ["a", "b"]}
    assert cache.read_table("code", "k" * 64, [name], "senses").to_pylist() == [ROW]
    assert cache.read_table("code", "k" * 64, [], "senses").schema == CODE["senses"]


def test_another_key_sees_nothing(tmp_path):
    cache = Cache(tmp_path)
    cache.write_batch("code", "k" * 64, ["a"], ROWS)
    assert not cache.has_batch("code", "j" * 64, name_batch(["a"]))
    assert cache.list_batches("code", "j" * 64) == {}


def test_a_batch_torn_by_a_crash_does_not_count_and_is_cleared(tmp_path):
    cache = Cache(tmp_path)
    cache.write_batch("code", "k" * 64, ["a"], ROWS)
    folder = next(tmp_path.iterdir())
    torn = folder / ".part-x"
    torn.mkdir()
    (torn / "senses.parquet").write_bytes(b"PAR1")
    assert list(cache.list_batches("code", "k" * 64)) == [name_batch(["a"])]
    cache.drop_other_keys({"code": "k" * 64})
    assert not torn.exists()
    assert cache.has_batch("code", "k" * 64, name_batch(["a"]))
    cache.drop_other_keys({"code": "j" * 64})
    assert not folder.exists()


def test_tables_that_a_stage_does_not_declare_are_refused(tmp_path):
    with pytest.raises(ValueError, match="mentions"):
        Cache(tmp_path).write_batch("code", "k" * 64, ["a"], {"senses": []})


def test_writing_a_batch_twice_changes_nothing(tmp_path):
    cache = Cache(tmp_path)
    for _ in range(2):
        cache.write_batch("code", "k" * 64, ["a"], ROWS)
    assert cache.read_table("code", "k" * 64, [name_batch(["a"])], "senses").to_pylist() == [ROW]
