"""Mapping: exports of bibliographic databases -> a keyword co-occurrence map with all its tables and pictures."""
