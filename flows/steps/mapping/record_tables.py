"""Record tables: the flow of records, publications a year, and who published what where."""

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

import numpy as np

from flows.steps.mapping.literature import Literature
from flows.steps.mapping.names import REASONS, TYPES
from flows.steps.mapping.tables import Table
from models.literature.ledger import count_reasons
from models.networks.conventions import find_core_authors

LEDGER_COLUMNS = (
    "record_id", "file", "title", "year", "status", "reason", "duplicate_of", "duplicate_title", "similarity", "detail",
)  # fmt: skip
CORE_NOTE = (
    "核心作者按普赖斯定律：发文量不低于 0.749·√n_max（n_max 为最高产作者的发文量）；"
    "该系数为惯例（Price, 1963），其出处未经本工具核对。"
)


def list_ledger(literature: Literature) -> list[tuple[object, ...]]:
    """Return the rows of ledger.csv, in order of files and lines; the title of the record repeated stands beside."""
    titles = {record.record_id: record.title for record in literature.records}
    return [
        (
            record.record_id, record.file, record.title, record.year, entry.status, entry.reason, entry.duplicate_of,
            titles.get(entry.duplicate_of or ""), entry.similarity, entry.detail,
        )
        for record, entry in zip(literature.records, literature.entries, strict=True)
    ]  # fmt: skip


def tabulate_flow(literature: Literature) -> Table:
    """Return the flow of records: by file, then by reason, then by type of those kept."""
    counts = count_reasons(literature.entries)
    files = [("检索得到", file.name, len(file.export.records)) for file in literature.files]
    dropped = [("剔除", name, counts[reason]) for reason, name in REASONS.items()]
    types = Counter[str](record.type for record in literature.kept)
    kinds = [("纳入（按类型）", name, types[kind]) for kind, name in TYPES.items() if types[kind]]
    total = [("检索得到", "合计", counts["in"])]
    rows = [*files, *total, *dropped, ("纳入", "合计", counts["kept"]), *kinds]
    failures = tuple(f"未能读取：{failure.name}: {failure.reason}" for failure in literature.failures)
    return Table(1, "文献筛选流程", ("阶段", "项目", "篇数"), tuple(rows), failures)


def count_years(literature: Literature) -> dict[int, int]:
    """Return the records kept by year, those between without any included."""
    counts = Counter(record.year or 0 for record in literature.kept)
    return {year: counts[year] for year in range(min(counts), max(counts) + 1)}


def tabulate_years(literature: Literature) -> Table:
    """Return publications a year and up to it."""
    counts = count_years(literature)
    rows = zip(counts, counts.values(), accumulate(counts.values()), strict=True)
    return Table(2, "年度发文量", ("年份", "发文量", "累计发文量"), tuple(rows))


def tabulate_sources(literature: Literature) -> Table:
    """Return journals and what else published the records."""
    return _rank(
        3, "期刊", "来源（期刊、报纸、论文集、学位授予单位）", ([r.journal] for r in literature.kept), literature
    )


def tabulate_institutions(literature: Literature) -> Table:
    """Return the institutions of the authors, each once a record."""
    return _rank(4, "机构", "机构", (r.institutions for r in literature.kept), literature)


def tabulate_authors(literature: Literature) -> Table:
    """Return the authors, with Price's core authors marked."""
    plain = _rank(5, "作者", "作者", (r.authors for r in literature.kept), literature)
    core = find_core_authors(np.array([row[2] for row in plain.rows], dtype=np.int64))
    rows = tuple((*row, "是" if is_core else "") for row, is_core in zip(plain.rows, core.is_core, strict=True))
    told = f"阈值 {core.threshold:.3f}，核心作者 {int(core.is_core.sum())} 人"
    if core.papers_share is not None:
        told += f"，其署名占全部署名的 {core.papers_share:.1%}（普赖斯定律预期约一半）"
    return Table(5, "作者", (*plain.columns, "核心作者"), rows, (*plain.notes, CORE_NOTE, told + "。"))


def tabulate_funds(literature: Literature) -> Table:
    """Return the funds that paid."""
    return _rank(6, "基金", "基金", (r.funds for r in literature.kept), literature)


def tabulate_records(literature: Literature) -> list[Table]:
    """Return all tables of records, in order of their numbers."""
    makers = (
        tabulate_flow, tabulate_years, tabulate_sources, tabulate_institutions, tabulate_authors, tabulate_funds,
    )  # fmt: skip
    return [make(literature) for make in makers]


def _rank(number: int, title: str, head: str, names: Iterable[Iterable[str]], literature: Literature) -> Table:
    """Return names by the records that have them, the most first; of equal ones by code points."""
    listed = [{name.strip() for name in own} - {""} for own in names]
    counts = Counter(name for own in listed for name in own)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    total = len(literature.kept)
    rows = tuple((rank, name, count, count / total) for rank, (name, count) in enumerate(ranked, 1))
    missing = sum(not own for own in listed)
    notes = (f"{total} 篇中有 {missing} 篇未注明；名称照录，未作归并。",)
    return Table(number, title, ("序号", head, "篇数", "占比"), rows, notes)
