"""Made records that several tests of networks share."""

import numpy as np

from models.networks.counting import KeywordRecord, index_keywords
from models.networks.network import Network

FIRST, LAST = 2010, 2019


def make_records(size=300, vocabulary=60, seed=1):
    """Records with frequent and rare keywords, in three fields that share some of them."""
    chooser = np.random.default_rng(seed)
    records = []
    for number in range(size):
        field = number % 3
        words = (chooser.zipf(1.5, 5) % (vocabulary // 3)).tolist()
        keywords = [f"词{field}{word:02d}" if chooser.random() < 0.8 else f"通{word:02d}" for word in words]
        records.append(KeywordRecord(f"r{number:04d}", int(chooser.integers(FIRST, LAST + 1)), keywords))
    return records


def make_incidence(**options):
    return index_keywords(make_records(**options))


def link_keywords(size, links, counts=None):
    """A network given by its links (source, target, strength)."""
    ordered = sorted(links)
    return Network(
        tuple(f"词{number:02d}" for number in range(size)),
        np.arange(size),
        np.array(counts or [1] * size, dtype=np.int64),
        np.array([source for source, _, _ in ordered], dtype=np.int64),
        np.array([target for _, target, _ in ordered], dtype=np.int64),
        np.ones(len(ordered), dtype=np.int64),
        np.array([strength for _, _, strength in ordered], dtype=np.float64),
        np.full(len(ordered), FIRST),
        "cosine",
        (),
    )


TRIANGLES = [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (3, 5, 1.0), (4, 5, 1.0)]
"""Two triangles, joined by one link."""
