"""Family browser: as plain_list, for a page that scripts draw: it arrives rendered, which needs the extra `browser`."""

from crawlers.families.plain_list import read_page, request_first

__all__ = ["read_page", "request_first"]
