"""Evaluating: how well sentences are coded, against sentences that others coded; kept for the next build to publish."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crawlers.store import write_atomically
from flows.home import Home
from models.agreement import Codes, Quality, Scores, measure_quality, measure_random
from models.classifier import load_classifier
from models.gold import PERIOD_NAMES, CodedSentence, GoldError, digest_gold, list_themes, parse_gold, period_of
from models.senses import SENSES, find_senses
from reports.tables import Table

Coder = Callable[[Sequence[str], str], Sequence[Codes]]

FOLDER = "evaluations"
NO_USE = "none"  # the rule finds no use of the word where the coder saw one
HEADINGS = ("句数", "精确率", "召回率", "F1", "F1下限", "F1上限", "κ")


@dataclass(frozen=True, slots=True)
class SenseQuality:
    """What 韧性 is about, over the sentences whose sense was coded: `confusion` is truth x found, in sentences."""

    n: int
    accuracy: float | None
    confusion: dict[str, dict[str, int]]
    recall: dict[str, float | None]
    precision: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Quality of a scheme: over all sentences, weighted to a corpus, by stratum and by period; senses apart."""

    scheme: str
    overall: Scores
    weighted: Scores | None
    strata: dict[str, Scores]
    periods: dict[str, Scores]
    sense: SenseQuality


def evaluate(gold: Sequence[CodedSentence], scheme: str, code: Coder | None = None) -> Evaluation:
    """Return how well a scheme is coded; `code` stands in for the project's own coding.

    The truth is what the first coder gave. `weighted` is the figure of the stratum drawn at random, for the reason
    told in `measure_random`. Periods run from the oldest.

    Raises:
        ValueError: there is no such scheme.
    """
    if code is None:
        from flows.steps.coding import code_texts

        code = code_texts
    themes = [theme.theme for theme in list_themes(scheme)]
    truth, places = [row.themes_a for row in gold], [row.place for row in gold]
    strata, periods = [row.stratum for row in gold], [period_of(row.year) for row in gold]
    found = list(code([row.sentence for row in gold], scheme))

    def measure(groups: Sequence[str | None], name: str) -> Scores:
        kept = [number for number, group in enumerate(groups) if group == name]
        return measure_quality([truth[s] for s in kept], [found[s] for s in kept], themes, [places[s] for s in kept])

    return Evaluation(
        scheme=scheme,
        overall=measure_quality(truth, found, themes, places),
        weighted=measure_random(truth, found, themes, places, strata),
        strata={name: measure(strata, name) for name in sorted({name for name in strata if name})},
        periods={name: measure(periods, name) for name in PERIOD_NAMES if name in periods},
        sense=_measure_senses(gold),
    )


def choose_sense(sentence: str) -> str | None:
    """Return the sense of most uses of the word in a sentence, the first on a tie; None without a use."""
    senses = Counter(sense for _, _, sense in find_senses(sentence))
    return max(senses, key=lambda sense: senses[sense]) if senses else None


