"""Keys: a stage's key covers all the code that its rows depend on, so that nothing stale is ever read."""

import pytest
from conftest import ROOT
from test_house import imports_of

from flows import keys

STEPS = {
    "reading": keys.READ_SOURCES,
    "segmenting": (*keys.SEGMENT_SOURCES, *keys.READ_SOURCES),
    "coding": (*keys.CODE_SOURCES, *keys.READ_SOURCES),
    "naming": (*keys.NAME_SOURCES, *keys.READ_SOURCES),
    "signing": (*keys.SIGN_SOURCES, *keys.READ_SOURCES),
    "fitting": (*keys.FIT_SOURCES, *keys.SEGMENT_SOURCES, *keys.READ_SOURCES),
    "assembling": (*keys.PUBLISH_SOURCES, *keys.READ_SOURCES),
    "promising": (*keys.PUBLISH_SOURCES, *keys.NAME_SOURCES, *keys.READ_SOURCES),
}
# Where rows are kept, not what they say.
PLUMBING = {
    "crawlers/journal.py",
    "flows/home.py",
    "flows/keys.py",
    "flows/runs.py",
    "flows/settings.py",
    "crawlers/store.py",
    "models/lexicon/__init__.py",
}
ROOMS = ("crawlers", "models", "warehouse", "flows")


def path_of(module):
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.exists()), None)


def reach(path, found=None):
    found = set() if found is None else found
    name = path.relative_to(ROOT).as_posix()
    if name in found:
        return found
    found.add(name)
    for module in imports_of(path.read_text("utf-8")):
        if module.split(".")[0] in ROOMS and (inner := path_of(module)):
            reach(inner, found)
    return found


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_reaches_is_in_its_key(step):
    reached = {name for name in reach(ROOT / "flows" / "steps" / f"{step}.py") if not name.startswith("warehouse/")}
    missing = {
        name
        for name in reached - PLUMBING
        if not any(name == source or name.startswith(f"{source}/") for source in STEPS[step])
    }
    assert not missing


def test_lexicon_files_are_all_in_some_key():
    covered = {source for group in STEPS.values() for source in group}
    for file in (ROOT / "models" / "lexicon").iterdir():
        if file.suffix in (".toml", ".txt", ".csv") and file.name != "no_keywords.txt":  # maps alone read it
            assert f"models/lexicon/{file.name}" in covered


def test_sources_that_are_named_exist():
    for group in STEPS.values():
        for source in group:
            assert (ROOT / source).exists(), source


def test_keys_follow_code_and_data(monkeypatch):
    before = keys.stage_keys()
    assert len(set(before.values())) == len(before)
    monkeypatch.setattr(keys, "CODE_SOURCES", (*keys.CODE_SOURCES, "models/topics/fits.py"))
    keys.stage_keys.cache_clear()
    try:
        after = keys.stage_keys()
    finally:
        monkeypatch.undo()
        keys.stage_keys.cache_clear()
    assert {stage for stage in before if before[stage] != after[stage]} == {"code"}
