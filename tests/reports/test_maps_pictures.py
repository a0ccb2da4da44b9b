"""Pictures: the same bytes twice, Chinese letters, no label on another, and what a picture refuses."""

import io
import os
import subprocess
import sys
import warnings
from dataclasses import replace
from xml.etree import ElementTree

import pypdfium2
import pytest
from conftest import ROOT
from map_samples import FIRST, HOSTILE, LAST, WORDS, make_map
from PIL import Image

from reports.maps.burst_picture import draw_bursts
from reports.maps.canvas import FORMATS, MISSING, _load_letters, in_style, render_figure, show_text
from reports.maps.dendrogram_picture import draw_dendrogram
from reports.maps.flow_picture import Drop, draw_flow
from reports.maps.keyword_map import Burst, KeywordMap, MapError
from reports.maps.labels import is_overlapping
from reports.maps.network_picture import LABELLED, draw_network
from reports.maps.scaling_picture import draw_scaling
from reports.maps.shapes import LABEL_GID, find_box
from reports.maps.themes_picture import Theme, draw_themes
from reports.maps.timeline_picture import draw_timeline
from reports.maps.timezone_picture import draw_timezones
from reports.maps.yearly_picture import draw_years

MAP = make_map()
ODD = make_map((*WORDS[:8], *HOSTILE))
EMPTY = KeywordMap("空图", (), ())
LINKAGE = ((0, 1, 0.2, 2), (2, 3, 0.5, 2), (4, 5, 0.9, 4))
POSITIONS = (0, 1, 2, 3, 0.5, 2.5, 1.5)
POINTS = tuple(((n * 7) % 10 / 10 - 0.5, (n * 3) % 11 / 11 - 0.5) for n in range(20))
THEMES = tuple(Theme(n, WORDS[n], n * 2.0, (n * 5) % 7, 30 - n) for n in range(6))
SCREEN = 72  # dots an inch: the tests need no print
DRAWINGS = {
    "network": lambda: draw_network(MAP),
    "network_odd": lambda: draw_network(ODD),
    "timeline": lambda: draw_timeline(MAP),
    "timezones": lambda: draw_timezones(MAP),
    "bursts": lambda: draw_bursts(MAP, FIRST, LAST),
    "themes": lambda: draw_themes(THEMES, (5.0, 3.0)),
    "dendrogram": lambda: draw_dendrogram(WORDS[:4], LINKAGE, POSITIONS, (0, 0, 1, 1)),
    "scaling": lambda: draw_scaling(WORDS[:20], POINTS, 0.1234, 0.9),
    "years": lambda: draw_years({FIRST: 3, FIRST + 2: 9, LAST: 1}),
    "flow": lambda: draw_flow([("甲.txt", 250), ("乙.txt", 3)], [Drop("重复", 12), Drop("无关键词", 20)], 221),
}
HASHES = """
import hashlib, sys
sys.path[:0] = ["tests/reports", "tests"]
import test_maps_pictures as t
for name in ("network_odd", "timeline", "bursts"):
    for form in t.FORMATS:
        print(name, form, hashlib.sha256(t.render_figure(t.DRAWINGS[name](), form, t.SCREEN)).hexdigest())
"""


def labels_of(figure):
    return [text for axes in figure.axes for text in axes.texts if text.get_gid() == LABEL_GID]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_picture_has_the_same_bytes_twice_and_is_not_blank(name):
    for form in FORMATS:
        first = render_figure(DRAWINGS[name](), form, SCREEN)
        assert first == render_figure(DRAWINGS[name](), form, SCREEN)
        assert not any(word in first for word in (b"CreationDate", b"<dc:date>", b"tIME"))
        if form == "png":
            shades = Image.open(io.BytesIO(first)).convert("L").histogram()
            assert sum(shades[:128]) > 300
        if form == "svg":
            assert ElementTree.fromstring(first).tag.endswith("svg")


