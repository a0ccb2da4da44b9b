"""Readers: any bytes give a reading or a reason; lines are kept; bold spans slice back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.readers import Reading, UnreadableError, read_bytes

REPORT = "政府工作报告\n各位代表：现在，我代表市人民政府向大会报告工作。\n一、过去一年工作回顾\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32", "big5"])
def test_encodings_are_told_by_their_bytes(encoding):
    text = (
        REPORT if encoding != "big5" else "政府工作報告\n各位代表：我代表市人民政府報告工作。\n防災減災工作回顧\n" * 3
    )
    assert read_bytes(text.encode(encoding)).text == text


@given(st.binary(max_size=2000))
def test_any_bytes_give_a_reading_or_a_reason(data):
    try:
        assert isinstance(read_bytes(data), Reading)
    except UnreadableError as error:
        assert str(error)


@given(st.text(alphabet="韧性城市。*_#|-[]()<!>a \n\r", max_size=300))
def test_lines_are_kept_one_for_one_and_bold_slices_back(text):
    if not text.strip():
        return
    reading = read_bytes(text.encode())
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    body_lines = normal.count("\n") - (reading.first_line - 1)
    assert reading.text.count("\n") == body_lines
    for start, end in reading.bold:
        assert 0 <= start < end <= len(reading.text)
        assert "\n" not in reading.text[start:end]


def test_front_matter_is_read_and_left_out():
    reading = read_bytes(
        "---\ntitle: 2022年德阳市政府工作报告\nsource: https://a.example/1\n---\n\n**一、回顾**\n".encode()
    )
    assert reading.claims == {"title": "2022年德阳市政府工作报告", "source": "https://a.example/1"}
    assert reading.text == "\n一、回顾\n"
    assert reading.first_line == 5
    assert [reading.text[start:end] for start, end in reading.bold] == ["一、回顾"]


def test_malformed_front_matter_is_read_line_by_line_and_doubted():
    reading = read_bytes("---\ntitle: 报告: 第一: 稿\nsource: [x\n---\n正文。\n".encode())
    assert reading.claims["title"] == "报告: 第一: 稿"
    assert [issue for issue, _ in reading.issues] == ["front_matter_malformed"]


def test_comments_tables_links_and_lone_stars_go():
    text = "<!-- 图 -->\n| 指标 | 值 |\n| --- | --- |\n| 人口 | 3 |\n见[全文](https://a.example)。\n**没有结尾\n"
    assert read_bytes(text.encode()).text == "\n指标 值\n\n人口 3\n见全文。\n没有结尾\n"


def test_a_page_of_links_is_doubted_and_a_text_with_a_few_is_not():
    links = "\n".join(f"- [2022年第{n}号通知](https://a.example/{n}.html) 2022-01-0{n % 9 + 1}" for n in range(12))
    assert [issue for issue, _ in read_bytes(f"通知公告\n{links}\n".encode()).issues] == ["link_page"]
    assert read_bytes(f"{REPORT * 20}\n{links[:200]}\n".encode()).issues == ()
