"""Measures: what the cell of a comparison holds, and the words that people read for it."""

from enum import StrEnum

PARTS = ("review", "plan", "other")
FACTS = ("status", "is_sample", "n_documents", "n_sentences", "n_chars")


class Measure(StrEnum):
    """What a cell holds: mentions per 10,000 Han characters (leads), or sentences on the theme among all sentences."""

    PER_10K = "per_10k"
    SHARE = "share"


MEASURE_ZH = {
    Measure.PER_10K: "每万字提及次数 mentions per 10,000 Han characters",
    Measure.SHARE: "句子占比（%）share of sentences, %",
}
STATUS_ZH = {
    "collected": "已收集",
    "not_collected": "未收集",
    "unreadable": "无法读取",
    "blocked": "被拦截",
    "year_unknown": "有报告而年份不明",
}
