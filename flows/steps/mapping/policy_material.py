"""Policy material: documents of the published file as what a map is made of, with tables 1 to 6."""

import hashlib
import json
import shlex
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from flows.steps.mapping.material import Flow, Material
from flows.steps.mapping.methods_text import fill_parts, load_sources, tell_merging
from flows.steps.mapping.names import LEVELS
from flows.steps.mapping.options import MapOptions, list_arguments
from flows.steps.mapping.policy import REASONS, Policy, PolicyDocument, list_reasons
from flows.steps.mapping.policy_windows import PolicyOptions
from flows.steps.mapping.tables import Table
from models.literature.document_keywords import MOST_OF_DOCUMENT, count_least_places
from models.themes import load_schemes
from reports.maps.flow_picture import Drop
from reports.maps.keyword_map import MapRecord

ID_LENGTH = 16  # hexadecimal digits
LEDGER_COLUMNS = ("document_id", "city_code", "city", "kind", "title", "year", "status", "reason", "windows")
MOST_NAMED = 5  # places named in the methods text


def gather_policy(policy: Policy, choices: PolicyOptions, options: MapOptions, beside: str = "") -> Material:
    """Return what a map of the documents kept is made of; `beside` is the name of the map whose keywords were used."""
    counts = list_reasons(policy.documents)
    windows = Counter(policy.owners[record.record_id] for record in policy.records)
    by_year = Counter(document.year or 0 for document in policy.kept)
    levels = Counter(LEVELS.get(document.level or "", "其他") for document in policy.documents)
    arguments = list_policy_arguments(choices, options)
    material = Material(
        map_id="",
        source="policy",
        unit=choices.unit,
        origin=choices.origin,
        records=policy.records,
        owners=policy.owners,
        told=tuple(MapRecord(d.document_id, d.title, d.year, d.city or "") for d in policy.kept),
        keywords=policy.keywords,
        flow=Flow(
            "政策文本筛选流程",
            "已入库的政策文本",
            tuple((name, levels[name]) for name in (*LEVELS.values(), "其他") if levels[name]),
            tuple(Drop(name, counts[reason]) for reason, name in REASONS.items()),
            counts["kept"],
        ),
        years_title="年度文本数",
        by_year={year: by_year[year] for year in range(min(by_year), max(by_year) + 1)},
        tables=_tabulate_documents(policy, windows),
        ledger_columns=LEDGER_COLUMNS,
        ledger=[_describe(document, windows) for document in policy.documents],
        parts=_tell_policy(policy, choices, options, beside),
        command=shlex.join(["rencheng", "map", "--policy", "--out", "map", *arguments]),
    )
    return replace(
        material, map_id=_name_policy_map(policy, list_policy_arguments(choices, replace(options, beside="")))
    )


def list_policy_arguments(choices: PolicyOptions, options: MapOptions) -> list[str]:
    """Return the arguments that make the same map again from the same published file."""
    cities = ["--cities", ",".join(choices.cities)] if choices.cities else []
    scheme = ["--scheme", choices.scheme] if choices.origin == "terms" else []
    named = ["--kind", choices.kind, "--unit", choices.unit, "--keywords", choices.origin]
    return [*cities, *named, *scheme, *list_arguments(options)]


def _name_policy_map(policy: Policy, arguments: list[str]) -> str:
    """Return the map's id: the same windows, keywords and options give the same, on every machine."""
    digest = hashlib.sha256(json.dumps(["policy", arguments], ensure_ascii=False).encode())
    for record in policy.records:
        digest.update(json.dumps([record.record_id, record.year, record.keywords], ensure_ascii=False).encode())
    return digest.hexdigest()[:ID_LENGTH]


def _describe(document: PolicyDocument, windows: Counter[str]) -> tuple[object, ...]:
    status = "dropped" if document.reason else "kept"
    place = (document.city_code, document.city, document.kind)
    told = (document.title, document.year, status, document.reason or None)
    return (document.document_id, *place, *told, windows[document.document_id])


