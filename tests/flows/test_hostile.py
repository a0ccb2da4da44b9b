"""Hostile and damaged input: a file never stops the others, damage heals, and nothing depends on who came first."""

import os
import shutil
import time
from itertools import pairwise

import pytest
from conftest import SAMPLE

from crawlers.readers import read_bytes
from flows.home import Home
from flows.steps.adding import AddError, add_paths
from flows.steps.building import build
from warehouse.door import DamagedFileError, find_published, open_published

GOOD = SAMPLE / "西安市"


def ask(home, query):
    with open_published(home.root) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


LAUGHS = "---\na: &a [x,x,x,x]\n" + "".join(f"{k}: &{k} [*{j},*{j},*{j},*{j}]\n" for j, k in pairwise("abcdefgh"))
HOSTILE = {
    "surrogate.md": '---\ntitle: "\\ud800 x"\n---\n正文。\n',
    "nested.md": "---\ntitle: " + "[" * 2000 + "]" * 2000 + "\n---\n正文。\n",
    "laughs.md": LAUGHS + "---\n正文。\n",
    "many.md": "各位代表：\n" + "好。" * 100_005,
    "stars.md": "**a " * 5000,
    "rules.md": "---\n" * 500,
    "astral.md": "各位代表：🏳️‍🌈𠀀𪛖韧性城市。\n",
}


def test_hostile_files_stop_no_build_and_lose_no_other_file(home, tmp_path):
    folder = tmp_path / "in"
    shutil.copytree(GOOD, folder / "西安市")
    for name, text in HOSTILE.items():
        (folder / name).write_text(text, "utf-8")
    add_paths(home, [folder])
    build(home)
    assert ask(home, "SELECT count(*) FROM out.document_origins") == [(len(HOSTILE) + 2,)]
    assert ask(home, "SELECT count(*) FROM out.documents WHERE city = '西安市'") == [(2,)]
    assert ask(home, "SELECT count(*) FROM out.sentences WHERE n_chars = 1")[0][0] > 100_000


def test_a_home_of_unreadable_files_alone_builds(home, tmp_path):
    (tmp_path / "空.md").write_bytes(b"")
    with pytest.raises(AddError):
        add_paths(home, [tmp_path / "空.md"])
    build(home)
    assert ask(home, "SELECT issue FROM out.document_issues") == [("empty_file",)]


LONG_LINES = {
    "spaces": " ".join([" " * 200_000, "x"]),
    "brackets": "[" * 200_000,
    "hashes": "# a" + " #" * 100_000 + "x",
    "stars": "**a " * 50_000,
    "underscores": "__a " * 50_000,
    "comments": "<!-- " * 40_000,
    "pipes": "| " * 100_000,
    "quotes": "“" * 200_000,
}


@pytest.mark.parametrize("kind", LONG_LINES)
def test_reading_time_grows_with_length_and_no_faster(kind):
    """Quadratic patterns took minutes here; the bound is generous, so that no slow machine fails it."""
    from flows.steps.reading import read_document

    start = time.monotonic()
    read_document("", read_bytes(LONG_LINES[kind].encode() + b"\xe6\x96\x87\n"))
    assert time.monotonic() - start < 20


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_a_name_in_gbk_is_read_and_costs_no_other_file(home, tmp_path):
    folder = tmp_path / "zip"
    shutil.copytree(GOOD, folder / "西安市")
    with open(os.fsencode(folder) + b"/" + "德阳市2020.md".encode("gbk"), "wb") as file:  # noqa: PTH123
        file.write("各位代表：没有地点。".encode())
    assert add_paths(home, [folder]) == {"added": 3}
    build(home)
    assert ask(home, "SELECT city, year FROM out.documents WHERE year = 2020") == [("德阳市", 2020)]


def test_damage_to_the_published_file_is_told_and_mended_by_a_build(home):
    add_paths(home, [GOOD])
    build(home)
    path = find_published(home.root)
    with path.open("rb+") as file:
        file.truncate(5000)
    with pytest.raises(DamagedFileError, match="rencheng build --force"):
        open_published(home.root)
    assert build(home).is_new
    assert ask(home, "SELECT count(*) FROM out.documents") == [(2,)]


def test_damage_to_the_cache_is_mended_by_a_build(home):
    add_paths(home, [GOOD])
    build(home)
    for parquet in (home.root / "cache").rglob("*.parquet"):
        with parquet.open("rb+") as file:
            file.truncate(100)
    assert build(home, is_forced=True).is_new
    assert ask(home, "SELECT count(*) FROM out.documents") == [(2,)]


