"""The fast way: an asyncio client with no robots.txt, retries, limits or records, storing each body by its sha256."""

import asyncio
import hashlib
import json
import re
import sys
from pathlib import Path
from urllib.parse import urljoin

import httpx


async def main(start: str, at_once: int, folder: Path) -> None:
    """Fetch the listing, then all its pages and articles."""
    gate = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=at_once)) as client:

        async def fetch(url: str) -> str:
            async with gate:
                body = (await client.get(url)).content
            sha256 = hashlib.sha256(body).hexdigest()
            path = folder / sha256[:2] / sha256
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
            return body.decode()

        first = await fetch(start)
        pages = int(re.search(r"createPageHTML\((\d+)", first)[1])
        rest = await asyncio.gather(*(fetch(urljoin(start, f"index_{number}.html")) for number in range(1, pages)))
        links = [urljoin(start, href) for page in (first, *rest) for href in re.findall(r"<li><a href='([^']+)'", page)]
        await asyncio.gather(*(fetch(url) for url in links))


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    asyncio.run(main(given["start"], given["at_once"], Path(sys.argv[1])))
