"""Near-duplicates: texts that share most of their clauses, found by MinHash.

Method: Broder, A. (1997), On the resemblance and containment of documents, doi:10.1109/SEQUEN.1997.666900; banding
after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3. The units are the clauses of a text, so
that layout, glossaries and a few lost characters change little.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

CLAUSE = re.compile(r"[\u4e00-\u9fff]{6,}")  # shorter ones (各位代表, 一年来) are everybody's
PERMUTATIONS, SEED = 128, 2022
BANDS = 32  # of four hashes each: pairs that share half of their clauses meet in a band with probability .87
LARGEST_BUCKET = 50  # a text given a hundred times is linked as a chain, not as five thousand pairs
LEAST_CLAUSES = 20  # a shorter text proves nothing


def sign_text(text: str) -> bytes | None:
    """Return the MinHash of a text's clauses (128 hashes of 32 bits, little-endian), None for a text of too few."""
    clauses = sorted(set(CLAUSE.findall(text)))
    if len(clauses) < LEAST_CLAUSES:
        return None
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(clauses)
    return np.asarray(sketch.digest(), dtype="<u4").tobytes()


def find_near_duplicates(signatures: Sequence[bytes], least: float) -> list[tuple[int, int, float]]:
    """Return the pairs of texts whose estimated Jaccard similarity of clauses is at least `least`.

    Args:
        signatures: one for each of D texts, as `sign_text` returns them.
        least: between 0 and 1.

    Returns:
        Triples of two positions (the smaller first) and the similarity, in order of the positions.
    """
    if not signatures:
        return []
    matrix: NDArray[np.uint32] = np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, PERMUTATIONS)
    found: dict[tuple[int, int], float] = {}
    for band in np.split(matrix, BANDS, axis=1):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for position, row in enumerate(band):
            buckets[row.tobytes()].append(position)
        for members in buckets.values():
            pairs = combinations(members, 2) if len(members) <= LARGEST_BUCKET else pairwise(members)
            for pair in pairs:
                if pair not in found:
                    found[pair] = float(np.mean(matrix[pair[0]] == matrix[pair[1]]))
    return sorted((a, b, similarity) for (a, b), similarity in found.items() if similarity >= least)
