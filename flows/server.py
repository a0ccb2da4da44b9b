"""The Prefect server that `rencheng serve` needs: the one the environment names, else a private one on this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from flows.home import Home

API_VARIABLE = "PREFECT_API_URL"
LOOPBACK = "127.0.0.1"
START_SECONDS = 120


class ServerError(RuntimeError):
    """Raised when the private Prefect server does not start."""


def _choose_port() -> int:
    """Return a port that is free: Prefect's usual one may be another server's, now or in a moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait_for_health(url: str, server: subprocess.Popen[bytes], log: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{url}/health", timeout=2):  # noqa: S310 (our own loopback address)
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise ServerError(f"the private Prefect server did not start: see {log}")


@contextmanager
def provide_server(home: Home) -> Iterator[str]:
    """Yield the address of a Prefect API; a private server, kept under the home folder, is stopped in the end.

    Must be entered before `prefect` is imported: Prefect reads its settings from the environment on import.

    Raises:
        ServerError: the private server did not start.
    """
    if address := os.environ.get(API_VARIABLE):
        yield address
        return
    folder = home.root / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"PREFECT_HOME": str(folder), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    port = _choose_port()
    url = f"http://{LOOPBACK}:{port}/api"
    log = folder / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)]
    with log.open("ab") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for_health(url, server, str(log))
        os.environ[API_VARIABLE] = url
        yield url
    finally:
        os.environ.pop(API_VARIABLE, None)
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
