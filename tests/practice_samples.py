"""Practices made up by us over the sample reports (演示样本), until and beside those that are mined."""

from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb

REPORT = ("自主探索类", "写入政府工作报告", "work_report")
PLAN = ("自主探索类", "编制专项规划", "special_plan")
GRID = ("基层治理类", "网格化治理", "grid")
HUNDRED = ("国际合作类", "加入“全球100韧性城市”", "membership")
RESILIENT = ("国际合作类", "加入“让城市更具韧性”", "membership")
SPONGE = ("试点示范类", "海绵城市试点", "pilot")
# (category, practice, type), place, year, words of the sentence, depth, origin, confidence
MINED = (
    (REPORT, "成都市", 2021, "加快建设韧性城市", 2, "own", 0.9),
    (REPORT, "成都市", 2022, "制定韧性城市建设行动方案", 3, "own", 0.95),
    (REPORT, "西安市", 2022, "增强城市韧性", 2, "own", 0.8),
    (REPORT, "北京市", 2021, "出台加强韧性城市建设的意见", 3, "own", 0.9),
    (REPORT, "北京市", 2022, "把韧性城市建设落到街区", 2, "own", 0.9),
    (REPORT, "上海市", 2021, "提升城市韧性", 2, "formula", 0.7),
    (REPORT, "上海市", 2022, "全面提升城市韧性与安全", 2, "own", 0.9),
    (REPORT, "义乌市", 2022, "谋划韧性城市", 1, "own", 0.6),
    (REPORT, "黄石市", 2022, "城市更有韧性", 2, "own", 0.8),
    (PLAN, "德阳市", 2022, "编制韧性城市建设专项规划", 3, "own", 0.9),
    (PLAN, "北京市", 2022, "制定专项规划和评价标准", 3, "own", 0.9),
    (GRID, "成都市", 2022, "网格", 3, "own", 0.8),
    (HUNDRED, "黄石市", 2022, "让城市韧性与产业实力同步提升", 2, "own", 0.7),
)
# (category, practice, type), place, since, source
LISTED = (
    *((HUNDRED, place, date(2014, 12, 1), "演示名录甲") for place in ("德阳市", "黄石市", "海盐县", "义乌市")),
    *((RESILIENT, place, date(2011, 1, 1), "演示名录乙") for place in ("成都市", "洛阳市", "西宁市")),
    (SPONGE, "西宁市", date(2023, 5, 1), "演示名录丙"),
)
SOURCE_DATE = date(2026, 11, 1)


def put_practices(home: Path, published: Path, leave_out: int = 0) -> Path:
    """Copy a published file of the sample into a home and fill its practices; return the file."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "rencheng.duckdb"
    copyfile(published, path)
    with duckdb.connect(str(path)) as connection:
        for view in ("practices", "memberships"):
            connection.execute(f"CREATE TABLE out.{view}_made AS FROM out.{view} LIMIT 0")
            connection.execute(f"DROP VIEW out.{view}")
            connection.execute(f"ALTER TABLE out.{view}_made RENAME TO {view}")
        for (category, practice, kind), city, year, words, depth, origin, confidence in MINED[leave_out:]:
            connection.execute(
                """
                INSERT INTO out.practices BY NAME
                SELECT $category AS category, s.city_code, s.city, $practice AS practice, $kind AS practice_type,
                    $depth AS depth, $origin AS origin, d.title AS document_title, s.document_id, d.kind,
                    d.session_date AS document_date, d.session_date AS known_since, s.year, s.part,
                    s.heading, s.page_no, s.sentence_id,
                    s.text AS sentence, d.url, NULL AS source, NULL AS source_date, $confidence AS confidence
                FROM out.sentences AS s JOIN out.documents AS d USING (document_id)
                WHERE s.city = $city AND s.year = $year AND contains(s.text, $words)
                ORDER BY s.sentence_id LIMIT 1
                """,
                {
                    "category": category, "practice": practice, "kind": kind, "depth": depth, "origin": origin,
                    "city": city, "year": year, "words": words, "confidence": confidence,
                },
            )  # fmt: skip
        for (category, practice, kind), city, since, source in LISTED:
            named = {"practice": practice, "city": city, "source": source, "day": SOURCE_DATE}
            connection.execute(
                """
                INSERT INTO out.practices BY NAME
                SELECT $category AS category, city_code, city, $practice AS practice, $kind AS practice_type,
                    $source AS source, $day AS source_date, $since AS known_since, 1.0 AS confidence
                FROM out.places WHERE city = $city
                """,
                named | {"category": category, "kind": kind, "since": since},
            )
            connection.execute(
                """
                INSERT INTO out.memberships BY NAME
                SELECT city_code, city, $practice AS programme, $since AS since, $source AS source, $day AS source_date
                FROM out.places WHERE city = $city
                """,
                named | {"since": since},
            )
        assert connection.execute("SELECT count(*) FROM out.practices").fetchone() == (
            len(MINED) - leave_out + len(LISTED),
        )
    return path
