"""Training: coded sentences and the sentences of the published file -> a classifier, with what it reaches."""

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from crawlers.store import write_atomically
from flows.home import Home
from models.agreement import measure_quality
from models.classifier import Classifier, dump_classifier
from models.gold import CodedSentence, digest_gold
from models.themes import load_schemes
from models.training import cross_validate, decide, fit_classifier, fit_machines, look_at
from reports.queries import run_query
from reports.tables import Table
from warehouse.door import NotPublishedError, open_published

BACKGROUND = 100_000  # uncoded sentences; 250,000 changed the third decimal
LEAST_CASES = 20  # of a theme among the sentences drawn at random; fewer tell no rate
LOCK_SEED = 2022
LOCKED_PLACES = 60  # kept apart when terms were written; their figure is the one to believe


def train(
    home: Home, gold: Sequence[CodedSentence], gold_name: str, scheme: str, note: Callable[[str], None] = lambda _: None
) -> Classifier:
    """Return a classifier of a scheme trained on coded sentences, with its figures among its facts.

    Vocabulary and semantic space come from the sentences of the published file, where there is one.
    """
    themes = next(found for found in load_schemes() if found.scheme == scheme).themes
    names = [theme.theme for theme in themes]
    texts = [coded.sentence for coded in gold]
    places = [coded.place or coded.id for coded in gold]
    coded = np.array([[name in sentence.themes_a for name in names] for sentence in gold])
    term_themes = [(theme.scheme, theme.theme) for theme in themes]  # those of other schemes did not help
    background = _draw_background(home)
    note(f"{len(texts)} coded and {len(background)} uncoded sentences, {len(set(places))} places")
    with threadpool_limits(1):
        views = look_at(texts, background, term_themes)
        note(f"{len(views.vocabulary.ngrams)} n-grams; cross-validating by place")
        decided = cross_validate(views, coded, places)
        facts: dict[str, Any] = {
            "gold": gold_name,
            "gold_sha256": digest_gold(gold),
            "sentences": len(texts),
            "places": len(set(places)),
            "background": len(background),
            "coded_by": "a language model, not people",
            "cross_validation": _measure(names, coded, decided, places),
            "error": _measure_error(names, coded, decided, [sentence.stratum == "random" for sentence in gold]),
        }
        locked = _lock(places)
        if len(locked):
            rest = np.setdiff1d(np.arange(len(texts)), locked)
            held = decide(views, locked, fit_machines(views, rest, coded))
            facts["locked"] = _measure(names, coded[locked], held, [places[row] for row in locked])
        note("fitting on all of them")
        return fit_classifier(scheme, names, views, coded, facts)


def _draw_background(home: Home) -> list[str]:
    """Return sentences of the published file in an order that their text fixes, none where nothing is published."""
    try:
        with open_published(home.root) as connection:
            rows = run_query(connection, "sentences_to_learn_from", most=BACKGROUND)
    except NotPublishedError:
        return []
    return [row["text"] for row in rows]


def _lock(places: Sequence[str]) -> NDArray[np.int64]:
    """Return the numbers of the sentences of the locked places; none where there are too few places to lock any."""
    names = sorted(set(places))
    if len(names) < 2 * LOCKED_PLACES:
        return np.array([], dtype=np.int64)
    random.Random(LOCK_SEED).shuffle(names)  # noqa: S311  a split, not a secret
    locked = set(names[:LOCKED_PLACES])
    return np.array([row for row, place in enumerate(places) if place in locked], dtype=np.int64)


def _measure(
    names: Sequence[str], coded: NDArray[np.bool_], decided: NDArray[np.bool_], places: Sequence[str]
) -> dict[str, Any]:
    truth, found = _name_codes(names, coded), _name_codes(names, decided)
    scores = measure_quality(truth, found, names, list(places))
    return {
        "n": scores.n,
        "micro_f1": scores.micro.f1,
        "micro_f1_low": scores.micro.f1_low,
        "micro_f1_high": scores.micro.f1_high,
        "macro_f1": scores.macro.f1,
        "themes": {quality.theme: asdict(quality) for quality in scores.themes},
    }


def _measure_error(
    names: Sequence[str], coded: NDArray[np.bool_], decided: NDArray[np.bool_], is_random: Sequence[bool]
) -> dict[str, dict[str, float]]:
    """Return the rates of true and false positives of each theme, over sentences drawn at random if there are any.

    Themes with too few cases are left out.
    """
    rows = np.flatnonzero(is_random) if any(is_random) else np.arange(len(coded))
    truth, found = coded[rows], decided[rows]
    return {
        name: {
            "true_positive_rate": float((truth & found)[:, column].sum() / max(truth[:, column].sum(), 1)),
            "false_positive_rate": float((~truth & found)[:, column].sum() / max((~truth)[:, column].sum(), 1)),
        }
        for column, name in enumerate(names)
        if truth[:, column].sum() >= LEAST_CASES
    }


def _name_codes(names: Sequence[str], flags: NDArray[np.bool_]) -> list[frozenset[str]]:
    return [frozenset(name for name, flag in zip(names, row, strict=True) if flag) for row in flags]


def store_classifier(classifier: Classifier, path: Path) -> str:
    """Write a classifier to a file and return its sha256."""
    data = dump_classifier(classifier)
    write_atomically(path, data)
    return hashlib.sha256(data).hexdigest()


def tabulate_training(classifier: Classifier) -> Table:
    """Return what a classifier reaches on sentences of places it has not seen, by theme, as a table for people."""
    facts = classifier.facts
    crossed, locked = facts["cross_validation"], facts.get("locked")
    rows: list[tuple[Any, ...]] = [
        (theme, crossed["themes"][theme]["f1"], locked["themes"][theme]["f1"] if locked else None)
        for theme in classifier.themes
    ]
    rows += [(name, crossed[name], locked[name] if locked else None) for name in ("micro_f1", "macro_f1")]
    rows.append(("n", crossed["n"], locked["n"] if locked else None))
    return Table(
        keys=("theme", "cross_validated_f1", "locked_f1"),
        headings=("主题", "交叉验证 F1", "封存地方 F1"),
        rows=tuple(rows),
        decimals=3,
        notes=(f"编码者：{facts['coded_by']}。Folds by place; locked: {LOCKED_PLACES} places kept apart.",),
    )
