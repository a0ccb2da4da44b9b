"""Values: what stands behind a tag, cleaned, and split where it holds several names, keywords or funds."""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")
LINE_ENDS = re.compile(r"[\r\n\x85\u2028\u2029]+")
MARKUP = re.compile(r"</?(?:sub|sup|i|b|em|strong|font|span|br|p|正)(?:\s[^<>]{0,200})?/?>", re.I)  # CNKI: <正>
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SEPARATORS = re.compile(r"[;；]+")
BEFORE_HAN = re.compile(rf"[,，]\s?(?=[{HAN}])")  # 甲,乙, but not: Tzanetakis, G
ANY_COMMA = re.compile(r"(?<!\d)[,，]|[,，](?!\d)")  # not in 1,2-二氯乙烷
MARKS = re.compile(r"[|、]")
LEAST_SLASHES = 2  # 输入/输出 is one keyword, 甲/乙/丙 are three
HAN_WORD = re.compile(rf"[{HAN}·]{{2,}}")
HAN_ONLY = re.compile(rf"[{HAN}]+")
LONGEST_CHINESE_NAME = 4  # Han characters, of those that are parted by mere spaces
BRACKETED = re.compile(r"\[[^\[\]]*\]")  # Wanfang: 甲[JIA]; CSSCI and Web of Science: [甲]某大学
BETWEEN_NAMES = re.compile(r"[/、]| and ")
COUNTED = re.compile(r"[:：]\d{1,4}$")  # Wanfang: 韧性:12
BETWEEN_INSTITUTIONS = re.compile(rf"/(?=\[)|、(?=\d)|[,，]\s?(?=[{HAN}])")
NUMBERED = re.compile(rf"^\(?\d{{1,2}}[.、)]?\s?(?=[{HAN}])")  # 1.某大学
# 某大学!某市100000, 某大学 某市100000, 某大学(某市100000), 某大学 邮编:100000
PLACE = re.compile(
    rf"(?:[!！~].*|(?:(?:^(?!.*[学院校所局部会司馆])|[\s,(])[{HAN}\s]{{0,12}}:?\s?\d{{6}}\)?\s?){{1,3}})$"
)
YEAR = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)(?!\d)|(?<!\d)((?:1[89]|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
LEADING_ZEROS = re.compile(r"(?<![0-9A-Za-z])0+(?=\d)")
LONGEST_NUMBER = 10  # characters of a volume or issue; standards and ISBN that stand there are longer
LONGEST_SHORT = 200  # characters of a year, volume, issue or page as a file gives it
EDGES = " \t,，;；.。、~"


def clean_value(value: str) -> str:
    """Return a value on one line: entities resolved, markup and invisible characters gone, white space single.

    Lines are joined without a space where Chinese meets Chinese.
    """
    if "&" in value:
        value = html.unescape(value)
    if "<" in value:
        value = MARKUP.sub("", value)
    lines = (" ".join(line.split()) for line in LINE_ENDS.split(INVISIBLE.sub("", value)))
    pieces: list[str] = []
    for line in filter(None, lines):
        if pieces and not (CHINESE.match(pieces[-1][-1]) and CHINESE.match(line)):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def split_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the authors that some values name, each once: parted by ; or / or 、 or by a comma before Han."""
    found: list[str] = []
    for value in values:
        for part in SEPARATORS.split(BRACKETED.sub("", clean_value(value))):
            for name in BETWEEN_NAMES.split(BEFORE_HAN.sub("、", part)):
                found += _part_chinese(name.strip(EDGES))
    return _keep_once(found)


def _part_chinese(name: str) -> list[str]:
    """Return names of Han characters that mere spaces part; 张 三 is one name."""
    parts = name.split()
    if len(parts) < 2 or not HAN_ONLY.fullmatch("".join(parts)):
        return [name]
    are_names = all(1 < len(part) <= LONGEST_CHINESE_NAME for part in parts)
    return parts if are_names else ["".join(parts)]


def split_keywords(values: Iterable[str], is_spaced: bool = False) -> tuple[str, ...]:
    """Return the keywords that some values hold, each once.

    Semicolons always part, commas before Han too; other commas, 、, slashes and spaces only where nothing else does.

    Args:
        values: as the file gives them, lines that continue included.
        is_spaced: whether spaces part keywords of any script (Wanfang), not of Han alone.
    """
    found: list[str] = []
    for value in values:
        parts = SEPARATORS.split(clean_value(value))
        comma = ANY_COMMA if _has_one(parts) else BEFORE_HAN
        parts = [piece for part in parts for piece in comma.split(part)]
        if _has_one(parts):
            parts = [piece for part in parts for piece in MARKS.split(part)]
        if _has_one(parts) and value.count("/") >= LEAST_SLASHES:
            parts = [piece for part in parts for piece in part.split("/")]
        if _has_one(parts):
            words = " ".join(parts).split()
            parts = words if is_spaced or all(map(HAN_WORD.fullmatch, words)) else parts
        found += (COUNTED.sub("", part.strip(EDGES)) for part in parts)
    return _keep_once(found)


def _has_one(parts: Sequence[str]) -> bool:
    return sum(bool(part.strip(EDGES)) for part in parts) == 1


def split_institutions(values: Iterable[str]) -> tuple[str, ...]:
    """Return the institutions that some values name, each once, without numbers, cities and postcodes."""
    found: list[str] = []
    for value in values:
        for part in SEPARATORS.split(clean_value(value)):
            for piece in BETWEEN_INSTITUTIONS.split(part):
                name = unicodedata.normalize("NFKC", BRACKETED.sub("", piece)).strip(EDGES)
                found.append(PLACE.sub("", NUMBERED.sub("", name)).strip(EDGES))
    return _keep_once(found)


def split_funds(values: Iterable[str]) -> tuple[str, ...]:
    """Return the funds that some values name, each once."""
    return _keep_once(part.strip(EDGES) for value in values for part in SEPARATORS.split(clean_value(value)))


def find_year(values: Iterable[str]) -> int | None:
    """Return the first year that some values hold, None if they hold none."""
    for value in values:
        if match := YEAR.search(unicodedata.normalize("NFKC", value[:LONGEST_SHORT])):
            return int(match[1] or match[2])
    return None


def strip_zeros(value: str) -> str:
    """Return the number of a volume or issue without leading zeros: 07 is 7, 007-008 is 7-8, S1 stays."""
    number = unicodedata.normalize("NFKC", clean_value(value[:LONGEST_SHORT]))
    return LEADING_ZEROS.sub("", number) if len(number) <= LONGEST_NUMBER else number


def _keep_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
