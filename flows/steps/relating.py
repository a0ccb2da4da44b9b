"""Relating: what only all documents of a build together tell, in groups that can be worked out apart."""

from collections.abc import Callable, Sequence

import pyarrow as pa

from flows.home import Home
from flows.steps.balancing import balance_panels
from flows.steps.curves import draw_curves
from flows.steps.formulas import load_dated_documents, trace_formulas
from flows.steps.likeness import measure_likeness
from flows.steps.marking import mark_terms
from flows.steps.passages import share_passages
from flows.steps.practising import find_practices
from flows.steps.promising import trace_promises

Relation = Callable[[Home, Sequence[str], pa.Table], dict[str, pa.Table]]


def relate_wordings(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return what repeats an earlier document, formulas and shared passages, and the practices that are not borrowed.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build.
    """
    dated = load_dated_documents(home, batches, documents)
    formulas, passages = trace_formulas(dated), share_passages(home, batches, dated)
    del dated  # two hundred megabytes
    practices = find_practices(home, batches, documents, formulas)
    return {"formulas": formulas, "shared_passages": passages, **practices}


def relate_themes(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return what counts of themes tell: likeness, curves of adoption, balanced panels.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build.
    """
    return {
        **measure_likeness(home, batches, documents),
        "adoption_curves": draw_curves(home, batches, documents),
        "balanced_panels": balance_panels(documents),
    }


RELATIONS: tuple[Relation, ...] = (relate_wordings, mark_terms, trace_promises, relate_themes)  # the longest first
