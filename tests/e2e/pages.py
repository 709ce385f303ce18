"""Web pages on loopback, good and bad, for the tests of links."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


def html(text: str, kind: str = "text/html; charset=utf-8") -> Page:
    """Return a page with that content."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        data = text.encode()
        request.send_response(200)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def redirect(to: str) -> Page:
    """Return a page that sends on."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def endless(chunk: bytes, pause: float = 0.0) -> Page:
    """Return a page that never ends."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        ended = threading.Event()
        while not ended.wait(pause):
            request.wfile.write(chunk)
            request.wfile.flush()

    return answer


@contextmanager
def serving(pages: dict[str, Page]) -> Iterator[str]:
    """Serve pages by their paths; yields the base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                pages[self.path](self)
            except KeyError:
                self.send_error(404)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
