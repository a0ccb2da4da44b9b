"""Statements: the packaged SQL files, each a table, a view or a check with the name of its file."""

from importlib.resources import files

# In the order in which they are made: what stands later may read what stands before.
CORE_TABLES = (
    "places",
    "themes",
    "theme_crosswalk",
    "issue_kinds",
    "programmes",
    "memberships",
    "paper_table",
    "theme_quality",
    "fetches",
    "runs",
    "documents",
    "origins",
    "versions",
    "document_issues",
    "formula_phrases",
    "sentences",
    "mentions",
    "senses",
    "sentence_themes",
    "city_themes",
    "practice_uses",
    "practices",
    "instruments",
    "promises",
    "city_similarity",
    "city_clusters",
    "balanced_panels",
    "first_mentions",
    "adoption_curves",
    "shared_passages",
    "keyness",
    "year_keyness",
    "term_changes",
    "topic_choices",
    "topic_models",
    "topics",
    "topic_terms",
    "topic_year_terms",
    "document_topics",
    "topic_themes",
    "records",
    "record_ledger",
    "keyword_nodes",
    "keyword_links",
    "keyword_bursts",
    "keyword_maps",
)


def read_statements(schema: str) -> dict[str, str]:
    """Return the SQL of a schema (`core`, `out`, `checks`) by name: core in order of need, the others by name.

    Raises:
        ValueError: files and the declared order of core tables differ.
    """
    folder = files("warehouse") / "sql" / schema
    found = {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    }
    if schema != "core":
        return found
    if found.keys() != set(CORE_TABLES):
        raise ValueError(f"warehouse/sql/core and CORE_TABLES differ: {sorted(found.keys() ^ set(CORE_TABLES))}")
    return {name: found[name] for name in CORE_TABLES}
