"""Server: one proxy on loopback that answers for all sample portals itself. It never connects anywhere."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer

from crawlers.portals.answers import Answer, Asked, Responder, Routes
from crawlers.portals.handling import Place, PortalHandler
from crawlers.portals.loading import load_sites
from crawlers.portals.routing import make_routes
from crawlers.portals.sites import Site

NOT_FOUND = Answer(b"<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>", status=404)
BAD_GATEWAY = Answer(b"no portal has this host", "text/plain", 502)


class PortalServer:
    """The sample portals behind one address, and what they were asked. Start it with `serve_portals`."""

    def __init__(self, sites: Iterable[Site], extra: Routes | None = None, delay: float = 0.0) -> None:
        """Make the routes of the sites.

        Args:
            sites: those to serve.
            extra: further routes, which win over those of the sites.
            delay: seconds before every answer.
        """
        self.delay = delay
        self._routes: Routes = {**make_routes(sites), **(extra or {})}
        self._delays: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._counts: Counter[Place] = Counter()
        self._unknown: Counter[str] = Counter()
        self._sent: Counter[Place] = Counter()
        self._headers: dict[Place, dict[str, str]] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (PortalHandler,), {"portals": self}))
        self._http.daemon_threads = True

    @property
    def address(self) -> str:
        """The address to name as proxy."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def serve(self, host: str, path: str, answer: Answer | Responder, delay: float = 0.0) -> None:
        """Answer for an address from now on, whatever answered before; a new host is known from then on.

        Args:
            host: the host, small letters.
            path: the path without query.
            answer: what is sent, or what makes it from the request.
            delay: seconds before it is sent.
        """
        responder = (lambda _asked: answer) if isinstance(answer, Answer) else answer
        with self._lock:
            self._routes[host, path] = responder
            self._delays[host, path] = delay

    def counts(self) -> dict[Place, int]:
        """Return how often each address was asked for, by host, method and path with query."""
        with self._lock:
            return dict(self._counts)

    def unknown_hosts(self) -> dict[str, int]:
        """Return how often hosts were asked for that no portal has."""
        with self._lock:
            return dict(self._unknown)

    def last_headers(self, host: str, path: str, method: str = "GET") -> dict[str, str]:
        """Return the headers of the last request for an address, names in small letters; none if there was none."""
        with self._lock:
            return dict(self._headers.get((host, method, path), {}))

    def bytes_sent(self, host: str, path: str, method: str = "GET") -> int:
        """Return how many bytes of bodies were written for an address."""
        with self._lock:
            return self._sent[host, method, path]

    def answer(self, asked: Asked, place: Place) -> Answer:
        """Count a request and return what answers it."""
        with self._lock:
            self._counts[place] += 1
            self._headers[place] = {name.lower(): value for name, value in asked.headers.items()}
            responder = self._routes.get((asked.host, asked.path))
            delay = self.delay + self._delays.get((asked.host, asked.path), 0.0)
            is_known = responder is not None or any(host == asked.host for host, _ in self._routes)
            if not is_known:
                self._unknown[asked.host] += 1
        if delay:
            time.sleep(delay)
        if responder is None:
            return NOT_FOUND if is_known else BAD_GATEWAY
        return responder(asked)

    def count_sent(self, place: Place, size: int) -> None:
        """Add to the bytes written for an address."""
        with self._lock:
            self._sent[place] += size

    @contextmanager
    def run(self) -> Iterator["PortalServer"]:
        """Answer until the block ends."""
        thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()


@contextmanager
def serve_portals(
    sites: Iterable[Site] | None = None, extra: Routes | None = None, delay: float = 0.0
) -> Iterator[PortalServer]:
    """Serve sample portals, all that ship with the project if none are given, on a free port of this machine."""
    with PortalServer(load_sites() if sites is None else sites, extra, delay).run() as server:
        yield server
