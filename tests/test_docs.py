"""The documentation is tested: its commands exist, its SQL runs, its views are there, both languages agree."""

import re

import pytest
from conftest import ROOT

READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
VERB = re.compile(r"\brencheng ([a-z]\w*)")


def blocks(name, language):
    return [body for found, body in BLOCK.findall((ROOT / name).read_text("utf-8")) if found == language]


def test_both_languages_show_the_same_commands_queries_and_figures():
    one, other = READMES
    for language in ("sh", "sql"):
        commands = [re.sub(r"\s*#.*", "", block) for block in blocks(one, language)]
        assert commands == [re.sub(r"\s*#.*", "", block) for block in blocks(other, language)]
    figures = re.compile(r"\d[\d,.]*\d")
    texts = [set(figures.findall((ROOT / name).read_text("utf-8"))) for name in READMES]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", READMES)
def test_every_query_runs_on_the_sample(name, published):
    assert blocks(name, "sql")
    for query in blocks(name, "sql"):
        assert published.execute(query).fetchall()


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_every_verb_that_is_named_exists(name):
    from typer.main import get_command

    from flows.commands import app

    verbs = set(VERB.findall("\n".join(blocks(name, "sh"))))
    assert verbs <= get_command(app).commands.keys()


def test_every_filled_view_is_named(published):
    text = (ROOT / "README.md").read_text("utf-8")
    views = published.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'out'").fetchall()
    assert [name for name, comment in views if "Empty in this release" not in comment and f"`{name}`" not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_question_is_named(name):
    from reports.questions import load_questions

    text = (ROOT / name).read_text("utf-8")
    assert [question for question in load_questions() if f"`{question}`" not in text] == []


def test_files_that_are_named_exist():
    for name in (*READMES, "CONTRIBUTING.md"):
        for path in re.findall(
            r"`((?:crawlers|models|warehouse|reports|flows|tests)/[\w./-]+)`", (ROOT / name).read_text("utf-8")
        ):
            assert (ROOT / path).exists(), f"{name}: {path}"


def test_ci_calls_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "python -m uv run pytest" in script
    assert any("python -m uv run pytest" in block for block in blocks("README.md", "sh"))
