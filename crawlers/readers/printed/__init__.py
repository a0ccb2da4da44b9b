"""Printed: what was laid out as pages (PDF, scans) -> lines, paragraphs, page starts."""
