"""Layout, separation and placing of labels: laws of plain geometry."""

import random
from dataclasses import replace
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from map_samples import WORDS, make_map

from reports.maps import layout
from reports.maps.keyword_map import KeywordMap, MapError, clean_keyword
from reports.maps.labels import Box, Spot, is_overlapping, place_labels
from reports.maps.layout import lay_out_nodes
from reports.maps.separation import separate_nodes

PAGE = Box(0.0, 0.0, 600.0, 400.0)
MAP = make_map()


def measure(places, one, other):
    return hypot(places[one][0] - places[other][0], places[one][1] - places[other][1])


def test_another_order_changes_no_place():
    shuffled_nodes, shuffled_links = list(MAP.nodes), list(MAP.links)
    random.Random(5).shuffle(shuffled_nodes)
    random.Random(6).shuffle(shuffled_links)
    again = replace(MAP, nodes=tuple(shuffled_nodes), links=tuple(shuffled_links))
    assert lay_out_nodes(again) == lay_out_nodes(MAP)


def test_places_lie_in_the_square_and_are_rounded():
    places = lay_out_nodes(MAP)
    assert set(places) == set(WORDS)
    assert max(abs(value) for place in places.values() for value in place) == 1.0
    assert all(round(value, 4) == value for place in places.values() for value in place)


def test_linked_keywords_stand_nearer_than_others():
    places = lay_out_nodes(MAP)
    linked = {frozenset((link.source, link.target)) for link in MAP.links}
    near = [measure(places, *pair) for pair in map(tuple, linked)]
    far = [measure(places, a, b) for a in WORDS for b in WORDS if a < b and frozenset((a, b)) not in linked]
    assert sum(near) / len(near) < 0.8 * sum(far) / len(far)


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_small_maps_have_places(size):
    assert len(lay_out_nodes(make_map(tuple(WORDS[:size]), 2))) == size


def test_keywords_without_any_link_have_places_of_their_own():
    places = lay_out_nodes(replace(MAP, links=()))
    assert len(set(places.values())) == len(WORDS)


def test_keywords_beyond_the_solved_ones_stand_amid_their_partners(monkeypatch):
    monkeypatch.setattr(layout, "MOST_SOLVED", 12)
    places = lay_out_nodes(MAP)
    assert set(places) == set(WORDS)
    assert max(abs(value) for place in places.values() for value in place) == 1.0


spots = st.builds(
    Spot,
    st.floats(0, 600),
    st.floats(0, 400),
    st.floats(2, 20),
    st.floats(5, 120),
    st.floats(6, 16),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(spots, max_size=40), st.integers(0, 40))
def test_no_label_lies_on_another(found, must):
    placed = place_labels(found, PAGE, must)
    assert len(placed) == len(found)
    assert None not in placed[:must]
    boxes = [box for box in placed if box is not None]
    assert not any(is_overlapping(one, other) for at, one in enumerate(boxes) for other in boxes[:at])


def test_labels_of_nodes_in_one_place_all_find_one():
    placed = place_labels([Spot(300, 200, 10, 60, 12)] * 60, PAGE, 60)
    assert all(box and box.bottom >= 0 and box.top <= 400 for box in placed)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=12))
def test_separated_discs_do_not_overlap(points):
    moved = separate_nodes(points, [9.0] * len(points), PAGE)
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for at, a in enumerate(moved) for b in moved[:at]]
    assert all(gap > 17.0 for gap in gaps)
    assert all(9 <= x <= 591 and 9 <= y <= 391 for x, y in moved)


def test_a_map_that_is_none_is_refused():
    node, link = MAP.nodes[0], MAP.links[0]
    wrong = [
        {"nodes": (*MAP.nodes, node)},
        {"nodes": (*MAP.nodes, replace(node, keyword=""))},
        {"nodes": (*MAP.nodes, replace(node, keyword="两\n行"))},
        {"nodes": (*MAP.nodes, replace(node, keyword="\ud800"))},
        {"nodes": (*MAP.nodes, replace(node, keyword="新", count=-1))},
        {"nodes": (*MAP.nodes, replace(node, keyword="新", betweenness=float("nan")))},
        {"links": (*MAP.links, link)},
        {"links": (*MAP.links, replace(link, source=link.target, target=link.source))},
        {"links": (replace(link, target=link.source),)},
        {"links": (replace(link, target="无此词"),)},
        {"links": (replace(link, strength=float("inf")),)},
    ]
    for change in wrong:
        with pytest.raises(MapError):
            replace(MAP, **change)


@given(st.text())
def test_a_cleaned_keyword_is_accepted_or_empty(keyword):
    cleaned = clean_keyword(keyword)
    assert clean_keyword(cleaned) == cleaned
    if cleaned:
        KeywordMap("", (replace(MAP.nodes[0], keyword=cleaned),), ())
