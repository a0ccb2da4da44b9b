"""Likeness: cached mentions -> theme profiles of work reports, how alike they are year by year, and their clusters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from flows.home import Home
from flows.keys import stage_keys
from flows.steps.counted import CITY, find_rank, list_work_reports
from models.likeness import Clusters, cluster_profiles, compare_cosine, compare_jensen_shannon, share_mentions
from models.themes import SCHEMES, load_schemes
from warehouse.schemas import ASSEMBLED

# The word itself: with it among the themes, likeness would partly be that of a word (the codebook's last line).
APART = "resilience_goal"
LEAST_MENTIONS = 30  # of a profile that is clustered: as for breadth, fewer divide by chance


@dataclass(frozen=True, slots=True)
class _Profiles:
    """Mentions of themes (P, T) in the work reports of a year, by code of the place."""

    year: int
    codes: list[str]
    mentions: NDArray[np.int64]


def measure_likeness(home: Home, batches: Sequence[str], documents: pa.Table) -> dict[str, pa.Table]:
    """Return the tables `city_similarity` and `city_clusters` of a build.

    Profiles are made of mentions per 10,000 characters of the default scheme, headings and glossaries left out, the
    theme of the resilient city set apart; one without any mention is compared with nobody. Clusters are of cities:
    what the State Council and provinces speak of would part them by level.

    Args:
        home: where the rows of the stages are cached.
        batches: names of all batches of this build.
        documents: the table `documents` of this build; its dated main work reports count.
    """
    themes = [theme.theme for scheme in load_schemes() if scheme.scheme == SCHEMES[0] for theme in scheme.themes]
    themes = [theme for theme in themes if theme != APART]
    similar, clustered = [], []
    for profiles in _list_profiles(home, batches, documents, themes):
        similar.append(_compare(profiles))
        is_city = np.array([find_rank(code) == CITY for code in profiles.codes])
        is_enough = is_city & (profiles.mentions.sum(axis=1) >= LEAST_MENTIONS)
        found = cluster_profiles(share_mentions(profiles.mentions[is_enough])) if is_enough.any() else None
        if found is not None:
            codes = [code for code, is_kept in zip(profiles.codes, is_enough, strict=True) if is_kept]
            clustered.append(_tabulate_clusters(profiles.year, codes, found, themes))
    return {
        "city_similarity": pa.concat_tables([ASSEMBLED["city_similarity"].empty_table(), *similar]),
        "city_clusters": pa.concat_tables([ASSEMBLED["city_clusters"].empty_table(), *clustered]),
    }


def _list_profiles(
    home: Home, batches: Sequence[str], documents: pa.Table, themes: Sequence[str]
) -> Iterator[_Profiles]:
    rows = sorted((row["year"], row["city_code"], row["raw_sha256"]) for row in list_work_reports(documents))
    years = np.array([year for year, _, _ in rows], dtype=np.int64)
    mentions = _count_mentions(home, batches, [sha256 for _, _, sha256 in rows], themes)
    for year in np.unique(years).tolist():
        held = [n for n in np.flatnonzero(years == year).tolist() if mentions[n].any()]
        if held:
            yield _Profiles(year, [rows[n][1] for n in held], mentions[held])


def _count_mentions(
    home: Home, batches: Sequence[str], files: Sequence[str], themes: Sequence[str]
) -> NDArray[np.int64]:
    """Return the mentions of each theme in each file (D, T), headings and glossaries left out."""
    counts = np.zeros((len(files), len(themes)), dtype=np.int64)
    wanted, known = pa.array(files, pa.string()), pa.array(themes, pa.string())
    told = home.cache.read_table("code", stage_keys()["code"], batches, "theme_mentions")
    is_known = pc.and_(pc.equal(told["scheme"], SCHEMES[0]), pc.is_in(told["theme"], known))
    told = told.filter(pc.and_(is_known, pc.is_in(told["raw_sha256"], wanted)))
    cells = pc.index_in(told["raw_sha256"], wanted).to_numpy(), pc.index_in(told["theme"], known).to_numpy()
    counts[cells] = told["n_mentions"].to_numpy()
    return counts


def _compare(profiles: _Profiles) -> pa.Table:
    """Return the rows of a year: all ordered pairs of two places."""
    shares, total = share_mentions(profiles.mentions), profiles.mentions.sum(axis=1)
    first, second = np.nonzero(~np.eye(len(total), dtype=bool))
    codes = pa.array(profiles.codes, pa.string())
    columns = [
        pa.array(np.full(len(first), profiles.year)),
        codes.take(pa.array(first)),
        codes.take(pa.array(second)),
        pa.array(compare_cosine(shares)[first, second]),
        pa.array(compare_jensen_shannon(shares)[first, second]),
        pa.array(total[first]),
        pa.array(total[second]),
    ]
    return pa.Table.from_arrays(columns, schema=ASSEMBLED["city_similarity"])


def _tabulate_clusters(year: int, codes: Sequence[str], found: Clusters, themes: Sequence[str]) -> pa.Table:
    rows = [
        {
            "city_code": code,
            "year": year,
            "cluster": number,
            "silhouette": silhouette,
            "n_clusters": len(found.leading),
            "mean_silhouette": found.mean_silhouette,
            "leading_theme": themes[found.leading[number - 1]],
        }
        for code, number, silhouette in zip(codes, found.number.tolist(), found.silhouette.tolist(), strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=ASSEMBLED["city_clusters"])
