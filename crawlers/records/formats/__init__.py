"""Formats: a module each, the lines of an export -> entries."""