def test_journals_torn_within_a_character_or_doubled_are_read(home):
    add_paths(home, [GOOD])
    build(home)
    first = home.runs_path.read_bytes().split(b"\n")[0]
    with home.runs_path.open("ab") as file:
        file.write(first + b"\n" + '{"run_id": "成'.encode()[:-1])
    with home.store.manifest_path.open("ab") as file:
        file.write(b"5\n[]\n" + '{"path": "成'.encode()[:-1])
    add_paths(home, [SAMPLE / "成都市"])
    build(home)
    assert ask(home, "SELECT count(*) FROM out.documents") == [(4,)]
    assert ask(home, "SELECT command, count(*) FROM out.runs GROUP BY ALL ORDER BY ALL") == [("add", 2), ("build", 1)]


@pytest.mark.parametrize("damage", ["lost", "cut short"])
def test_raw_bytes_that_are_lost_are_told_and_healed_by_adding_them_again(home, damage):
    add_paths(home, [GOOD])
    victim = home.store.root / home.store.name_of(home.store.read_manifest()[0].raw_sha256)
    if damage == "lost":
        victim.unlink()
    else:
        victim.write_bytes(victim.read_bytes()[:900])
    build(home)
    assert ask(home, "SELECT count(*) FROM out.documents") == [(1,)]
    assert ask(home, "SELECT issue FROM out.document_issues") == [("bytes_missing",)]
    assert add_paths(home, [GOOD]) == {"known": 2}
    assert build(home).is_new
    assert ask(home, "SELECT count(*) FROM out.documents") == [(2,)]


def test_an_address_given_once_is_kept(home, tmp_path):
    file = tmp_path / "绵阳市" / "2022.md"
    shutil.copytree(SAMPLE / "绵阳市", file.parent)
    add_paths(home, [file], url="https://a.example/1")
    assert add_paths(home, [file]) == {"known": 1}
    build(home)
    assert ask(home, "SELECT url FROM out.documents") == [("https://a.example/1",)]
    for bad in ("not an address", "", "ftp://x"):
        with pytest.raises(AddError, match="no address"):
            add_paths(home, [file], url=bad)


@pytest.mark.parametrize("order", [("甲", "乙"), ("乙", "甲")])
def test_who_comes_first_decides_nothing(tmp_path, order):
    """One text under two years, in two layouts: the same document either way, and the doubt is told."""
    text = "各位代表：\n向大会报告工作。\n防汛抗旱工作扎实开展。\n社区治理稳步推进。\n"
    files = {"甲": ("成都市/2021.md", text), "乙": ("成都市/2022.md", text.replace("。\n", "，"))}
    home = Home(tmp_path / "home")
    for name in order:
        path, body = files[name]
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(body, "utf-8")
        add_paths(home, [tmp_path / path])
    build(home)
    assert ask(home, "SELECT year, n_sentences FROM out.documents") == [(2021, 4)]
    doubts = {issue for (issue,) in ask(home, "SELECT issue FROM out.document_issues")}
    assert "origins_disagree" in doubts


def test_the_home_folder_is_not_taken_for_documents(tmp_path, monkeypatch):
    shutil.copytree(GOOD, tmp_path / "西安市")
    home = Home(tmp_path / "data")
    add_paths(home, [tmp_path])
    build(home)
    assert add_paths(home, [tmp_path]) == {"known": 2}
    home.inbox.mkdir()
    shutil.copy(SAMPLE / "成都市" / "2022.md", home.inbox / "成都市2022.md")
    assert add_paths(home, [home.inbox]) == {"added": 1}


def test_text_between_two_rules_is_text_and_marks_before_front_matter_are_none():
    reading = read_bytes("---\n政府工作报告\n各位代表：\n---\n一、回顾\n".encode())
    assert "政府工作报告" in reading.text and reading.claims == {}
    for start in ("\ufeff\ufeff", "\u200b", "\n  \n"):
        reading = read_bytes(f"{start}---\ntitle: 甲\n---\n正文。\n".encode())
        assert reading.claims == {"title": "甲"} and reading.text.strip() == "正文。"
    assert read_bytes("---\ntitle: 甲\n---\n正文。\n".encode("gb18030").join([b"\x84\x31\x95\x33", b""])).claims
    listed = read_bytes("---\nsource: [https://x.example/1, 乙]\n---\n正文。\n".encode())
    assert listed.claims == {"source": "https://x.example/1、乙"}


def test_a_source_that_is_no_address_is_no_address(home, tmp_path):
    (tmp_path / "德阳市2020.md").write_text("---\nsource: 新华社\n---\n各位代表：报告工作。\n", "utf-8")
    add_paths(home, [tmp_path / "德阳市2020.md"])
    build(home)
    assert ask(home, "SELECT url FROM out.documents") == [(None,)]
