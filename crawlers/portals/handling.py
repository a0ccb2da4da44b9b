"""Handling: requests of HTTP, as to a proxy or to the host itself, read and answered one after another."""

import logging
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from crawlers.portals.answers import Answer, Asked

Place = tuple[str, str, str]  # host, method, path with query
LARGEST_FORM = 1_000_000  # bytes; a form of a listing has 300
PATIENCE = 30.0  # seconds after which a silent client is left
BROKEN = Answer(b"the request is broken", "text/plain", 400)
LOG = logging.getLogger(__name__)


class Portals(Protocol):
    """What a handler asks for answers and tells what it wrote."""

    def answer(self, asked: Asked, place: Place) -> Answer:
        """Return what answers a request."""
        ...

    def count_sent(self, place: Place, size: int) -> None:
        """Take note of bytes written."""
        ...


class PortalHandler(BaseHTTPRequestHandler):
    """Reads requests in either form, `GET http://host/path` or `GET /path` with Host, and sends answers."""

    portals: Portals  # set by the server that makes a class of its own of this one
    protocol_version = "HTTP/1.1"
    server_version = "portal"
    sys_version = ""
    timeout = PATIENCE
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer a request of any method."""
        try:
            self._respond()
        except (ConnectionError, TimeoutError):  # the client has what it wants
            self.close_connection = True

    do_HEAD = do_POST = do_CONNECT = do_PUT = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by http.server
        """Log requests where logging is asked for, and nowhere else."""
        LOG.debug(format, *args)

    def _respond(self) -> None:
        target = f"//{self.path}" if self.command == "CONNECT" else self.path
        try:
            parts = urlsplit(target)
            host = (parts.netloc or self.headers.get("Host", "")).lower().removesuffix(":80")
            size = int(self.headers.get("Content-Length", "0"))
        except ValueError:
            size = -1
        if not 0 <= size <= LARGEST_FORM:
            self.close_connection = True
            self._send(BROKEN, ("", self.command, self.path))
            return
        form = self.rfile.read(size)
        path = parts.path or "/"
        values = dict(parse_qsl(parts.query, keep_blank_values=True))
        if "urlencoded" in self.headers.get("Content-Type", ""):
            values |= parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True)
        headers: Mapping[str, str] = dict(self.headers.items())
        place = (host, self.command, f"{path}?{parts.query}" if parts.query else path)
        asked = Asked(self.command, host, path, values, headers)
        answer = self.portals.answer(asked, place)
        if answer.is_known(asked):
            answer = Answer(answer.body, answer.content_type, 304, modified=answer.modified)
        self._send(answer, place)

    def _send(self, answer: Answer, place: Place) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status in (200, 304) and answer.stream is None:
            self.send_header("ETag", answer.tag)
            self.send_header("Last-Modified", answer.last_modified)
        if answer.status == 304:
            self.end_headers()
            return
        self.send_header("Content-Type", answer.content_type)
        if answer.stream is None:
            self.send_header("Content-Length", str(len(answer.body)))
        elif self.request_version == "HTTP/1.1":
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.close_connection = True
        self.end_headers()
        if self.command == "HEAD":
            return
        if answer.stream is None:
            self.wfile.write(answer.body)
            self.portals.count_sent(place, len(answer.body))
        else:
            self._send_stream(answer, place)

    def _send_stream(self, answer: Answer, place: Place) -> None:
        is_chunked = self.request_version == "HTTP/1.1"
        for piece in answer.stream() if answer.stream else ():
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if is_chunked else piece)
            self.portals.count_sent(place, len(piece))
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")
