"""Outcomes: what the reports of the next three years say of a promise.

Names are matched by character bigrams, as near-duplicates are (Broder 1997, On the resemblance and containment of
documents): the share of the shorter name's that the longer holds, of names of one kind, without the words that tell
only what sort of thing it is.

`kept`: a review names it as there, or a plan as a thing to be carried out. `repeated`: named again, but not kept.
`dropped`: named again in the next year, and then in neither of two years. `silent`: named in none of the three years.
What reports would show that are not collected stays open: silence and dropping are told only where all three are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import add

from models.practices.instrument_rule import classify_verb, find_content, find_core
from models.practices.instruments import Instrument
from models.practices.promises import Mention

HORIZON = 3  # years after the plan in which its outcome is looked for
LIKENESS = 0.75  # share of the shorter name's bigrams, chosen by reading pairs
LEAST_RATIO = 0.6  # of the shorter name's bigrams to the longer's
LEAST_BIGRAMS = 2  # a name of two characters is like too many
TAIL = 2  # characters that may stand before a name whose beginning is not known
HELD = frozenset({"pilot", "evaluation"})  # come into being by being held: a review that tells of them tells that


@dataclass(slots=True)
class Report:
    """The main work report of a place and year: promises and mentions of its plan, mentions of its review."""

    year: int
    promised: list[tuple[int, Instrument]] = field(default_factory=list)
    review: list[Mention] = field(default_factory=list)
    plan: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class Promise:
    """An instrument that a plan promises, and its outcome.

    Attributes:
        year: of the plan.
        sentence: number of the sentence in that report.
        instrument: as named there.
        outcome: kept, repeated, dropped or silent; empty where the reports that would tell are not collected.
        outcome_year: of the report that shows it, None where none does.
        outcome_sentence: number of the sentence in that report.
        years_repeated: years whose report names it again without saying that it is there.
        years_collected: how many of the next three years have a report.
    """

    year: int
    sentence: int
    instrument: Instrument
    outcome: str = ""
    outcome_year: int | None = None
    outcome_sentence: int | None = None
    years_repeated: list[int] = field(default_factory=list)
    years_collected: int = 0

    @property
    def is_censored(self) -> bool:
        """Whether a report that is not collected could change the outcome."""
        return self.outcome != "kept" and self.years_collected < HORIZON


def measure_likeness(core: str, mention: Mention) -> float:
    """Return the share of the shorter name's bigrams that the longer holds (0 to 1), 0 where they cannot be one.

    Args:
        core: of a name, as `find_core` returns it.
        mention: where the beginning of the name is not known, as many characters as the core has, and two, are read.
    """
    other = mention.core if mention.is_named else mention.core[-len(core) - TAIL :]
    ours, theirs = _list_bigrams(core), _list_bigrams(other)
    if not mention.is_named:
        return len(ours & theirs) / len(ours) if len(ours) >= LEAST_BIGRAMS else 0.0
    shorter, longer = sorted((len(ours), len(theirs)))
    if shorter < LEAST_BIGRAMS or shorter < LEAST_RATIO * longer:
        return 0.0
    whole = len(ours & theirs) / shorter
    return min(whole, _compare_contents(core, other)) if whole >= LIKENESS else whole


def _compare_contents(core: str, other: str) -> float:
    """Return the same for what the names are about, without wide words: 公共服务 is no part of 养老公共服务."""
    ours, theirs = _list_bigrams(find_content(core)), _list_bigrams(find_content(other))
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def _list_bigrams(core: str) -> frozenset[str]:
    return frozenset(map(add, core, core[1:]))


class _Index:
    """Mentions by kind and bigram, so that a name is compared only with those that share some with it."""

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        self._mentions: list[Mention] = []
        self._holders: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        for bigram in _list_bigrams(mention.core):
            self._holders[mention.kind, bigram].append(len(self._mentions))
        self._mentions.append(mention)

    def find(self, kind: str, core: str) -> list[Mention]:
        """Return the mentions of a name, the likest first."""
        shared = Counter(n for bigram in _list_bigrams(core) for n in self._holders.get((kind, bigram), ()))
        near = [self._mentions[n] for n, count in shared.items() if count >= LEAST_BIGRAMS]
        like = [(measure_likeness(core, mention), mention) for mention in near]
        held = [(-likeness, m.sentence, m.core, m) for likeness, m in like if likeness >= LIKENESS]
        return [each[-1] for each in sorted(held, key=lambda each: each[:3])]


def pair_promises(reports: Sequence[Report]) -> list[Promise]:
    """Return the promises of the reports of one place, by year and place in the report.

    A name that a later plan promises again while the promise is open is no second promise; once kept, it is.

    Args:
        reports: one a year, in any order; years between may be missing.
    """
    ordered = sorted(reports, key=lambda report: report.year)
    promises: list[Promise] = []
    for report in ordered:
        review, plan = _Index(report.review), _Index(report.plan)
        taken: set[tuple[int, str]] = set()
        for promise in promises:
            if promise.outcome == "kept" or report.year - promise.year > HORIZON:
                continue
            _look_up(promise, report.year, review, plan, taken)
        promises += _list_new(report, taken)
    for promise in promises:
        _settle(promise, {report.year for report in ordered})
    return promises


def _look_up(promise: Promise, year: int, review: _Index, plan: _Index, taken: set[tuple[int, str]]) -> None:
    """Note what a later report says of a promise; what names it in the plan is taken: no promise of its own."""
    kind, core = promise.instrument.kind, find_core(promise.instrument.name)
    told, again = review.find(kind, core), plan.find(kind, core)
    kept = [mention for mention in told if _tells_kept(promise, mention)]
    if not kept and again and all(m.verb in ("carrying", "") for m in again):
        kept = [mention for mention in again if mention.verb == "carrying"]
    if kept:
        promise.outcome, promise.outcome_year, promise.outcome_sentence = "kept", year, kept[0].sentence
        return
    if told or again:
        promise.years_repeated.append(year)
        promise.outcome_year, promise.outcome_sentence = year, (again or told)[0].sentence
    taken.update((mention.sentence, mention.core) for mention in again)


def _tells_kept(promise: Promise, mention: Mention) -> bool:
    """Return whether a review that names a promise says that it is there."""
    verb = promise.instrument.verb
    if classify_verb(verb) == "seeking":
        return mention.is_granted or mention.verb == "given"
    if promise.instrument.kind in HELD or "启动" in verb:
        return True
    return mention.is_done or not mention.is_open


def _list_new(report: Report, taken: set[tuple[int, str]]) -> list[Promise]:
    """Return the promises of a report that are not open already, each name once."""
    found: list[Promise] = []
    known = _Index()
    for sentence, instrument in report.promised:
        core = find_core(instrument.name)
        if (sentence, core) in taken or known.find(instrument.kind, core):
            continue
        known.add(Mention(sentence, instrument.kind, core, True, "", False, False, False))
        found.append(Promise(report.year, sentence, instrument))
    return found


def _settle(promise: Promise, collected: set[int]) -> None:
    """Decide what silence means, once all reports are seen."""
    promise.years_collected = sum(promise.year + n in collected for n in range(1, HORIZON + 1))
    if promise.outcome == "kept":
        return
    is_complete = promise.years_collected == HORIZON
    if promise.years_repeated:
        is_left = promise.years_repeated == [promise.year + 1]
        promise.outcome = "dropped" if is_complete and is_left else "repeated"
    elif is_complete:
        promise.outcome = "silent"
