"""Survival: how long places stay without a thing, or keep it, when many are not watched to the end.

Method: Kaplan and Meier (1958), doi:10.1080/01621459.1958.10501452, with delayed entry (a place counts only from the
year since which it is watched); the variance of Greenwood (1926), its interval on the scale of log(-log) (Kalbfleisch
and Prentice 1980), which keeps it between 0 and 1. P places, E times.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NORMAL_95 = 1.959963984540054

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve at the times at which something happens or someone is lost from sight; each (E,).

    Attributes:
        time: in order.
        at_risk: places watched that have not had the event before.
        events: places that have it at this time.
        censored: places of which nothing is known after this time.
        survival: estimated share without the event after this time, 0 to 1.
        low: lower end of the 95 % interval; NaN while no event or nobody is left.
        high: upper end, likewise.
    """

    time: Integers
    at_risk: Integers
    events: Integers
    censored: Integers
    survival: Reals
    low: Reals
    high: Reals


def estimate_survival(entry: Integers, end: Integers, is_event: NDArray[np.bool_]) -> Curve:
    """Return the Kaplan–Meier estimate.

    Args:
        entry: time since when each place is watched (P,): it is at risk after it.
        end: time of its event, or the last at which it was seen without (P,).
        is_event: whether it is an event (P,).

    Raises:
        ValueError: a place ends before it has entered or as it does.
    """
    if (end <= entry).any():
        raise ValueError("a place must be watched for some time before its end")
    time = np.unique(end)
    at_risk = np.array([int(((entry < t) & (end >= t)).sum()) for t in time], dtype=np.int64)
    events = np.array([int(((end == t) & is_event).sum()) for t in time], dtype=np.int64)
    censored = np.array([int(((end == t) & ~is_event).sum()) for t in time], dtype=np.int64)
    survival: Reals = np.cumprod(1 - events / np.maximum(at_risk, 1)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))  # of log(survival)
        spread = NORMAL_95 * np.sqrt(variance) / np.log(survival)
        low, high = survival ** np.exp(-spread), survival ** np.exp(spread)
    is_told = (survival > 0) & (survival < 1)
    low[~is_told] = high[~is_told] = np.nan
    return Curve(time, at_risk, events, censored, survival, low, high)