def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    def run(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", HASHES]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    one = run("1")
    assert one.count("\n") == 9
    assert one == run("2")


def test_the_settings_of_the_reader_do_not_count():
    import matplotlib

    before = render_figure(draw_network(ODD), "svg")
    with matplotlib.rc_context({"font.size": 30, "lines.linewidth": 9, "svg.fonttype": "none", "savefig.dpi": 30}):
        assert render_figure(draw_network(ODD), "svg") == before


@pytest.mark.parametrize("name", ["network", "network_odd", "scaling", "themes"])
@pytest.mark.parametrize("dpi", [72, 300])
def test_no_label_lies_on_another(name, dpi):
    figure = DRAWINGS[name]()
    figure.set_dpi(dpi)
    boxes = [find_box(text) for text in labels_of(figure)]
    assert len(boxes) >= {"network": LABELLED, "network_odd": 18, "scaling": 20, "themes": 6}[name]
    assert not [1 for at, one in enumerate(boxes) for other in boxes[:at] if is_overlapping(one, other)]
    width, height = (72 * side for side in figure.get_size_inches())
    assert all(box.left >= 0 and box.bottom >= 0 and box.right <= width and box.top <= height for box in boxes)


def test_the_thirty_largest_keywords_have_labels():
    written = {text.get_text() for text in labels_of(draw_network(MAP))}
    assert {node.keyword for node in MAP.ranked[:LABELLED]} <= written


def test_the_parameters_stand_in_the_picture():
    written = {text.get_text() for text in draw_network(MAP).axes[0].texts}
    assert {f"{name} = {value}" for name, value in MAP.parameters} <= written


def test_no_letter_is_missing_in_any_picture():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for draw in DRAWINGS.values():
            render_figure(draw(), "png", SCREEN)


def test_the_font_has_the_letters_of_all_labels():
    assert all(ord(letter) in _load_letters() for word in WORDS for letter in word)
    assert show_text("韧性\U0001f9ff\u0e01") == f"韧性{MISSING}{MISSING}"
    assert ord(MISSING) in _load_letters()


def test_a_pdf_can_be_searched():
    page = pypdfium2.PdfDocument(render_figure(draw_network(MAP), "pdf"))[0]
    text = page.get_textpage().get_text_range()
    assert "韧性社区" in text
    assert "Modularity Q = 0.5127" in text


def test_svg_has_letters_as_paths():
    assert b"<text" not in render_figure(draw_network(ODD), "svg")


def test_an_empty_map_is_drawn():
    for draw in (draw_network, draw_timeline, draw_timezones):
        assert render_figure(draw(EMPTY), "svg")
    assert render_figure(draw_bursts(EMPTY, 2000, 2000), "svg")


def test_a_long_span_is_cut_into_periods():
    odd_year = replace(MAP.nodes[0], first_year=1900, bursts=(Burst(1900, 1990, 3.0),))
    long = replace(MAP, nodes=(odd_year, *MAP.nodes[1:]))
    for draw in (draw_timeline, draw_timezones):
        assert draw(long).get_size_inches()[0] < 22
    assert render_figure(draw_bursts(long, FIRST, LAST), "svg")


def test_what_does_not_sum_or_fit_is_refused():
    wrong = [
        lambda: draw_flow([("甲", 10)], [Drop("重复", 1)], 8),
        lambda: draw_years({}),
        lambda: draw_themes((), (0, 0)),
        lambda: draw_dendrogram(WORDS[:3], LINKAGE, POSITIONS),
        lambda: draw_dendrogram(WORDS[:4], ((0, 9, 0.1, 2), *LINKAGE[1:]), POSITIONS),
        lambda: draw_scaling(WORDS[:3], POINTS, 0.1, None),
    ]
    for draw in wrong:
        with pytest.raises(MapError):
            draw()


def test_style_is_left_as_it_was():
    import matplotlib

    before = matplotlib.rcParams["svg.hashsalt"]
    assert in_style(lambda: matplotlib.rcParams["svg.hashsalt"])() == "rencheng"
    assert matplotlib.rcParams["svg.hashsalt"] == before
