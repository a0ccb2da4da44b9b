"""Browser: pages that only a script makes, through scrapy-playwright (extra `browser`), under the same rules.

Chromium is the one that `playwright install chromium` has put there, or the one that `RENCHENG_CHROMIUM` names. It
calls home by itself, so that no host but those of the sources is let through.
"""

import base64
import os
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from crawlers.source import Source

CHROMIUM_VARIABLE = "RENCHENG_CHROMIUM"
HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
NEEDLESS = frozenset({"image", "media", "font"})  # a listing is text
NOWHERE = "PROXY 127.0.0.1:9"  # the discard port


def make_browser_settings(sources: Sequence[Source]) -> dict[str, Any]:
    """Return the Scrapy settings of a crawl with a browser."""
    hosts = sorted({host.partition(":")[0] for source in sources for host in source.all_hosts})
    through = urlsplit(os.environ.get("http_proxy") or "").netloc
    launch: dict[str, Any] = {"args": [_write_rules(hosts, f"PROXY {through}" if through else "DIRECT")]}
    if path := os.environ.get(CHROMIUM_VARIABLE):
        launch["executable_path"] = path
    return {
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
        "PLAYWRIGHT_LAUNCH_OPTIONS": launch,
        "PLAYWRIGHT_ABORT_REQUEST": make_guard(sources),
    }


def _write_rules(hosts: Sequence[str], way: str) -> str:
    """Return the argument that lets Chromium reach some hosts and no other: a script that chooses its proxy."""
    allowed = " || ".join(f'host == "{host}"' for host in hosts)
    script = f'function FindProxyForURL(url, host) {{ return {allowed} ? "{way}" : "{NOWHERE}"; }}'
    return f"--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,{base64.b64encode(script.encode()).decode()}"


def make_guard(sources: Sequence[Source]) -> Callable[[Any], bool]:
    """Return what tells whether a request of a page is dropped: for a host that no source names, or for a picture."""

    def is_dropped(request: Any) -> bool:
        return request.resource_type in NEEDLESS or not any(source.has_host(request.url) for source in sources)

    return is_dropped
