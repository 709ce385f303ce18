"""Pages over real HTTP on loopback, and servers that don't play by the rules."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import (
    AddressForbidden,
    AddressInvalid,
    FormatUnknown,
    PageError,
    PageRedirects,
    PageRefused,
    PageSlow,
    PageTooLarge,
    PageUnreachable,
    PageWithoutArticle,
)
from index.reading import Limits, addresses, fetch
from index.reading.url import get

HERE = Path(__file__).parent / "files"
SEED = (HERE / "seed.html").read_bytes()
LOCAL = Limits(private=True, seconds=20)
Answer = Callable[[socket.socket, str], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Serve connections with ``answer(connection, path)``; yields the address of the server."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def run() -> None:
            while not ended.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.settimeout(20)
                asked = b""
                while b"\r\n\r\n" not in asked:
                    asked += connection.recv(4096)
                answer(connection, asked.split(b" ")[1].decode())

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def reply(body: bytes, headers: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def always(*answers: bytes) -> Answer:
    def answer(connection: socket.socket, _: str) -> None:
        for piece in answers:
            connection.sendall(piece)

    return answer


def test_a_page() -> None:
    with serving(always(reply(SEED))) as server:
        article = fetch(f"{server}/haber?no=1#yorumlar", LOCAL)
    assert article.source == f"{server}/haber?no=1"
    assert article.metadata["url"] == article.origin == article.source
    assert article.title == "Aliyev: Barış anlaşması teklifimiz cevapsız kaldı"
    assert article.metadata["outlet"] == "Örnek Haber"
    assert article.metadata["date"] == "2022-06-24"
    assert article.metadata["author"] == "Ruslan Rehimov"
    assert len(article.paragraphs) >= 9


def test_a_document_and_a_text() -> None:
    data = (HERE / "chromium-2.pdf").read_bytes()
    with serving(always(reply(data, "Content-Type: application/octet-stream"))) as server:
        article = fetch(f"{server}/indir", LOCAL)
        assert (article.metadata["format"], article.text.count("\f")) == ("pdf", 1)
    with serving(always(reply("Vali konuştu.".encode(), "Content-Type: text/plain"))) as server:
        assert fetch(server, LOCAL).text == "Vali konuştu."
    with (
        serving(always(reply(b"\x89PNG\r\n", "Content-Type: image/png"))) as server,
        pytest.raises(FormatUnknown),
    ):
        fetch(f"{server}/a.html", LOCAL)


def test_redirects_are_followed_so_far() -> None:
    def answer(connection: socket.socket, path: str) -> None:
        steps = int(path[1:] or 0)
        place = f"Location: /{steps - 1 if steps > 1 else ''}"
        connection.sendall(reply(b"", place, "302 Found") if steps else reply(SEED))

    with serving(answer) as server:
        assert get(f"{server}/5", LOCAL).url == f"{server}/"
        with pytest.raises(PageRedirects) as caught:
            get(f"{server}/6", LOCAL)
        assert caught.value.facts["limit"] == 5


def test_addresses_inside_are_refused() -> None:
    with serving(always(reply(SEED))) as server:
        for url in (server, server.replace("127.0.0.1", "localhost")):
            with pytest.raises(AddressForbidden):
                get(url)


def test_addresses_inside_are_refused_after_a_redirect(monkeypatch) -> None:
    public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or public(ip))
    for place in ("http://127.0.0.3:9/x", "http://localhost.:9/", "http://[::1]/", "//10.0.0.1/"):
        moved = reply(b"", f"Location: {place}", "301 Moved")
        with serving(always(moved)) as server, pytest.raises(PageError) as caught:
            get(server, Limits(seconds=5))
        if "localhost" not in place:  # which may be 127.0.0.1, let through here
            assert isinstance(caught.value, AddressForbidden)
            assert str(caught.value.facts["host"]) in place


def test_a_redirect_to_another_scheme() -> None:
    for place in ("file:///etc/passwd", "ftp://a.example/", "http://[", "javascript:x"):
        with (
            serving(always(reply(b"", f"Location: {place}", "302 Found"))) as server,
            pytest.raises(AddressInvalid),
        ):
            get(server, LOCAL)


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch) -> None:
    with serving(always(reply(SEED))) as server:
        port = int(server.rpartition(":")[2])
        answers = iter(
            ["127.0.0.1", "10.255.255.1", "10.255.255.1"]
        )  # a name that changes its mind

        def lookup(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
            ip = next(answers) if host == "a.example" else host
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        assert get(f"http://a.example:{port}/", LOCAL).data == SEED


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "403 Forbidden", "304 Same"])
def test_a_refusal(status) -> None:
    with (
        serving(always(reply(b"", "X: y", status))) as server,
        pytest.raises(PageRefused) as caught,
    ):
        get(server, LOCAL)
    assert caught.value.facts["status"] == int(status[:3])


def endless(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
    while True:
        connection.sendall(b"<p>Bir paragraf daha.</p>" * 1000)


def endless_chunks(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"2710\r\n" + b"x" * 10_000 + b"\r\n")


def bomb(connection: socket.socket, _: str) -> None:
    body = gzip.compress(b"<p>x</p>" * (40 << 20))
    assert len(body) < 2 << 20
    connection.sendall(reply(body, "Content-Encoding: gzip\r\nContent-Type: text/html"))


@pytest.mark.parametrize("answer", [endless, endless_chunks, bomb])
def test_a_page_that_never_ends(answer) -> None:
    with serving(answer) as server, pytest.raises(PageTooLarge) as caught:
        get(server, replace(LOCAL, megabytes=2))
    assert caught.value.facts == {"url": f"{server}/", "limit": 2}


def slow_body(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
    drip(connection, b"x")


def slow_headers(connection: socket.socket, _: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    drip(connection, b"x")


def drip(connection: socket.socket, piece: bytes) -> None:
    while True:
        connection.sendall(piece)
        time.sleep(0.05)


def silence(connection: socket.socket, _: str) -> None:
    connection.recv(1)


@pytest.mark.parametrize("answer", [slow_body, slow_headers, silence])
def test_a_page_that_does_not_come(answer) -> None:
    with serving(answer) as server, pytest.raises(PageSlow) as caught:
        get(server, replace(LOCAL, seconds=1))
    assert caught.value.facts == {"url": f"{server}/", "seconds": 1}


def test_a_resolver_that_does_not_answer(monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(3) or [])
    with pytest.raises(PageSlow):
        get("http://a.example/", Limits(seconds=0.3))


def test_a_page_that_is_cut_off() -> None:
    cut = reply(SEED)[:-500]
    with serving(always(cut)) as server, pytest.raises(PageUnreachable):
        get(server, LOCAL)


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
     reply(b"not gzip", "Content-Encoding: gzip"), reply(b"x", "Content-Encoding: br")],
)  # fmt: skip
def test_no_http(answer) -> None:
    with serving(always(answer)) as server, pytest.raises(PageUnreachable):
        get(server, LOCAL)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PageUnreachable) as caught:
        get(f"http://127.0.0.1:{port}/", LOCAL)
    assert "refused" in str(caught.value.facts["reason"])


def test_no_certificate() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(reply(SEED))

        thread = threading.Thread(target=run)
        thread.start()
        with pytest.raises(PageUnreachable):
            get(f"https://127.0.0.1:{server.getsockname()[1]}/", LOCAL)
        thread.join()


def test_a_page_that_comes_packed() -> None:
    packed = reply(gzip.compress(SEED), "Content-Encoding: gzip\r\nContent-Type: text/html")
    with serving(always(packed)) as server:
        assert get(server, LOCAL).data == SEED


def test_nothing_is_said_of_us(monkeypatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")  # is not asked
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                heard.append(connection.recv(4096))
                connection.sendall(reply(SEED))

        thread = threading.Thread(target=run)
        thread.start()
        get(f"http://127.0.0.1:{server.getsockname()[1]}/a", LOCAL)
        thread.join()
    assert b"Cookie" not in heard[0]
    assert b"Referer" not in heard[0]


def test_a_page_of_navigation_is_no_article() -> None:
    page = b"<html><body><nav><a href='/'>Ana sayfa</a></nav></body></html>"
    with serving(always(reply(page))) as server, pytest.raises(PageWithoutArticle) as caught:
        fetch(server, LOCAL)
    assert caught.value.facts == {"url": f"{server}/"}


@pytest.mark.parametrize(
    ("stated", "inside", "encoding"),
    [
        ("text/html; charset=iso-8859-9", "", "windows-1254"),
        ("text/html", "windows-1254", "windows-1254"),
        ("text/html", "iso-8859-1", "windows-1254"),
        ("text/html", "", "windows-1254"),
        ("text/html; charset=ISO-8859-1", "utf-8", "utf-8"),
        ("text/html", "", "utf-8"),
        ("text/html; charset=utf-16le", "", "utf-16-le"),
    ],
)
def test_letters(stated, inside, encoding) -> None:
    meta = f'<meta charset="{inside}">' if inside else ""
    text = SEED.decode().replace('<meta charset="utf-8">', meta)
    with serving(always(reply(text.encode(encoding), f"Content-Type: {stated}"))) as server:
        article = fetch(server, LOCAL)
    assert "çok yönlü çatışmanın sona ereceğinden eminim" in article.text
