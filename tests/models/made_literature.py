"""A made file of 253 records in the proportions of the founding paper: fictional parts, put together by number."""

from itertools import islice, product

TOPICS = (
    "街区韧性",
    "韧性楼栋",
    "防汛网络",
    "应急物资",
    "邻里互助",
    "排水系统",
    "避难空间",
    "风险沟通",
    "老旧小区",
    "志愿队伍",
    "预警信息",
)
ANGLES = (
    "的三种尺度",
    "怎样测量",
    "的形成过程",
    "与居民参与",
    "的制度条件",
    "的空间差别",
    "的费用与收益",
    "的地方经验",
    "的评价指标",
    "的协同路径",
)
VIEWS = ("：基于江州的观察", "：一个分析框架", "——云溪市个案")
SURNAMES, GIVEN = "林周何白秦罗高许沈陆", ("知远", "若安", "晚晴", "一舟", "小满", "亦辰", "行之", "听澜")
JOURNALS = ("江州城市研究", "云溪学报", "防灾通讯", "街区治理", "南塘论丛")
LEADING = ("韧性", "韧性社区", "社区韧性", "韧性治理")
OTHERS = (
    "社区",
    "风险治理",
    "防灾减灾",
    "海绵城市",
    "应急管理",
    "公众参与",
    "基层治理",
    "指标体系",
    "气候变化",
    "城市更新",
    "乡村",
    "数字化",
)
TYPES = {
    "Journal Article": 209,
    "Dissertation/Thesis": 24,
    "Conference Proceeding": 8,
    "Newspaper Article": 7,
    "Other Article": 5,
}
REPEATED, NO_KEYWORDS, NO_RESEARCH, UNREADABLE = 12, 11, 8, 1  # of the journal articles; 253 - 32 = 221
KEPT = 221


def make_titles():
    return [topic + angle + view for topic, angle, view in product(TOPICS, ANGLES, VIEWS)]


def make_records():
    """Return the records as lists of RefWorks lines: the first journal articles whole, the last ones with a fault."""
    titles = make_titles()
    records = []
    for kind, count in TYPES.items():
        for n in range(count):
            number = len(records)
            words = [word for place, word in enumerate(LEADING) if number % (place + 2) == 0]
            words += [OTHERS[number % 12], OTHERS[(number // 5 + 3) % 12]]
            author = SURNAMES[number % 10] + GIVEN[number // 10 % 8]
            record = {
                "RT": kind,
                "A1": f"{author};{SURNAMES[(number + 3) % 10]}{GIVEN[(number + 1) % 8]}",
                "T1": titles[number],
                "JF": JOURNALS[number % 5],
                "YR": str(2010 + number % 13),
                "IS": f"{n % 12 + 1:02}",
                "K1": ";".join(words),
            }
            records.append(record)
    spoil_articles(records)
    return records


def spoil_articles(records):
    """Give the last journal articles the faults for which the ledger drops records."""
    articles = iter(reversed(records[: TYPES["Journal Article"]]))
    for place, record in enumerate(islice(articles, REPEATED)):
        original = records[place]
        record.update(original)
        if place % 2:
            record["T1"] = original["T1"].replace("——", "--").replace("：", ": ")
        if place % 3 == 0:
            record["T1"] = original["T1"].replace("的", "之的", 1)  # one character more
    for record in islice(articles, NO_KEYWORDS):
        record["K1"] = ""
    for place, record in enumerate(islice(articles, NO_RESEARCH)):
        record["T1"] = ("卷首语", "征稿启事", "江州论坛在云溪召开", "总目录")[place % 4]
    for record in islice(articles, UNREADABLE):
        record["T1"] = "锟斤拷锟斤拷"


def write_refworks(records):
    return "\n\n".join("\n".join(f"{tag} {value}" for tag, value in record.items()) for record in records) + "\n"
