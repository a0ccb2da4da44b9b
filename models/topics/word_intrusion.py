"""Word intrusion: can people tell the word that does not belong to a topic? (Chang et al. 2009, Reading tea leaves.)

A question shows the heaviest terms of a topic and one term that is heavy in another topic and light in this one. People
who understand the topic find it; for topics without a meaning they guess one in six.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

SHOWN = 5  # terms of the topic beside the intruder, as in the paper
NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Question:
    """A question: the topic, its words in the order shown, the intruder among them."""

    topic: int
    words: tuple[str, ...]
    intruder: str


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of answers that name the intruder, with its Wilson interval of 95 %."""

    n: int
    precision: float
    low: float
    high: float


def ask_questions(topics: Sequence[Sequence[str]], seed: int) -> list[Question]:
    """Return a question for each topic that has an intruder, in an order drawn by seed.

    Args:
        topics: terms of each topic, heaviest first; the longer the lists, the surer that an intruder is one.
        seed: of what is drawn.
    """
    random = np.random.default_rng(seed)
    questions = []
    for topic, terms in enumerate(topics):
        others = [other[: 2 * SHOWN] for number, other in enumerate(topics) if number != topic]
        strangers = sorted({term for other in others for term in other} - set(terms))
        if len(terms) < SHOWN or not strangers:
            continue
        intruder = strangers[int(random.integers(len(strangers)))]
        words = [*terms[:SHOWN], intruder]
        questions.append(Question(topic, tuple(words[n] for n in random.permutation(len(words))), intruder))
    return [questions[n] for n in random.permutation(len(questions))]


def score_answers(questions: Sequence[Question], answers: Mapping[int, str]) -> Precision:
    """Return the precision of answers, the word chosen by topic; unanswered questions do not count.

    Raises:
        ValueError: no question is answered.
    """
    right = [answers[q.topic].strip() == q.intruder for q in questions if answers.get(q.topic, "").strip()]
    if not right:
        raise ValueError("no question is answered yet")
    n, share = len(right), sum(right) / len(right)
    middle = (share + NORMAL_95**2 / (2 * n)) / (1 + NORMAL_95**2 / n)
    half = NORMAL_95 * sqrt(share * (1 - share) / n + NORMAL_95**2 / (4 * n * n)) / (1 + NORMAL_95**2 / n)
    return Precision(n, share, max(0.0, middle - half), min(1.0, middle + half))
