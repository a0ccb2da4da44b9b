"""Fetching: a crawl in a process of its own, polite, recorded, taken up again where it was stopped."""
