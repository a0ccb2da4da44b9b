"""Spiders: which kinds of document a crawl is for. No city stands here: sources are data."""
