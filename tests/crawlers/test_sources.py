"""Sources: every file that ships can be used, and a file that cannot says which key is wrong and why, in one line."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import ROOT

from crawlers.families import find_family
from crawlers.source import FAMILIES, KINDS
from crawlers.source_files import NAME, SourceError, load_sources, read_source

SOURCES = Path(str(files("crawlers") / "sources"))
PATHS = sorted(SOURCES.glob("*.toml"))
TOP = 'city_code = "990100"\npublisher = "海棠市人民政府"\nsite = "https://www.haitang.gov.cn/"\nchecked = false\n'
LISTING = """
[[listing]]
kind = "work_report"
family = "trs"
url = "https://www.haitang.gov.cn/zfgzbg/"
expect_at_least = 3
"""
GOOD = TOP + LISTING
NAME_OF_GOOD = "990100-haitang.toml"


def error_of(text: str, file_name: str = NAME_OF_GOOD) -> str:
    with pytest.raises(SourceError) as raised:
        read_source(file_name, text)
    return str(raised.value)


def write_sources(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name.lstrip('_').replace('_', '-', 1)}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def places():
    with (ROOT / "models" / "lexicon" / "places.csv").open(encoding="utf-8") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_source_that_ships_can_be_used(path, places):
    source = read_source(path.name, path.read_text(encoding="utf-8"))
    place = places[source.city_code]
    assert path.stem == f"{source.city_code}-{place['pinyin']}"
    assert source.publisher.startswith(place["name"])
    assert source.site.endswith("/")
    assert source.note
    for listing in source.listings:
        family = find_family(listing.family)
        if listing.family == "addresses":
            asked = [article.url for article in family.list_articles(listing)]
        else:
            asked = [request.url for request in family.request_first(listing)]
        assert asked
        assert [url for url in asked if not source.has_host(url)] == []
        assert listing.expect_at_least >= 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_keys_stand_in_one_order(path):
    order = ["city_code", "publisher", "site", "hosts", "checked", "tls", "tls_reason", "note", "[[listing]]"]
    head, _, rest = path.read_text(encoding="utf-8").partition("\n\n[[listing]]\n")
    keys = [line.partition(" = ")[0] for line in head.splitlines() if not line.startswith("#")]
    assert keys == [key for key in order if key in keys]
    order = ["kind", "family", "url", "links", "next", "title_matches", "expect_at_least", "encoding"]
    for listing in rest.split("\n\n[[listing]]\n"):
        keys = [line.partition(" = ")[0] for line in listing.splitlines() if line[:1].isalpha()]
        assert keys == [key for key in [*order, "addresses"] if key in keys]


def test_the_sources_that_ship_fit_together(places):
    sources = load_sources()
    assert [f"{source.name}.toml" for source in sources] == [path.name for path in PATHS]
    covered = {source.city_code for source in sources}
    assert len(covered) == len(sources)
    mainland = {
        code
        for code, place in places.items()
        if place["level"] in ("province", "municipality", "subprovincial") and code[:2] not in ("71", "81", "82")
    }
    assert mainland - covered == set()
    assert {listing.kind for source in sources for listing in source.listings} > {"work_report", "special_plan"}


def test_every_file_of_the_folder_is_a_source():
    strays = [path.name for path in SOURCES.iterdir() if path.suffix != ".toml" or not NAME.fullmatch(path.stem)]
    assert strays == []


def test_a_source_is_read_as_it_stands():
    text = GOOD.replace("checked", 'hosts = ["zwgk.haitang.gov.cn"]\nchecked')
    source = read_source(NAME_OF_GOOD, text + 'title_matches = "政府工作报告"\n')
    assert (source.name, source.city_code, source.checked) == ("990100-haitang", "990100", False)
    (listing,) = source.listings
    assert (listing.kind, listing.family, listing.expect_at_least) == ("work_report", "trs", 3)
    assert source.has_host("http://www.haitang.gov.cn/a.html")
    assert source.has_host("https://ZWGK.haitang.gov.cn/a.html")
    assert not source.has_host("https://www.haitang.gov.cn.example.com/a.html")
    assert not source.has_host("https://haitang.gov.cn/a.html")
    assert not source.has_host("javascript:void(0)")


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("checked", "colour = 1\nchecked", "colour", "unknown key"),
        ("checked", 'name = "x"\nchecked', "name", "unknown key"),
        ("checked = false\n", "", "checked", "missing"),
        ('publisher = "海棠市人民政府"\n', "", "publisher", "missing"),
        ("checked = false", 'checked = "no"', "checked", "must be true or false, not 'no'"),
        ('"990100"', "990100", "city_code", "must be a text, not 990100"),
        ("checked", 'hosts = "a.haitang.gov.cn"\nchecked', "hosts", "must be a list of texts"),
        ("checked", 'hosts = ["https://a.haitang.gov.cn/"]\nchecked', "hosts", "is no host"),
        ("https://www.haitang.gov.cn/", "www.haitang.gov.cn", "site", "is no address"),
        ("checked", 'tls = "off"\nchecked', "tls", "must be verify or no-verify"),
        ("checked", 'tls = "no-verify"\nchecked', "tls_reason", "missing"),
        ("990100", "990200", "city_code", "differs from the file's name"),
    ],
)
def test_a_wrong_key_of_a_source(old, new, key, reason):
    error = error_of(TOP.replace(old, new) + LISTING)
    assert error.startswith(f"{NAME_OF_GOOD}: {key}: ")
    assert reason in error
    assert "\n" not in error


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ("kind", 'colour = "red"\nkind', "colour", "unknown key"),
        ('family = "trs"\n', "", "family", "missing"),
        ("expect_at_least = 3\n", "", "expect_at_least", "missing"),
        ("= 3", '= "3"', "expect_at_least", "must be a whole number, not '3'"),
        ("= 3", "= true", "expect_at_least", "must be a whole number, not True"),
        ("= 3", "= -1", "expect_at_least", "must be 0 or more"),
        ("= 3", "= 3\naddresses = [1]", "addresses", "must be a list of texts"),
        ('"trs"', '"frontpage"', "family", "is none of " + ", ".join(FAMILIES)),
        ('"work_report"', '"novel"', "kind", "is none of " + ", ".join(KINDS)),
        ("= 3", '= 3\ntitle_matches = "报告("', "title_matches", "no regular expression"),
        ("https://www", "ftp://www", "url", "is no address"),
        ("https://www.haitang.gov.cn", "", "url", "is no address"),
        ("= 3", '= 3\naddresses = ["/a.html"]', "addresses", "'/a.html' is no address"),
        ('"trs"', '"plain_list"', "links", "missing"),
        ('"trs"', '"browser"', "links", "missing"),
        ('"trs"', '"addresses"', "addresses", "missing"),
    ],
)
def test_a_wrong_key_of_a_listing(old, new, key, reason):
    error = error_of(TOP + LISTING.replace(old, new, 1))
    assert error.startswith(f"{NAME_OF_GOOD}: listing 1: {key}: ")
    assert reason in error
    assert "\n" not in error


@pytest.mark.parametrize(
    "listing",
    [
        LISTING.replace("www.haitang", "www.muling"),
        LISTING.replace("www.haitang.gov.cn", "haitang.gov.cn"),
        f'{LISTING}addresses = ["https://www.muling.gov.cn/zfgzbg/"]\n',
    ],
)
def test_an_address_on_another_host(listing):
    error = error_of(TOP + listing)
    assert error.startswith(f"{NAME_OF_GOOD}: https://")
    assert "neither that of `site` nor named in `hosts`" in error
    assert "\n" not in error


@pytest.mark.parametrize("text", [TOP, f"listing = 3\n{TOP}", f"listing = []\n{TOP}", f"{TOP}\n[listing]\n"])
def test_a_source_without_listings(text):
    assert error_of(text) == f"{NAME_OF_GOOD}: listing: at least one [[listing]] is needed"


def test_a_listing_that_is_no_table():
    assert error_of(f'listing = ["trs"]\n{TOP}') == f"{NAME_OF_GOOD}: listing 1: must be a table: [[listing]]"


@pytest.mark.parametrize("text", ["city_code", "[[listing]", 'city_code = "1"\ncity_code = "1"', "\x00", "{}"])
def test_no_toml(text):
    error = error_of(text)
    assert error.startswith(f"{NAME_OF_GOOD}: no TOML: ")
    assert "\n" not in error


@pytest.mark.parametrize("name", ["haitang.toml", "990100.toml", "990100-Haitang.toml", "990100_haitang.toml"])
def test_a_file_with_a_wrong_name(name):
    error = error_of(GOOD, name)
    assert error.startswith(f"{name}: the file must be named <city_code>-<name>.toml")
    assert "\n" not in error


def test_all_that_is_wrong_is_told_at_once():
    wrong = TOP.replace("checked = false", "checked = 0") + LISTING.replace("trs", "frontpage") + LISTING + "colour = 1"
    lines = error_of(wrong).splitlines()
    assert [line.split(": ")[1] for line in lines] == ["checked", "listing 1", "listing 2"]


def test_sources_of_a_folder_are_chosen_by_name_or_code(tmp_path):
    other = GOOD.replace("990100", "990200").replace("haitang", "muling")
    folder = write_sources(tmp_path, _990100_haitang=GOOD, _990200_muling=other)
    assert [source.name for source in load_sources(folder)] == ["990100-haitang", "990200-muling"]
    assert [source.name for source in load_sources(folder, ["990200"])] == ["990200-muling"]
    assert [source.name for source in load_sources(folder, ["990100-haitang"])] == ["990100-haitang"]


def test_an_unknown_name_is_an_error(tmp_path):
    folder = write_sources(tmp_path, _990100_haitang=GOOD)
    with pytest.raises(SourceError, match=r"^990300: no such source in [^\n]*$"):
        load_sources(folder, ["990100", "990300"])


def test_a_listing_in_two_files_is_an_error(tmp_path):
    twice = GOOD.replace("990100", "990200")
    folder = write_sources(tmp_path, _990100_haitang=GOOD, _990200_muling=twice)
    with pytest.raises(SourceError) as raised:
        load_sources(folder)
    address = "https://www.haitang.gov.cn/zfgzbg/"
    assert str(raised.value) == f"990200-muling.toml: listing {address}: also in 990100-haitang.toml"


def test_two_listings_of_one_address_may_differ_in_their_titles(tmp_path):
    both = f'{GOOD}title_matches = "工作报告"\n{LISTING}title_matches = "规划"\n'
    (source,) = load_sources(write_sources(tmp_path, _990100_haitang=both))
    assert [listing.title_matches for listing in source.listings] == ["工作报告", "规划"]


def test_every_wrong_file_of_a_folder_is_told(tmp_path):
    folder = write_sources(tmp_path, _990100_haitang=GOOD, _990200_muling="city_code", _990300_lin=TOP)
    (folder / "990400-bytes.toml").write_bytes('city_code = "海"'.encode("gb18030"))
    with pytest.raises(SourceError) as raised:
        load_sources(folder)
    lines = str(raised.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "990200-muling.toml",
        "990300-lin.toml",
        "990300-lin.toml",
        "990400-bytes.toml",
    ]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such folder of source files"):
        load_sources(tmp_path / "nowhere")
