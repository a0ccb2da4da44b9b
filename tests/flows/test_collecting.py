"""Collecting from sample portals on loopback: every family, every trouble, resumption, conditional requests, hosts.

The portals answer as a proxy for their made-up hosts, so that a request to any other host would be seen.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from answers import DOCUMENT, write_answers

from crawlers.fetching.job import CrawlJob, dump_job
from crawlers.portals import Answer, serve_portals
from crawlers.source import FAMILIES, KINDS
from crawlers.source_files import load_sources
from crawlers.spiders.kinds import KINDS_OF
from crawlers.store import LISTING, ROBOTS, UNCHANGED
from flows.home import Home
from flows.steps.adding import add_paths
from flows.steps.building import build
from flows.steps.collecting import CollectError, Crawling, collect_checked, collect_sources
from flows.steps.demonstrating import CONTACT, collect_samples
from flows.steps.planning import plan_build
from reports.questions import load_questions
from warehouse.door import open_published

PORTALS = Path(str(files("crawlers"))) / "portals"
GOOD, TROUBLED = PORTALS / "sources", PORTALS / "troubled"


def crawl(home, server, folder=GOOD, names=(), **how):
    given = {"delay": 0, "per_host": 4, "contact": CONTACT} | how
    return collect_sources(home, load_sources(folder, names), Crawling(folder, proxy=server.address, **given))


def list_bytes(home):
    return {path for path in home.store.root.glob("??/*") if path.is_file()}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A home into which the sample portals were crawled twice, what each crawl gave, and what the second asked for."""
    home = Home(tmp_path_factory.mktemp("collected") / "home")
    with serve_portals() as server:
        first = crawl(home, server)
        stored, rows = list_bytes(home), home.store.read_manifest()
        asked = Counter(server.counts())
        second = crawl(home, server)
        repeated = Counter(server.counts()) - asked
        headers = {(host, path): server.last_headers(host, path) for host, method, path in repeated if method == "GET"}
        strangers = server.unknown_hosts()
    return {
        "home": home,
        "first": first,
        "second": second,
        "stored": stored,
        "rows": rows,
        "asked": asked,
        "repeated": repeated,
        "headers": headers,
        "strangers": strangers,
    }


def test_every_family_is_crawled_and_gives_what_its_source_expects(collected):
    families = {listing.family for source in load_sources(GOOD) for listing in source.listings}
    assert families == set(FAMILIES) - {"browser"}
    for found in collected["first"].yields:
        for listing in found.listings:
            assert listing.documents == listing.matching == listing.expect_at_least, (found.source, listing)
    assert sum(found.documents for found in collected["first"].yields) == 38


def test_no_request_goes_to_a_host_that_no_source_names_and_none_is_made_twice(collected):
    named = set().union(*(source.all_hosts for source in load_sources(GOOD)))
    assert collected["strangers"] == {}
    assert {host for host, _, _ in collected["asked"]} <= named
    asked = Counter((row.run_id, row.url, row.form) for row in collected["rows"])
    assert {what: n for what, n in asked.items() if n > 1} == {}, "by one spider"
    twice = {what for what, n in collected["asked"].items() if n > 1 and what[2] != "/robots.txt"}
    assert twice == {("www.guangzhou.example", "GET", "/gkmlpt/index")}, "it begins listings of both spiders"


def test_the_second_crawl_stores_no_bytes_and_asks_on_condition_only(collected):
    assert list_bytes(collected["home"]) == collected["stored"]
    assert collected["repeated"].keys() == collected["asked"].keys()
    unconditional = [
        place for place, headers in collected["headers"].items() if not {"if-none-match"} & set(map(str.lower, headers))
    ]
    assert unconditional == []
    posts = [what for what in collected["repeated"] if what[1] == "POST"]
    assert posts, "a POST cannot be conditional (RFC 9110, 13.1.2): two families need it"
    rows = collected["home"].store.read_manifest()[len(collected["rows"]) :]
    assert {row.status for row in rows if not row.form} == {UNCHANGED}


def test_every_answer_has_a_row_with_its_bytes_and_the_run_that_made_it(collected):
    home, rows = collected["home"], collected["rows"]
    assert len(rows) == sum(collected["asked"].values())
    assert {row.role for row in rows} == {"document", "attachment", LISTING, ROBOTS}
    for row in rows:
        assert row.status == "200" or row.role in (ROBOTS, LISTING), "the second spider meets what the first has"
        assert home.store.has_bytes(row.raw_sha256, row.bytes)
        assert json.loads(row.headers)["ETag"] and row.source and row.city_code and row.fetched_at
    documents = [row for row in rows if row.role == "document"]
    assert all(row.kind in KINDS for row in documents)
    assert all(row.found_on for row in rows if row.role == "attachment")


