"""Imports: no stage loads a library that it does not use."""

import subprocess
import sys

import pytest
from conftest import ROOT

HEAVY = {
    "duckdb",
    "gensim",
    "jieba",
    "matplotlib",
    "networkx",
    "prefect",
    "rjieba",
    "scipy",
    "scrapy",
    "sklearn",
    "tomotopy",
}
FIT = """
import numpy as np
from scipy import sparse
from models.topics.fits import fit_topics
counts = sparse.csr_matrix(np.random.default_rng(1).poisson(1, (30, 20)))
fit_topics(counts, [str(n) for n in range(20)], {algorithm!r}, 2)
"""
STAGES = {
    "add": ("from flows.steps.adding import add_paths", set()),
    "read": (
        "from flows.steps.reading import read_document; from crawlers.readers import read_bytes\n"
        "read_document('', read_bytes('# 2022年政府工作报告（演示样本）\\n\\n我们修堤。'.encode()))",
        set(),
    ),
    "segment": (
        "from models.segmentation import load_segmenter; load_segmenter().cut_text('我们修堤')",
        {"jieba", "rjieba"},
    ),
    "code": (
        "from flows.steps.coding import code_sentences\nimport pyarrow as pa\nfrom warehouse.stages import READ\n"
        "code_sentences(READ['sentences'].empty_table())",
        {"scipy"},
    ),
    "name": (
        "from flows.steps.naming import name_instruments\nfrom warehouse.stages import READ\n"
        "name_instruments(READ['sentences'].empty_table())",
        set(),
    ),
    "sign": (
        "from flows.steps.signing import sign_batch\nfrom warehouse.stages import READ\n"
        "sign_batch(READ['sentences'].empty_table())",
        set(),
    ),
    "fit nmf": (FIT.format(algorithm="nmf"), {"scipy", "sklearn"}),
    "fit lda": (FIT.format(algorithm="lda"), {"scipy", "gensim"}),
    "publish": ("from warehouse.publishing import publish_file", {"duckdb"}),
    "report": ("import reports.comparison, reports.overview, reports.topics", {"duckdb"}),
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_loads_the_heavy_libraries_that_it_uses_and_no_other(stage):
    code, used = STAGES[stage]
    check = f"{code}\nimport sys; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(eval(done.stdout.strip().splitlines()[-1]))
    assert loaded <= used, f"{sorted(loaded - used)} for nothing"
