"""Keys: digests of what the rows of a stage depend on, code and data, so that nothing stale is ever read."""

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows.settings import is_simplifying

READ_SOURCES = (
    "crawlers/readers",
    "models/normalization.py",
    "models/cleaning.py",
    "models/dates.py",
    "models/places.py",
    "models/headings.py",
    "models/cues.py",
    "models/parts.py",
    "models/settling.py",
    "models/structure.py",
    "models/sentences.py",
    "models/fields.py",
    "models/kinds.py",
    "models/identity.py",
    "models/completeness.py",
    "models/script.py",
    "models/spacing.py",
    "models/reuse/near_duplicates.py",
    "models/lexicon/fields.toml",
    "models/lexicon/structure.toml",
    "models/lexicon/places.csv",
    "flows/steps/reading.py",
)
SEGMENT_SOURCES = (
    "models/segmentation.py",
    "models/characters.py",
    "models/dictionary.py",
    "models/unknown_words.py",
    "models/parts_of_speech.py",
    "models/lexicon/dictionary.txt",
    "models/lexicon/stopwords.txt",
    "flows/steps/segmenting.py",
)
CODE_SOURCES = (
    "models/themes.py",
    "models/ngrams.py",
    "models/classifier.py",
    "models/senses.py",
    "models/lexicon/urban_resilience.toml",
    "models/lexicon/city_resilience_framework.toml",
    "models/lexicon/ten_essentials.toml",
    "models/lexicon/governance_views.toml",
    "models/lexicon/community_paths.toml",
    "models/lexicon/community_practices.toml",
    "models/lexicon/policy_tools.toml",
    "models/lexicon/hazards.toml",
    "models/lexicon/urban_resilience.npz",
    "models/lexicon/resilience_senses.toml",
    "models/intervals.py",
    "flows/steps/measuring.py",
    "flows/steps/tallying.py",
    "flows/steps/coding.py",
)
NAME_SOURCES = (
    "models/practices/instruments.py",
    "models/practices/instrument_rule.py",
    "models/practices/promises.py",
    "models/lexicon/instruments.toml",
    "models/lexicon/promises.toml",
    "flows/steps/naming.py",
)
SIGN_SOURCES = ("models/reuse/signatures.py", "models/reuse/shingles.py", "flows/steps/signing.py")
FIT_SOURCES = (
    "models/topics/fits.py",
    "models/topics/algorithms.py",
    "models/topics/dynamics.py",
    "models/topics/quality.py",
    "models/topics/coherence.py",
    "models/terms.py",
    "models/topics/term_parts.py",
    "flows/steps/section_terms.py",
    "flows/steps/units.py",
    "flows/steps/fitting.py",
)
PUBLISH_SOURCES = (
    "warehouse",
    "crawlers/store.py",
    "models/conflicts.py",
    "models/reuse",
    "models/practices",
    "models/likeness.py",
    "models/survival.py",
    "models/spells.py",
    "models/keyness.py",
    "models/comparable.py",
    "models/change_points.py",
    "models/lexicon/depth.toml",
    "models/lexicon/practices.toml",
    "models/doubts.py",
    "models/lexicon/issues.toml",
    "models/lexicon/crosswalk.toml",
    "models/lexicon/programmes.toml",
    "models/lexicon/memberships.csv",
    "models/lexicon/paper_table.toml",
    "models/labels.py",
    "models/identity.py",
    "flows/steps/assembling.py",
    "flows/steps/duplicates.py",
    "flows/steps/formulas.py",
    "flows/steps/promising.py",
    "flows/steps/relating.py",
    "flows/steps/passages.py",
    "flows/steps/likeness.py",
    "flows/steps/curves.py",
    "flows/steps/balancing.py",
    "flows/steps/counted.py",
    "flows/steps/counting.py",
    "flows/steps/section_terms.py",
    "flows/steps/marking.py",
    "flows/steps/changing.py",
    "flows/steps/origins.py",
    "flows/steps/practising.py",
    "flows/steps/versions.py",
    "flows/steps/tabulating.py",
    "flows/steps/building.py",
    "flows/steps/working.py",
    "flows/steps/planning.py",
)
READ_PACKAGES = (
    "pyyaml",
    "lxml",
    "lxml-html-clean",
    "cssselect",
    "readability-lxml",
    "numpy",
    "pypdfium2",
    "legacy-doc",
    "openpyxl",
    "rensa",
)
OPTIONAL_PACKAGES = ("rapidocr", "opencc")  # extras that change what is read
SEGMENT_PACKAGES = ("jieba", "rjieba", "numpy")
CODE_PACKAGES, FIT_PACKAGES = ("ahocorasick-rs", "numpy", "scipy"), ("gensim", "scikit-learn", "numpy", "scipy")
SIGN_PACKAGES = ("rensa", "numpy")
PUBLISH_PACKAGES = ("duckdb", "scikit-learn", "numpy")


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _walk(entry: Traversable, path: str) -> list[tuple[str, bytes]]:
    if entry.is_dir():
        inner = sorted(entry.iterdir(), key=lambda child: child.name)
        return [pair for child in inner for pair in _walk(child, f"{path}/{child.name}")]
    return [(path, entry.read_bytes())] if not path.endswith(".pyc") else []


def _digest(paths: tuple[str, ...], packages: tuple[str, ...], *before: str) -> str:
    digest = hashlib.sha256("\0".join(before).encode())
    for path in paths:
        room, _, rest = path.partition("/")
        for name, data in _walk(files(room) / rest if rest else files(room), path):
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    for package in packages:
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def stage_keys() -> dict[str, str]:
    """Return the key of each stage (hex): what is cached under another key is not read."""
    extras = [f"{package}=={_find_version(package)}" for package in OPTIONAL_PACKAGES]
    read = _digest(READ_SOURCES, READ_PACKAGES, *extras, f"simplify={is_simplifying()}")
    segment = _digest(SEGMENT_SOURCES, SEGMENT_PACKAGES, read)
    return {
        "read": read,
        "segment": segment,
        "code": _digest(CODE_SOURCES, CODE_PACKAGES, read),
        "name": _digest(NAME_SOURCES, (), read),
        "sign": _digest(SIGN_SOURCES, SIGN_PACKAGES, read),
        "fit": _digest(FIT_SOURCES, FIT_PACKAGES, segment, f"tomotopy=={_find_version('tomotopy')}"),
        "publish": _digest(PUBLISH_SOURCES, PUBLISH_PACKAGES),
    }