def test_what_was_crawled_is_read_and_an_unchanged_crawl_changes_nothing(collected):
    home = collected["home"]
    build(home)
    with open_published(home.root) as connection:
        kinds = dict(
            connection.execute("SELECT kind, count(DISTINCT title) FROM out.documents GROUP BY ALL").fetchall()
        )
        (samples,) = connection.execute("SELECT bool_and(is_sample) FROM out.documents").fetchone()
        statuses = connection.execute("SELECT DISTINCT status FROM out.coverage").fetchall()
        unknown_runs = connection.execute("SELECT run_id FROM out.fetches ANTI JOIN out.runs USING (run_id)").fetchall()
    assert samples and statuses == [("collected",)] and unknown_runs == []
    assert kinds.pop("work_report") == 30
    kinds.pop("other")  # files beside reports that are neither
    assert kinds == dict.fromkeys(["master_plan"], 2) | dict.fromkeys(
        ["territorial_plan", "special_plan", "action_plan", "five_year_plan", "regulation", "article"], 1
    )
    with serve_portals() as server:
        crawl(home, server, names=["510100-chengdu"])
    assert plan_build(home).is_current


def test_a_page_is_in_no_doubt_once_the_files_that_hold_its_text_are_read(collected):
    build(collected["home"])
    with open_published(collected["home"].root) as connection:
        doubted = "SELECT raw_sha256 FROM {}.document_issues WHERE issue = 'text_in_attachment'"
        assert len(connection.execute(doubted.format("core")).fetchall()) == 3
        assert connection.execute(doubted.format("out")).fetchall() == []
        (view,) = connection.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'document_issues'").fetchone()
        tables = {
            name: connection.execute(f"FROM core.{name}").to_arrow_table()
            for name in ("document_issues", "fetches", "origins", "documents")
        }
    with duckdb.connect() as memory:
        memory.execute("CREATE SCHEMA core")
        memory.execute("CREATE SCHEMA out")
        for name, rows in tables.items():  # noqa: B007 (DuckDB reads it by name)
            memory.execute(f"CREATE TABLE core.{name} AS FROM rows")
        memory.execute(view)
        assert memory.execute(doubted.format("out")).fetchall() == []
        page, file = memory.execute(
            "SELECT issues.raw_sha256, files.url FROM core.document_issues AS issues JOIN core.fetches AS pages USING "
            "(raw_sha256) JOIN core.fetches AS files ON files.found_on = pages.url WHERE issue = 'text_in_attachment' "
            "ORDER BY ALL LIMIT 1"
        ).fetchone()
        memory.execute("UPDATE core.origins SET document_id = NULL WHERE url = ?", [file])  # it could not be read
        assert memory.execute(doubted.format("out")).fetchall() == [(page,)]
        memory.execute("DELETE FROM core.fetches WHERE role = 'attachment'")  # none was collected
        assert len(memory.execute(doubted.format("out")).fetchall()) == 3


def test_the_document_of_answers_says_what_the_sample_answers(collected):
    build(collected["home"])
    made = write_answers(collected["home"].root)
    assert made == DOCUMENT.read_text("utf-8"), "out of date: python -m tests.answers"
    assert [f"{question.number}. {name}" for name, question in load_questions().items()] == re.findall(
        r"^## (.+)$", made, re.M
    )
    assert "演示样本" in made[:100]
    tables = [part.split("\n| ---")[1] for part in made.split("\n## ")[1:] if "\n| ---" in part]
    assert len(tables) == 22 and all(2 <= table.count("\n| ") + 1 <= 9 for table in tables)


def test_each_kind_belongs_to_one_spider():
    assert sorted(kind for kinds in KINDS_OF.values() for kind in kinds) == sorted(KINDS)


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """A home into which portals with every trouble were crawled, and the lines that told of it."""
    home = Home(tmp_path_factory.mktemp("troubled") / "home")
    with serve_portals() as server:
        with pytest.raises(CollectError) as raised:
            crawl(home, server, TROUBLED)
        return home, str(raised.value).splitlines(), raised.value.yields, dict(server.unknown_hosts()), server.counts()


def test_blocked_is_a_result_and_never_a_document(troubled):
    home, _, yields, _, _ = troubled
    rows = [row for row in home.store.read_manifest() if row.role == "document"]
    assert {row.blocked_reason for row in rows if row.blocked_reason} == {
        *("robots", "jiasule", "ruishu", "soft_404", "login", "captcha"),
    }
    assert {row.status for row in rows if not row.raw_sha256 and not row.blocked_reason} == {
        *("too_large", "too_many_redirects", "foreign_host"),
    }
    assert all(row.raw_sha256 is None for row in rows if row.blocked_reason)
    good = next(found for found in yields if found.source == "530100-guzhang")
    assert good.documents == 3, "a 503 that recovers and a redirect on the same host are no trouble"


