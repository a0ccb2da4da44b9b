"""Measures: what the cell of a comparison holds, and the words that people read for it."""

from enum import StrEnum

PARTS = ("review", "plan", "other")
FACTS = ("status", "is_sample", "n_documents", "n_sentences", "n_chars", "mean_sentence_chars")


class Measure(StrEnum):
    """What a cell holds: mentions per 10,000 Han characters (leads), sentences on the theme among all sentences, as
    they are or as if those of every place were equally long, or the rank of the place among others by mentions.
    """

    PER_10K = "per_10k"
    SHARE = "share"
    SHARE_STANDARDISED = "share_standardised"
    RANK = "rank"


MEASURE_ZH = {
    Measure.PER_10K: "每万字提及次数 mentions per 10,000 Han characters",
    Measure.SHARE: "句子占比（%）share of sentences, %",
    Measure.SHARE_STANDARDISED: "句长标准化句子占比（%）share of sentences, standardised by their length, %",
    Measure.RANK: "每万字提及次数的名次 rank by mentions per 10,000 Han characters",
}


class Against(StrEnum):
    """The other places of the year that a place stands beside: cities beside cities, provinces beside provinces."""

    PROVINCE = "province"
    LEVEL = "level"
    ALL = "all"


AGAINST_ZH = {
    Against.PROVINCE: "同年同省其他城市 the other cities of its province",
    Against.LEVEL: "同年同级其他地方 the others of its level",
    Against.ALL: "同年全部其他城市（省份则为其他省份）all other cities (of a province: provinces)",
}


class Line(StrEnum):
    """What a row of a comparison holds: a place, one part of its reports, or what was made of several rows."""

    PLACE = "place"
    REVIEW = "review"
    PLAN = "plan"
    BALANCE = "balance"
    MEAN = "mean"
    MEDIAN = "median"
    CHANGE = "change"


LINE_ZH = {
    Line.PLACE: "本地",
    Line.REVIEW: "回顾",
    Line.PLAN: "计划",
    Line.BALANCE: "对比",
    Line.MEAN: "均值",
    Line.MEDIAN: "中位数",
    Line.CHANGE: "变化",
}


class LeftOut(StrEnum):
    """Sentences that a comparison may leave out."""

    FORMULAS = "formulas"
    EPIDEMIC = "epidemic"


LEFT_OUT_ZH = {
    LeftOut.FORMULAS: "套话已略去：重复国务院、本省或当年多地表述的句子和短语。"
    "Formulas left out: wordings of the State Council, the province or many places of the year.",
    LeftOut.EPIDEMIC: "疫情句已略去。Sentences on an epidemic left out.",
}
PART_ZH = {"review": "回顾", "plan": "计划", "other": "其他"}
STATUS_ZH = {
    "collected": "已收集",
    "not_collected": "未收集",
    "unreadable": "无法读取",
    "blocked": "被拦截",
    "year_unknown": "有报告而年份不明",
}
