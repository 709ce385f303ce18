"""A web page's bytes, fetched within limits.

No proxy, no cookies, nothing from the environment: a proxy would resolve names behind the back of
the guard (`index.reading.addresses`). Every redirect is looked at as if it were the first address.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import SplitResult, urljoin, urlunsplit

from index.errors import (
    AddressInvalid,
    PageError,
    PageRedirects,
    PageRefused,
    PageSlow,
    PageTooLarge,
    PageUnreachable,
)
from index.reading.addresses import port_of, resolve, split
from index.reading.limits import LIMITS, Limits

_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK = 1 << 16
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; makale/0.1)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "tr,en;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the bytes, unpacked; the address behind the redirects; what the server said."""

    data: bytes
    url: str
    media: str
    charset: str


def get(url: str, limits: Limits = LIMITS) -> Page:
    """Fetch what is at ``url``. Raises errors under `PageError`."""
    parts = split(url)
    clock = _Clock(urlunsplit(parts), limits)
    for _ in range(limits.redirects + 1):
        page = _ask(parts, clock, limits)
        if isinstance(page, Page):
            return page
        try:
            parts = split(urljoin(urlunsplit(parts), page))
        except ValueError as error:
            raise AddressInvalid(url=page) from error
    raise PageRedirects(url=url, limit=limits.redirects)


class _Clock:
    """The time that is left for a page with all its redirects."""

    def __init__(self, url: str, limits: Limits) -> None:
        self._url = url
        self._seconds = limits.seconds
        self._end = time.monotonic() + limits.seconds

    @property
    def left(self) -> float:
        """Seconds that are left. Raises `PageSlow` where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.slow()
        return left

    def slow(self) -> PageSlow:
        """Return the error that says so."""
        return PageSlow(url=self._url, seconds=round(self._seconds))

    @contextlib.contextmanager
    def ending(self, sock: socket.socket) -> Iterator[None]:
        """Cut the connection when the time is up, whatever it is waiting for.

        A timeout of the socket starts anew with every byte: a server that sends one now and then
        would be waited for without end.
        """

        def cut() -> None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _ask(parts: SplitResult, clock: _Clock, limits: Limits) -> Page | str:
    """Return the page, or the address that the server sends on to."""
    url = urlunsplit(parts)
    try:
        with (
            _connected(parts, _resolved(parts, clock, limits), clock) as sock,
            clock.ending(sock),
        ):
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection = http.client.HTTPConnection(parts.hostname or "")
            connection.sock = sock
            target = urlunsplit(("", "", parts.path, parts.query, ""))
            connection.request("GET", target, headers={**_HEADERS, "Host": parts.netloc})
            with connection.getresponse() as response:
                place = response.headers.get("Location")
                if response.status in _REDIRECTS and place:
                    return place
                if response.status != http.client.OK:
                    raise PageRefused(url=url, status=response.status)
                data = _body(response, url, limits)
            _ = clock.left  # a connection that was cut looks like one that ended
            return Page(data, url, *_stated(response.headers))
    except (OSError, http.client.HTTPException, zlib.error) as error:
        _ = clock.left
        raise PageUnreachable(url=url, reason=_reason(error)) from error


def _resolved(parts: SplitResult, clock: _Clock, limits: Limits) -> list[str]:
    """Return the addresses of a host; the system's resolver knows no time limit of ours."""
    found: list[list[str] | PageError] = []

    def work() -> None:
        try:
            found.append(resolve(parts, private=limits.private))
        except PageError as error:
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(clock.left)
    if not found:
        raise clock.slow()
    if isinstance(found[0], PageError):
        raise found[0]
    return found[0]


def _connected(parts: SplitResult, addresses: list[str], clock: _Clock) -> socket.socket:
    """Connect to the first address that answers: never by the name, which may lead elsewhere now.

    Raises OSError where none does.
    """
    for address in addresses:
        try:
            sock = socket.create_connection((address, port_of(parts)), clock.left)
        except OSError:
            if address == addresses[-1]:
                raise
            continue
        if parts.scheme == "http":
            return sock
        # The handshake is done where the clock can cut it.
        return ssl.create_default_context().wrap_socket(
            sock, server_hostname=parts.hostname, do_handshake_on_connect=False
        )
    raise OSError("no address")


def _body(response: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    """Return the body, unpacked; never more of either than is allowed."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", "x-gzip"):
        raise PageUnreachable(url=url, reason=f"Content-Encoding: {packed[:40]}")
    unpack = None if packed == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 16)
    data = bytearray()
    came = 0
    while chunk := response.read(_CHUNK):
        came += len(chunk)
        room = limits.bytes + 1 - len(data)
        data += unpack.decompress(chunk, room) if unpack else chunk
        if came > limits.bytes or len(data) > limits.bytes:
            raise PageTooLarge(url=url, limit=limits.megabytes)
    if response.length:
        raise OSError("connection closed too early")
    return bytes(data)


def _stated(headers: Message) -> tuple[str, str]:
    """Return the media type and the charset that the server states, "" where it doesn't."""
    media = headers.get_content_type() if headers.get("Content-Type") else ""
    charset = headers.get_content_charset()
    return media, charset or ""


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    strerror = getattr(error, "strerror", None)
    return str(strerror or error or type(error).__name__)
