"""Kinds: what sort of document a title, or else the opening of the text, says it is."""

import re

KINDS = (
    ("territorial_plan", re.compile(r"国土空间.{0,10}规划")),
    ("master_plan", re.compile(r"(城市|城乡|新区|[市县区]).{0,4}总体规划")),
    ("five_year_plan", re.compile(r"国民经济和社会发展.{0,20}(规划|计划|纲要)|^.{0,12}“?十[一二三四五六]五”?规划纲要")),
    ("action_plan", re.compile(r"行动(计划|方案|纲要)|实施方案|工作方案|工作计划|三年(行动|计划)")),
    ("regulation", re.compile(r"(条例|法|办法|规定|实施细则|规则)([（(].{1,24}[）)])*$")),
    ("special_plan", re.compile(r"规划")),
)
WORK_REPORT = re.compile(r"(政府|市长|省长|州长|盟长|主席).{0,12}工作报告|^工作报告|^报告$")
ABOUT = re.compile(r"(批复|决议|公告|通报|答复|复函|函|决定|意见|名单|请示)([（(].{1,20}[）)])?$")  # about a plan
ABOUT_REPORT = re.compile(
    r"解读|图解|分工|分解|决议|落实|学习|宣传|审议|起草|说明|心得|侧记|反响|亮点|热词|热议|(?<![附含及与和])名词解释"
)
ARTICLE = re.compile(r"解读|图解|答记者问|发布会|访谈|综述|侧记|之.{0,8}实践|实践$|探索$|纪实|观察|评论|专访|述评|观点")
KIND_NAMES = ("work_report", *(kind for kind, _ in KINDS), "article", "other")
HEAD_CHARS = 2400  # of a text, within which a report addresses the deputies
DELIVERY = re.compile(r"代表.{0,20}(?:政府|行署|公署).{0,18}报告")
OPENING_CHARS = 300
OF_OTHERS = re.compile(
    r"人民?法院|检察院|常务委员会工作|常委会工作报告|预算执行|计划执行情况"
)  # who report to the same deputies


def find_kind(title: str, text: str) -> str:
    """Return the kind of a document, one of `KIND_NAMES`.

    Args:
        title: its title as claimed or found, possibly empty.
        text: its text; only the opening is looked at.
    """
    head = text[:HEAD_CHARS]
    name = re.sub(r"\s|[《》]", "", title)
    if WORK_REPORT.search(name) and not ABOUT_REPORT.search(name):
        return "work_report"
    if _is_speech(head, text) and not OF_OTHERS.search(name + head[:OPENING_CHARS]):
        return "work_report"
    if ARTICLE.search(name):
        return "article"
    is_issued = "印发" in name or "发布" in name
    if name and (is_issued or not ABOUT.search(name)):
        name = re.sub(r"的?(通知|公告)$", "", name) if is_issued else name
        return next((kind for kind, pattern in KINDS if pattern.search(name)), "other")
    return "other"


def _is_speech(head: str, text: str) -> bool:
    """Whether a text addresses the deputies of a congress on behalf of a government, with or without its opening."""
    is_delivered = "各位代表" in head and "报告" in head
    return is_delivered or bool(DELIVERY.search(head)) or (text.count("各位代表") >= 2 and "政府工作" in text)
