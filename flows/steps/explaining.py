"""Explaining: why a sentence is coded as it is: terms, what held terms back, and the n-grams that decided."""

import re
from typing import Any

from flows.home import Home
from models.classifier import load_classifier
from models.senses import find_senses
from models.themes import load_matcher, load_schemes
from reports.queries import run_query
from reports.tables import Table
from warehouse.door import open_published

SENTENCE_ID = re.compile(r"[0-9a-f]{16}-\d{5,}")
MOST_NGRAMS = 8  # of each theme
LEAST_PART = 0.01  # of a score, below which an n-gram decided nothing


def find_sentence(home: Home, asked: str) -> str:
    """Return the sentence that an id of the published file names, or what was asked if it is no id.

    Raises:
        LookupError: no sentence has that id.
        NotPublishedError: nothing is published to look it up in.
    """
    if not SENTENCE_ID.fullmatch(asked):
        return asked
    with open_published(home.root) as connection:
        found = run_query(connection, "sentence_by_id", sentence_id=asked)
    if not found:
        raise LookupError(f"no sentence has the id {asked}: ids stand in out.sentences")
    text: str = found[0]["text"]
    return text


def explain_sentence(text: str, scheme: str) -> Table:
    """Return a row for each thing that spoke for or against a theme of a scheme in a sentence.

    Themes that nothing speaks for are left out; of those that were weighed and not coded the terms and the score stand.
    """
    themes = {theme.theme: theme for found in load_schemes() if found.scheme == scheme for theme in found.themes}
    mentions = [mention for mention in load_matcher().find_mentions(text) if mention.scheme == scheme]
    classifier = load_classifier(scheme)
    scores = dict(zip(classifier.themes, classifier.score([text])[0], strict=True)) if classifier else {}
    rows: list[tuple[Any, ...]] = []
    for name, theme in themes.items():
        terms = [mention.term for mention in mentions if mention.theme == name]
        held = [negative for negative in theme.negative if negative in text]
        is_coded = scores[name] > 0 if classifier else bool(terms)
        if not (is_coded or terms or held):
            continue
        verdict = "是 coded" if is_coded else "否 not coded"
        rows.append((theme.theme_zh, name, verdict, "score", "", scores.get(name, float(len(terms)))))
        rows += [(theme.theme_zh, name, verdict, "term", term, None) for term in terms]
        rows += [(theme.theme_zh, name, verdict, "held back by", negative, None) for negative in held]
        if classifier and is_coded:
            parts = [part for part in classifier.explain(text, name) if abs(part[2]) >= LEAST_PART]
            rows += [(theme.theme_zh, name, verdict, *part) for part in parts if part[0] != "n-gram"]
            rows += [(theme.theme_zh, name, verdict, *part) for part in parts if part[0] == "n-gram"][:MOST_NGRAMS]
    rows += [("韧性", sense, "", "use", text[start:end], None) for start, end, sense in find_senses(text)]
    return Table(
        keys=("theme_zh", "theme", "coded", "what", "which", "part"),
        headings=("主题", "代码", "编码", "依据", "内容", "分值"),
        rows=tuple(rows),
        notes=() if rows else ("没有任何主题：no term of the scheme stands in it, and no score is above zero.",),
        decimals=3,
    )
