"""Failures: why a request brought no answer, in one word."""

from typing import Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.python.failure import Failure

from crawlers.fetching.recording import describe_request
from crawlers.store import ManifestRow

WORDS: dict[type[BaseException], str] = {
    DownloadTimeoutError: "timeout",
    CannotResolveHostError: "no_such_host",
    DownloadConnectionRefusedError: "connection_refused",
    DownloadCancelledError: "too_large",
    ResponseDataLossError: "cut_short",
}
IGNORED = (("robots.txt", "robots"), ("offsite", "foreign_host"), ("redirect", "too_many_redirects"))
UNKNOWN = "connection_failed"
BLOCKING = ("robots",)  # the site's own will; the others are failures


def name_failure(failure: Failure) -> str:
    """Return the word for a failure."""
    error = failure.value
    if isinstance(error, IgnoreRequest):
        said = str(error).lower()
        return next((word for sign, word in IGNORED if sign in said), "ignored")
    return next((word for kind, word in WORDS.items() if isinstance(error, kind)), UNKNOWN)


def make_failed_row(request: Request, spider: Any, failure: Failure) -> ManifestRow:
    """Return the manifest row of a request that brought no answer."""
    word = name_failure(failure)
    return ManifestRow(
        **describe_request(request, spider),
        status=word,
        blocked_reason=word if word in BLOCKING else None,
        content_type=None,
        bytes=0,
        raw_sha256=None,
    )
