"""Collecting through a browser, and into an S3 of this machine: both need a server or a program of their own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawlers.portals import Answer, serve_portals
from crawlers.source_files import load_sources
from flows.home import Home
from flows.steps.building import build
from flows.steps.collecting import CollectError, Crawling, collect_sources
from flows.steps.demonstrating import CONTACT, collect_samples
from warehouse.door import open_published

SHELL = """<html><head><meta charset="utf-8"></head><body><ul id="list"></ul><img src="http://www.yiwu.example/a.png">
<script src="http://www.stranger.example/count.js"></script>
<script>document.getElementById("list").innerHTML =
"<li><a href='/zwgk/t20220110_1.html'>2022年政府工作报告</a><span>2022-01-10</span></li>";</script></body></html>"""
ARTICLE = (
    "<html><head><meta charset='utf-8'><title>2022年政府工作报告</title></head><body><div class='TRS_Editor'>{}</div>"
)
SOURCE = """city_code = "110000"
publisher = "北京市人民政府"
site = "http://www.script.example/"
checked = true

[[listing]]
kind = "work_report"
family = "browser"
url = "http://www.script.example/list.html"
links = "#list a"
expect_at_least = 1
"""


def crawl_script(tmp_path, server):
    (tmp_path / "110000-script.toml").write_text(SOURCE, "utf-8")
    server.serve("www.script.example", "/list.html", Answer(SHELL.encode()))
    page = ARTICLE.format(
        "<p>各位代表：现在，我代表市人民政府报告工作。</p>" + "<p>建设韧性城市，办好民生实事。</p>" * 40
    )
    server.serve("www.script.example", "/zwgk/t20220110_1.html", Answer(page.encode()))
    how = Crawling(tmp_path, delay=0, proxy=server.address, contact=CONTACT)
    return collect_sources(Home(tmp_path / "home"), load_sources(tmp_path), how)


@pytest.mark.slow
def test_a_page_that_a_script_makes_is_read_by_a_browser_under_the_same_rules(tmp_path, monkeypatch):
    pytest.importorskip("scrapy_playwright", reason="needs the extra `browser`")
    chromium = os.environ.get("RENCHENG_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("needs a Chromium: name one in RENCHENG_CHROMIUM")
    monkeypatch.setenv("RENCHENG_CHROMIUM", chromium)
    with serve_portals() as server:
        done = crawl_script(tmp_path, server)
        asked = {host for host, _, _ in server.counts()}
    assert [found.documents for found in done.yields] == [1]
    assert asked == {"www.script.example"} and server.unknown_hosts() == {}


def test_without_the_extra_a_source_that_needs_a_browser_says_so_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr("flows.steps.collecting.find_spec", lambda _: None)
    with serve_portals() as server, pytest.raises(CollectError, match="110000-script: needs a browser: `uv sync"):
        crawl_script(tmp_path, server)


@pytest.mark.slow
def test_bytes_lie_under_a_prefix_of_s3_by_the_same_code(tmp_path, monkeypatch):
    moto = Path(sys.executable).parent / "moto_server"
    if not moto.exists():
        pytest.skip("needs moto[server], which the dev group brings")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [moto, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for name, value in {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": address,
            "AWS_ALLOW_HTTP": "true",
            "RENCHENG_STORE": "s3://bucket/raw",
            "RENCHENG_WORKERS": "1",
        }.items():
            monkeypatch.setenv(name, value)
        make_bucket(address)
        home = Home(tmp_path / "home")
        collect_samples(home)
        build(home)
        with open_published(home.root) as connection:
            assert connection.execute("SELECT count(*) FROM out.documents").fetchone() == (44,)
        assert not list(home.store.root.glob("??/*")), "no bytes lie in the home folder"
        row = next(row for row in home.store.read_manifest() if row.is_document)
        assert len(home.store.get_bytes(row.sha256)) == row.bytes
    finally:
        server.terminate()
        server.wait()


def make_bucket(address):
    import boto3

    client = boto3.client("s3", endpoint_url=address)
    for _ in range(100):
        try:
            client.create_bucket(Bucket="bucket")
        except Exception:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("moto did not start")