def test_robots_is_obeyed_and_strangers_are_not_asked(troubled):
    home, _, _, strangers, counts = troubled
    disallowed = [row.url for row in home.store.read_manifest() if row.blocked_reason == "robots"]
    assert len(disallowed) == 1 and strangers == {}
    assert not any(path == urlsplit(disallowed[0]).path for _, _, path in counts)


def test_a_body_without_end_is_cut_off(troubled):
    (row,) = [row for row in troubled[0].store.read_manifest() if row.status == "too_large"]
    assert row.raw_sha256 is None


def test_failures_are_told_by_source_and_the_others_go_on(troubled):
    _, lines, yields, _, _ = troubled
    assert all(line.startswith("530300-quelou: http://www.quelou.example/zwgk/") for line in lines), lines
    told = "\n".join(lines)
    assert "2 documents of at least 10 expected" in told
    assert told.count("the listing was refused") == 3 and "ruishu" in told
    assert {found.source for found in yields} == {"530100-guzhang", "530300-quelou"}


def test_coverage_tells_blocked_from_not_collected_and_a_saved_page_takes_its_place(troubled, tmp_path):
    home = troubled[0]
    rows = [row for row in home.store.read_manifest() if row.role == "document"]
    blocked = next(row for row in rows if row.blocked_reason == "jiasule")
    build(home)
    ask = "SELECT status FROM out.coverage WHERE city_code = '530100' AND year = ?"
    with open_published(home.root) as connection:
        assert connection.execute(ask, [blocked.year]).fetchall() == [("blocked",)]
        statuses = {status for (status,) in connection.execute("SELECT status FROM out.coverage").fetchall()}
        assert statuses >= {"collected", "blocked", "not_collected"}
    page = tmp_path / f"昆明市{blocked.year}年政府工作报告.md"
    page.write_text(
        f"# 昆明市{blocked.year}年政府工作报告\n\n各位代表：\n\n现在，我向大会报告工作。建设韧性城市。\n", "utf-8"
    )
    add_paths(home, [page], url=blocked.url)
    build(home)
    with open_published(home.root) as connection:
        assert connection.execute(ask, [blocked.year]).fetchall() == [("collected",)]
        assert connection.execute("SELECT count(*) FROM out.documents WHERE url = ?", [blocked.url]).fetchone() == (1,)


def make_job(home, run_id, folder, names, server):
    job = CrawlJob("work_reports", str(folder), tuple(names), str(home.store.root), None, run_id, CONTACT, delay=0)
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return dump_job(job), environment | {"http_proxy": server.address}


def test_a_plan_that_lies_beside_its_page_is_plan_throughout(collected):
    """Its own text does not say that it is a plan: its listing does."""
    with open_published(collected["home"].root) as connection:
        parts = connection.execute(
            """
            SELECT kind, part, count(DISTINCT document_id) FROM out.sentences JOIN out.documents USING (document_id)
            WHERE kind LIKE '%!_plan' ESCAPE '!' AND is_measured GROUP BY ALL
            """
        ).fetchall()
        assert {part for _, part, _ in parts} == {"plan"}
        assert sum(n for *_, n in parts) >= 6
        empty = connection.execute(
            "SELECT * FROM out.city_themes WHERE kind LIKE '%!_plan' ESCAPE '!' AND part <> 'plan' AND mentions > 0"
        ).fetchall()
        assert empty == []


def stop_crawl(home, server, names, how):
    """Crawl, and send the crawler a signal once it has told of the first answer: few rounds of requests make it all."""
    job, environment = make_job(home, "stopped", GOOD, names, server)
    command = [sys.executable, "-P", "-m", "crawlers.fetching"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True) as run:
        threading.Thread(target=lambda: (run.stdin.write(job), run.stdin.close())).start()
        for line in run.stdout:
            if json.loads(line).get("answered") == 1:
                run.send_signal(how)
                break
        run.stdout.read()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_crawl_that_was_stopped_goes_on_without_asking_again(tmp_path, how):
    """Counted at the server. A killed crawler may lose an answer and a request on its way at each host."""
    names, whole_crawl = ["110000-beijing", "410300-luoyang", "510600-deyang"], 18
    for delay in (1.0, 4.0):  # on a busy machine a quick crawl may get to its end before the signal does
        home = Home(tmp_path / f"home-{delay}")
        with serve_portals(delay=delay) as server:
            stop_crawl(home, server, names, how)
            server.delay = 0.0
            before = Counter(server.counts())
            if not 1 <= len(home.store.read_manifest()) < whole_crawl:
                continue
            done = crawl(home, server, names=names)
            counts = Counter(server.counts())
            whole = Home(tmp_path / f"whole-{delay}")
            crawl(whole, server, names=names)
        break
    else:
        pytest.fail("the crawl was never stopped on its way")
    again = {what: n for what, n in counts.items() if n > 1 and what[2] != "/robots.txt"}
    assert sum(before.values()) >= len(names)
    assert sum(n - 1 for n in again.values()) <= (0 if how == signal.SIGTERM else 2 * len(names)), again
    reports = [found for found in done.yields if found.run_id != "stopped" and found.listings[0].kind == "work_report"]
    assert [found.documents for found in reports] == [2, 2, 2]

    def documents(of):
        return {(row.url, row.raw_sha256) for row in of.store.read_manifest() if row.is_document and row.raw_sha256}

    assert documents(home) == documents(whole), "none is lost"


