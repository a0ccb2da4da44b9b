"""Exports: a table with its evidence, sources and notes as a file that people open or programs read."""
