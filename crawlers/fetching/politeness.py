"""Politeness: the settings of a crawl. Slow by default, named, obeying robots.txt, with an end to everything."""

from importlib.metadata import version
from typing import Any

from crawlers.fetching.browser import make_browser_settings
from crawlers.fetching.job import CrawlJob
from crawlers.source import Source

LARGEST_ANSWER = 64 * 2**20  # bytes, unpacked; as for files given by hand
LONGEST_WAIT = 60  # seconds for an answer
MOST_RETRIES = 2
MOST_REDIRECTS = 5
SLOWEST = 60  # seconds between requests to a host that answers slowly
RETRIED = [500, 502, 503, 504, 522, 524, 408, 429]


def make_settings(job: CrawlJob, sources: tuple[Source, ...]) -> dict[str, Any]:
    """Return the Scrapy settings of a job over some sources, which agree on TLS and browser."""
    settings: dict[str, Any] = {
        "USER_AGENT": f"Rencheng/{version('rencheng')} (+{job.contact})",
        "ROBOTSTXT_OBEY": True,
        "AUTOTHROTTLE_ENABLED": job.delay > 0,
        "AUTOTHROTTLE_START_DELAY": job.delay,
        "AUTOTHROTTLE_MAX_DELAY": SLOWEST,
        "DOWNLOAD_DELAY": job.delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": job.per_host,
        "DOWNLOAD_TIMEOUT": LONGEST_WAIT,
        "DOWNLOAD_MAXSIZE": LARGEST_ANSWER,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": True,
        "DOWNLOAD_VERIFY_CERTIFICATES": all(source.tls == "verify" for source in sources),
        "RETRY_TIMES": MOST_RETRIES,
        "RETRY_HTTP_CODES": RETRIED,
        "REDIRECT_MAX_TIMES": MOST_REDIRECTS,
        "METAREFRESH_ENABLED": False,  # portals refresh to pages of advertisement and to themselves
        "COOKIES_ENABLED": False,  # nobody is logged in; and cookies ask for the public suffix list
        "HTTPERROR_ALLOW_ALL": True,  # a refusal is a result
        "REFERRER_POLICY": "no-referrer",
        "TELNETCONSOLE_ENABLED": False,  # nobody outside steers a crawl, here and in the next line
        "REMOTE_CONTROL_ENABLED": False,
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the spider asks once for each address itself
        "LOG_FILE": job.log,
        "LOG_LEVEL": "INFO",
        "LOG_ENABLED": job.log is not None,
        "DOWNLOADER_MIDDLEWARES": {
            "crawlers.fetching.recording.Recorder": 40,  # the outermost: sees what redirects and retries come to
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "crawlers.fetching.hosts.NamedHosts": 50,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawlers.fetching.robots.Robots": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawlers.fetching.retrying.PatientRetry": 550,
        },
    }
    if any(listing.family == "browser" for source in sources for listing in source.listings):
        settings |= make_browser_settings(sources)
    return settings
