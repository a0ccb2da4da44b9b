"""Practices: how far a statement goes, the instruments it names, what became of promises, and curated lists."""
