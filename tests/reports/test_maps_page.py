"""The page: it needs no network, runs nothing but its own script, and tells the records of a keyword."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from lxml import html
from map_samples import HOSTILE, WORDS, make_map

from reports.maps.keyword_map import KeywordMap, MapRecord
from reports.maps.layout import lay_out_nodes
from reports.maps.page import write_page

RECORDS = (
    MapRecord("r0", "</script><script>alert(1)</script>", 2020, "<b>刊</b>"),
    MapRecord("r1", "\u2028 &amp; <!--", None),
    MapRecord("unused", "没有关键词提到它", 2001),
)
MAP = replace(make_map((*WORDS[:12], *HOSTILE)), title='<i>"图"</i> @@SCRIPT@@', records=RECORDS)
PAGE = write_page(MAP, lay_out_nodes(MAP))


def data_of(page):
    return json.loads(html.document_fromstring(page).get_element_by_id("data").text)


def test_the_page_has_the_same_text_twice():
    assert write_page(MAP, lay_out_nodes(MAP)) == PAGE


def test_the_page_names_no_address():
    assert not re.search(r"https?:|//\w|@import|url\(|\bsrc=|\bhref=", PAGE)


def test_nothing_but_its_own_script_may_run():
    tree = html.document_fromstring(PAGE)
    data, script = tree.findall(".//script")
    assert data.get("type") == "application/json"
    (policy,) = tree.xpath("//meta[@http-equiv]/@content")
    for part, kind in ((script, "script"), (tree.find(".//style"), "style")):
        digest = base64.b64encode(hashlib.sha256(part.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "innerHTML" not in script.text
    assert not tree.xpath("//i | //b")
    assert tree.findtext(".//title") == MAP.title


def test_the_data_say_what_the_map_says():
    data = data_of(PAGE)
    assert [node["keyword"] for node in data["nodes"]] == [node.keyword for node in MAP.ranked]
    assert len(data["links"]) == len(MAP.links)
    assert [record[0] for record in data["records"]] == ["r0", "r1"]
    assert [record[1] for record in data["records"]] == [RECORDS[0].title, RECORDS[1].title]
    carried = {node.keyword: set(node.record_ids) & {"r0", "r1"} for node in MAP.nodes}
    told = {node["keyword"]: {data["records"][n][0] for n in node["records"]} for node in data["nodes"]}
    assert told == carried
    assert all(0 <= node["x"] <= 1000 and 0 <= node["y"] <= 1000 for node in data["nodes"])
    assert {node["cluster"] for node in data["nodes"]} == set(range(len(data["clusters"])))


def test_a_map_without_keywords_has_a_page():
    assert data_of(write_page(KeywordMap("空", (), ()), {}))["nodes"] == []


def test_the_script_is_a_script(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    path = tmp_path / "page.js"
    path.write_text(html.document_fromstring(PAGE).findall(".//script")[1].text, "utf-8")
    assert subprocess.run([node, "--check", path], capture_output=True, check=False).returncode == 0