def _measure_senses(gold: Iterable[CodedSentence]) -> SenseQuality:
    """Return the quality of senses; a sentence whose sense was not coded says nothing and is left out."""
    pairs = Counter((row.resilience_of, choose_sense(row.sentence) or NO_USE) for row in gold if row.resilience_of)
    confusion = {truth: {found: pairs[truth, found] for found in (*SENSES, NO_USE)} for truth in SENSES}
    given = {sense: sum(confusion[truth][sense] for truth in SENSES) for sense in SENSES}
    right = sum(confusion[sense][sense] for sense in SENSES)
    return SenseQuality(
        n=pairs.total(),
        accuracy=right / pairs.total() if pairs else None,
        confusion=confusion,
        recall={s: confusion[s][s] / n if (n := sum(confusion[s].values())) else None for s in SENSES},
        precision={s: confusion[s][s] / given[s] if given[s] else None for s in SENSES},
    )


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain values; what is undefined is None."""
    sense = evaluation.sense
    return {
        "scheme": evaluation.scheme,
        **_plain_scores(evaluation.overall),
        "sense": asdict(sense),
        "weighted": _plain_scores(evaluation.weighted) if evaluation.weighted else None,
        "strata": {name: _plain_scores(scores) for name, scores in evaluation.strata.items()},
        "periods": {name: _plain_scores(scores) for name, scores in evaluation.periods.items()},
    }


def _plain_scores(scores: Scores) -> dict[str, Any]:
    def pick(quality: Quality, *keys: str) -> dict[str, Any]:
        return {key: getattr(quality, key) for key in keys}

    figures = ("precision", "recall", "f1")
    return {
        "n": scores.n,
        "places": scores.places,
        "micro": pick(scores.micro, *figures),
        "macro": pick(scores.macro, *figures),
        "themes": {quality.theme: pick(quality, "n", *figures, "kappa") for quality in scores.themes},
        "intervals": {
            quality.theme: [quality.f1_low, quality.f1_high] for quality in (scores.micro, scores.macro, *scores.themes)
        },
    }


def tabulate_evaluation(evaluation: Evaluation) -> list[Table]:
    """Return an evaluation as tables for people: themes, parts of the sample, and senses where any were coded."""
    names = {theme.theme: theme.theme_zh for theme in list_themes(evaluation.scheme)}
    overall, weighted, sense = evaluation.overall, evaluation.weighted, evaluation.sense
    keys = ("n", "precision", "recall", "f1", "f1_low", "f1_high", "kappa")

    def row(quality: Quality) -> tuple[Any, ...]:
        return tuple(getattr(quality, key) for key in keys)

    parts = [("all", overall), *([("weighted", weighted)] if weighted else [])]
    parts += [*evaluation.strata.items(), *evaluation.periods.items()]
    tables = [
        Table(
            keys=("theme", "theme_zh", *keys),
            headings=("主题", "名称", *HEADINGS),
            rows=tuple((q.theme, names.get(q.theme), *row(q)) for q in (*overall.themes, overall.micro, overall.macro)),
            title=f"编码质量 Quality of coding: {overall.n} sentences of {overall.places} places",
            decimals=3,
        ),
        Table(
            keys=("part", "sentences", *(f"micro_{key}" for key in keys), "macro_f1"),
            headings=("部分", "句子", "主题数", *HEADINGS[1:], "宏平均F1"),
            rows=tuple((name, scores.n, *row(scores.micro), scores.macro.f1) for name, scores in parts),
            title="各层与各时期 By part of the sample (micro)",
            notes=("weighted: the stratum drawn at random alone, the only one that stands for a corpus",),
            decimals=3,
        ),
    ]
    if sense.n:
        tables.append(
            Table(
                keys=("truth", *SENSES, NO_USE, "recall"),
                headings=("真值", *SENSES, NO_USE, "召回率"),
                rows=tuple((s, *sense.confusion[s].values(), sense.recall[s]) for s in SENSES),
                title=f"韧性指什么 Senses: {sense.n} sentences, accuracy {sense.accuracy:.3f} (columns: found)",
                decimals=3,
            )
        )
    return tables


def list_rows(
    evaluation: Evaluation, sample: str, coded_by: str | None = None, model_sha256: str | None = None
) -> list[dict[str, Any]]:
    """Return the rows of `out.theme_quality`: themes over all, by stratum and by period; senses over all."""
    common = {"sample": sample, "coded_by": coded_by}
    groups: list[tuple[str | None, str | None, Scores]] = [(None, None, evaluation.overall)]
    groups += [(name, None, scores) for name, scores in evaluation.strata.items()]
    groups += [(None, name, scores) for name, scores in evaluation.periods.items()]
    rows = [
        common
        | {"scheme": evaluation.scheme, "sense": None, "stratum": stratum, "period": period}
        | asdict(quality)
        | {"accuracy": None, "model_sha256": model_sha256}
        for stratum, period, scores in groups
        for quality in scores.themes
    ]
    sense = evaluation.sense
    empty = dict.fromkeys(("scheme", "theme", "stratum", "period", "f1_low", "f1_high", "kappa", "model_sha256"))
    for name in SENSES if sense.n else ():
        n, given = sum(sense.confusion[name].values()), sum(row[name] for row in sense.confusion.values())
        hits = sense.confusion[name][name]
        figures = {"n": n, "precision": sense.precision[name], "recall": sense.recall[name]}
        figures |= {"f1": 2 * hits / (n + given) if n + given else None}
        figures |= {"accuracy": (sense.n - n - given + 2 * hits) / sense.n}
        rows.append(common | empty | {"sense": name} | figures)
    return rows


def store_evaluation(home: Home, scheme: str, rows: Sequence[dict[str, Any]]) -> Path:
    """Write the rows of a scheme, whole or not at all, in place of those of an earlier evaluation; return the path."""
    path = home.root / FOLDER / f"{scheme}.json"
    write_atomically(path, json.dumps(list(rows), ensure_ascii=False, indent=1, allow_nan=False).encode())
    return path


def load_evaluations(home: Home) -> list[dict[str, Any]]:
    """Return the rows of `out.theme_quality` that evaluations of this home left, by scheme.

    Raises:
        ValueError: a file is damaged.
    """
    rows: list[dict[str, Any]] = []
    for path in sorted((home.root / FOLDER).glob("[!.]*.json")):
        try:
            rows += json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            raise ValueError(f"{path}: damaged: run `rencheng evaluate` again, or delete the file") from None
    return rows


def find_training(gold: Sequence[CodedSentence], scheme: str) -> dict[str, Any] | None:
    """Return the facts of a scheme's classifier if it was trained on these very sentences, None otherwise."""
    classifier = load_classifier(scheme)
    if classifier and classifier.facts["gold_sha256"] == digest_gold(gold):
        return classifier.facts
    return None


def read_gold(path: Path, scheme: str) -> list[CodedSentence]:
    """Return the coded sentences of a file.

    Raises:
        GoldError: it cannot be read or understood; every line names the file.
    """
    try:
        return parse_gold(path.read_bytes().decode(), scheme)
    except (FileNotFoundError, IsADirectoryError):
        raise GoldError([f"{path}: no such file"]) from None
    except UnicodeDecodeError:
        raise GoldError([f"{path}: this is no UTF-8 text: save it as tab-separated UTF-8"]) from None
    except GoldError as error:
        raise GoldError(f"{path.name}: {line}" for line in str(error).splitlines()) from None