def _tabulate_documents(policy: Policy, windows: Counter[str]) -> list[Table]:
    counts, years = list_reasons(policy.documents), Counter(document.year or 0 for document in policy.kept)
    by_year = Counter[int]()
    for document in policy.kept:
        by_year[document.year or 0] += windows[document.document_id]
    span = range(min(years), max(years) + 1)
    dropped = [("剔除", name, counts[reason]) for reason, name in REASONS.items()]
    flow = (("已入库", "合计", counts["in"]), *dropped, ("纳入", "合计", counts["kept"]))
    yearly = zip(
        span, (years[y] for y in span), accumulate(years[y] for y in span), (by_year[y] for y in span), strict=True
    )
    kinds = load_sources()["policy"]["kind_zh"]
    groups = (
        (3, "地区", ((d, d.city or "（不明）") for d in policy.kept)),
        (4, "文种", ((d, kinds.get(d.kind, d.kind)) for d in policy.kept)),
        (5, "行政层级", ((d, LEVELS.get(d.level or "", "其他")) for d in policy.kept)),
        (6, "省份", ((d, d.province or "（全国或不明）") for d in policy.kept)),
    )
    return [
        Table(1, "政策文本筛选流程", ("阶段", "项目", "份数"), flow),
        Table(2, "年度文本数", ("年份", "文本数", "累计文本数", "含关键词的窗口"), tuple(yearly)),
        *(_rank(number, title, pairs, windows) for number, title, pairs in groups),
    ]


def _rank(number: int, title: str, pairs: Iterable[tuple[PolicyDocument, str]], windows: Counter[str]) -> Table:
    """Return names by the documents that bear them, the most first; of equal ones by code points."""
    documents, held = Counter[str](), Counter[str]()
    for document, name in pairs:
        documents[name] += 1
        held[name] += windows[document.document_id]
    ranked = sorted(documents.items(), key=lambda item: (-item[1], item[0]))
    total = documents.total()
    rows = tuple((rank, name, count, count / total, held[name]) for rank, (name, count) in enumerate(ranked, 1))
    return Table(number, title, ("序号", title, "文本数", "占比", "含关键词的窗口"), rows)


def _tell_policy(policy: Policy, choices: PolicyOptions, options: MapOptions, beside: str) -> dict[str, str]:
    said = load_sources()["policy"]
    kept = policy.kept
    names = list(dict.fromkeys(d.city or "" for d in policy.documents)) if choices.cities else []
    named = "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")
    years = [document.year for document in kept if document.year]
    places = len({document.city_code for document in kept})
    told = tell_merging(options) | {
        "kind_zh": said["kind_zh"].get(choices.kind, choices.kind),
        "kind_en": choices.kind.replace("_", " ") + "s" if choices.kind != "all" else "of all kinds",
        "cities_zh": f"，{named}" if named else "",
        "cities_en": f", {len(names)} places" if named else "",
        "unit_zh": said["unit_zh"][choices.unit],
        "unit_en": choices.unit,
        "n_places": str(places),
        "n_windows": str(len(policy.records)),
        "first_year": str(min(years)),
        "last_year": str(max(years)),
        "most": str(MOST_OF_DOCUMENT),
        "least_places": str(count_least_places(places)),
        "scheme": choices.scheme,
        "version": next(s.version for s in load_schemes() if s.scheme == choices.scheme),
        "beside": beside,
        "n_vocabulary": str(len(choices.vocabulary)),
        "files": f"- 已发布的 {len(kept)} 份文本，逐份列于 ledger.csv (documents of the published file)",
    }
    told |= {f"n_{name}": str(count) for name, count in list_reasons(policy.documents).items()}
    how = {"how_zh": said["how_zh"][choices.origin], "how_en": said["how_en"][choices.origin]}
    return fill_parts(said, fill_parts(how, told))
