"""Names: what reasons, types, quadrants and measures are called in Chinese tables."""

REASONS = {
    "unreadable": "题名无法识别",
    "duplicate": "重复文献",
    "not_research": "非研究文献",
    "outside_years": "不在年份范围内或无年份",
    "no_keywords": "无关键词",
}
TYPES = {
    "journal": "期刊论文",
    "thesis": "学位论文",
    "conference": "会议论文",
    "newspaper": "报纸文章",
    "book": "图书",
    "patent": "专利",
    "standard": "标准",
    "yearbook": "年鉴",
    "achievement": "科技成果",
    "other": "其他",
}
MERGINGS = {"spelling": "写法（大小写、全半角、空格）", "script": "繁简", "synonym": "同义词表"}
QUADRANTS = {
    "motor": "核心主题（第一象限）",
    "niche": "孤立成熟主题（第二象限）",
    "emerging_or_declining": "新兴或衰退主题（第三象限）",
    "basic": "基础主题（第四象限）",
}
LEVELS = {
    "nation": "国家",
    "province": "省、自治区",
    "municipality": "直辖市",
    "subprovincial": "副省级城市",
    "prefecture": "地级行政区",
    "county": "县级行政区",
}
