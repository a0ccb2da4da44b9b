"""Laws of formulas: who says it first owns it, who follows is named, and the order of documents changes nothing."""

import random
import re
from datetime import date

from models.reuse.formulas import MANY, NATION, DatedText, find_formulas

WORDING = "打造宜居韧性智慧城市"
JOINED = re.compile(r"[^\u4e00-\u9fff]")


def make_text(place, year, day, *sentences, province=None):
    return DatedText(sentences, place, province if province is not None else place[:2] + "0000", year, day)


def tell_phrases(texts):
    """Return (document, wording, document followed) of each phrase, by place and year."""
    found = find_formulas(texts)
    names = [(text.place, text.year) for text in texts]
    return sorted(
        (names[d], texts[d].sentences[s][start:end], names[follows])
        for d, s, start, end, _, follows in zip(
            found.document.tolist(), found.sentence.tolist(), found.char_start.tolist(), found.char_end.tolist(),
            found.n_chars.tolist(), found.follows.tolist(), strict=True,
        )
    )  # fmt: skip


def test_a_city_that_repeats_the_state_council_follows_it_and_not_the_other_way_round():
    texts = [
        make_text(NATION, 2021, date(2021, 3, 5), f"我们要{WORDING}。", province=""),
        make_text("510100", 2022, date(2022, 1, 20), f"加快{WORDING}，新建公园28个。"),
        make_text("410300", 2021, date(2021, 2, 1), f"努力{WORDING}。"),  # said before: nobody is followed
    ]
    assert tell_phrases(texts) == [(("510100", 2022), WORDING, (NATION, 2021))]


def test_a_city_follows_its_own_province_and_no_other():
    said = make_text("510000", 2022, date(2022, 1, 10), "实施灾害风险综合普查工程。")
    own = make_text("510100", 2022, date(2022, 1, 20), "实施灾害风险综合普查工程。")
    other = make_text("410300", 2022, date(2022, 1, 20), "实施灾害风险综合普查工程。")
    assert [phrase[0] for phrase in tell_phrases([said, own, other])] == [("510100", 2022)]


def test_many_places_make_a_formula_of_which_the_first_is_the_owner():
    places = [f"{11 + n}0100" for n in range(MANY)]
    texts = [make_text(place, 2023, date(2023, 1, n + 1), f"{WORDING}。") for n, place in enumerate(places)]
    followers = [phrase[0][0] for phrase in tell_phrases(texts)]
    assert followers == places[1:]
    assert {phrase[2][0] for phrase in tell_phrases(texts)} == {places[0]}
    assert tell_phrases(texts[1:]) == [], "one place fewer are not many"


def test_who_speaks_on_the_same_day_follows_nobody_who_does():
    texts = [make_text(f"{11 + n}0100", 2023, date(2023, 1, 5), f"{WORDING}。") for n in range(MANY + 1)]
    assert tell_phrases(texts) == []


def test_a_place_that_repeats_itself_has_no_formula():
    texts = [make_text("510100", year, date(year, 1, 5), f"{WORDING}。") for year in range(2015, 2024)]
    assert tell_phrases(texts) == []


def test_a_wording_goes_across_an_enumeration_but_not_across_clauses_or_figures():
    said = make_text(
        NATION, 2021, date(2021, 3, 5), "建设宜居、韧性、智慧城市，防洪排涝；新增3处避难场所设施。", province=""
    )
    follow = make_text("510100", 2022, date(2022, 1, 5), "建设宜居韧性智慧城市；防洪排涝新增8处避难场所设施。")
    assert tell_phrases([said, follow]) == [(("510100", 2022), "建设宜居韧性智慧城市", (NATION, 2021))]


def test_the_order_of_documents_changes_nothing_and_every_phrase_stands_in_what_it_follows():
    dice = random.Random(7)
    clauses = [
        "".join(dice.choices("城市韧性安全应急排水防涝社区治理生命线工程建设更新", k=dice.randint(6, 20)))
        for _ in range(60)
    ]
    texts = []
    for year in range(2018, 2023):
        for n in range(12):
            sentences = tuple("，".join(dice.sample(clauses, 3)) + f"{dice.randint(1, 99)}个。" for _ in range(5))
            place = NATION if n == 0 else f"{11 + n}{'00' if n % 3 == 0 else '01'}00"
            texts.append(make_text(place, year, date(year, 1, dice.randint(1, 9)), *sentences))
    told = tell_phrases(texts)
    shuffled = dice.sample(texts, len(texts))
    assert told == tell_phrases(shuffled)
    by_name = {(text.place, text.year): text for text in texts}
    assert len(told) > 100
    for name, wording, followed in told:
        gram = JOINED.sub("", wording)[:8]
        held = "|".join(JOINED.sub("|", sentence) for sentence in by_name[followed].sentences)
        assert by_name[followed].day < by_name[name].day
        assert len(JOINED.sub("", wording)) > 8 or gram in held


def test_nothing_given_nothing_found():
    assert len(find_formulas([]).document) == 0
    assert len(find_formulas([make_text("510100", 2022, date(2022, 1, 1), "", "韧性")]).document) == 0