def test_a_part_of_the_documents_can_be_asked_for(tmp_path):
    home = Home(tmp_path / "home")
    with serve_portals() as server:
        planned = crawl(home, server, names=["510100-chengdu"], is_dry=True).would_fetch
        assert {(each["kind"], each["year"]) for each in planned} == {
            *(("work_report", 2021), ("work_report", 2022), ("special_plan", 2022)),
        }
        assert home.store.read_manifest() == [] and list_bytes(home) == set()
        done = crawl(home, server, names=["510100"], limit=1)
        assert [found.documents for found in done.yields] == [1, 1]
        since = crawl(Home(tmp_path / "since"), server, names=["110000-beijing"], since=2022)
        assert next(found.documents for found in since.yields) == 1


def test_a_listing_that_shrinks_and_one_that_changes_its_shape_fail(tmp_path):
    home = Home(tmp_path / "home")
    with serve_portals() as server:
        crawl(home, server, names=["420200-huangshi", "110000-beijing"])
        page = b"<html><body><ul><li>\xe7\xbb\xb4\xe6\x8a\xa4\xe4\xb8\xad</li></ul></body></html>" + b" " * 4000
        server.serve("www.beijing.example", "/gongkai/jihua/zfgzbg/index.html", Answer(page))
        with pytest.raises(CollectError) as raised:
            crawl(home, server, names=["420200-huangshi", "110000-beijing"])
    lines = str(raised.value).splitlines()
    assert all(line.startswith("110000-beijing: ") for line in lines)
    assert any("no article listed" in line for line in lines)
    assert any("0 articles listed, 6 in the crawl before" in line for line in lines)


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(tmp_path):
    with serve_portals() as server:
        server.serve("www.beijing.example", "/robots.txt", Answer(b"", status=503))
        with pytest.raises(CollectError, match="robots"):
            crawl(Home(tmp_path / "home"), server, names=["110000-beijing"])
        asked = {path for host, _, path in server.counts() if host == "www.beijing.example"}
    assert asked == {"/robots.txt"}


def test_versions_of_an_address_are_kept(tmp_path):
    home = Home(tmp_path / "home")
    with serve_portals() as server:
        crawl(home, server, names=["610400-xianyang"])
        row = next(r for r in home.store.read_manifest() if r.role == "document" and r.year == 2022)
        old = home.store.get_bytes(row.raw_sha256)
        new = (
            old.replace("韧性".encode(), "坚韧".encode())
            if "韧性".encode() in old
            else old.replace(b"2022", b"2023", 1)
        )
        parts = urlsplit(row.url)
        server.serve(parts.netloc, parts.path, Answer(new, row.content_type))
        crawl(home, server, names=["610400-xianyang"])
    build(home)
    with open_published(home.root) as connection:
        versions = connection.execute(
            "SELECT raw_sha256 FROM out.document_versions WHERE url = ?", [row.url]
        ).fetchall()
    assert versions == [(row.raw_sha256,)]


def test_nobody_crawls_without_a_name(monkeypatch, tmp_path):
    monkeypatch.delenv("RENCHENG_CONTACT", raising=False)
    with pytest.raises(ValueError, match="RENCHENG_CONTACT"):
        Crawling()
    monkeypatch.setenv("RENCHENG_SOURCES", str(GOOD))
    assert collect_checked(Home(tmp_path)) == [] and not (tmp_path / "raw").exists()


def test_the_demonstration_tells_how_far_it_has_come(tmp_path):
    seen = []
    collect_samples(Home(tmp_path / "home"), lambda done, asked: seen.append((done, asked)))
    assert seen and all(done <= asked for done, asked in seen)
    assert seen[-1][0] == seen[-1][1]
