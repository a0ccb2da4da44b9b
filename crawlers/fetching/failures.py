"""Failures: why a request brought no answer, in one word."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.python.failure import Failure

WORDS: dict[type[BaseException], str] = {
    DownloadTimeoutError: "timeout",
    CannotResolveHostError: "no_such_host",
    DownloadConnectionRefusedError: "connection_refused",
    DownloadCancelledError: "too_large",
    ResponseDataLossError: "cut_short",
}
IGNORED = (("robots.txt", "robots"), ("offsite", "foreign_host"), ("redirect", "too_many_redirects"))
UNKNOWN = "connection_failed"


def name_failure(failure: Failure) -> str:
    """Return the word for a failure."""
    error = failure.value
    if isinstance(error, IgnoreRequest):
        said = str(error).lower()
        return next((word for sign, word in IGNORED if sign in said), "ignored")
    return next((word for kind, word in WORDS.items() if isinstance(error, kind)), UNKNOWN)
