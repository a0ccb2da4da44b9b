"""Retrying: a host that fails is given time, twice as much each time, or as much as it asks for."""

import asyncio

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

FIRST_PAUSE = 2.0  # seconds, where a crawl has a delay
LONGEST_PAUSE = 60.0


class PatientRetry(RetryMiddleware):
    """Scrapy's own, with a pause before each further try."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Try again after a pause where the status says that the trouble may pass."""
        answer = super().process_response(request, response)
        if isinstance(answer, Request):
            await self._pause(answer, response)
        return answer

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Try again after a pause where no answer came."""
        answer = super().process_exception(request, exception)
        if isinstance(answer, Request):
            await self._pause(answer, None)
        return answer

    async def _pause(self, request: Request, response: Response | None) -> None:
        if not self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        asked = (response.headers.get("Retry-After") or b"").strip() if response is not None else b""
        pause = float(asked) if asked.isdigit() else FIRST_PAUSE * 2 ** (request.meta["retry_times"] - 1)
        await asyncio.sleep(min(pause, LONGEST_PAUSE))
