"""Which addresses may be asked."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlunsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import AddressForbidden, AddressInvalid, PageUnreachable
from index.reading.addresses import is_public, resolve, split

PRIVATE = """
    127.0.0.1 127.255.0.3 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
    100.64.0.1 192.0.0.1 198.18.0.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 203.0.113.7
    :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1:: nonsense
"""
PUBLIC = [
    "8.8.8.8",
    "195.175.39.39",
    "2a00:1450:4001:80e::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
]


def canonical(url):
    """The address as pages keep it."""
    return urlunsplit(split(url))


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private(address) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_in_an_address_is_judged_as_that(ip) -> None:
    inside = is_public(str(ip))
    assert is_public(f"::ffff:{ip}") == inside
    assert is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) + int(ip)))) == inside


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://www.aa.com.tr/tr/dunya/haber/123", "https://www.aa.com.tr/tr/dunya/haber/123"),
        ("http://a.example:80", "http://a.example/"),
        ("https://a.example:8443/x?y=1#z", "https://a.example:8443/x?y=1"),
        ("HTTPS://A.Example/Köprü açıldı", "https://a.example/K%C3%B6pr%C3%BC%20a%C3%A7%C4%B1ld%C4%B1"),
        ("https://türkiye.example/", "https://xn--trkiye-3ya.example/"),
        ("https://a.example/%C3%A7?a=%20b", "https://a.example/%C3%A7?a=%20b"),
        ("http://[::1]:9/x", "http://[::1]:9/x"),
        (" https://a.example/x \n", "https://a.example/x"),
    ],
)  # fmt: skip
def test_canonical(url, kept) -> None:
    assert canonical(url) == kept
    assert canonical(kept) == kept


@pytest.mark.parametrize(
    "url",
    [
        "", "a.example", "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://",
        "http:///x", "https://user:pw@a.example/", "http://a.example:99999/", "http://[::1/x",
        "http://" + "a" * 300 + ".example/", "http://a.example/" + "x" * 5000, "gopher://a/",
    ],
)  # fmt: skip
def test_invalid(url) -> None:
    with pytest.raises(AddressInvalid) as caught:
        split(url)
    assert caught.value.facts == {"url": url}


@given(st.text(max_size=40))
def test_whatever_it_is_it_is_an_address_or_it_is_not(text) -> None:
    for url in (text, f"http://{text}", f"https://a.example/{text}"):
        try:
            assert canonical(canonical(url)) == canonical(url)
            canonical(url).encode("ascii")
        except AddressInvalid:
            pass


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://0x7f.1/"]
)
def test_this_machine_is_forbidden(url) -> None:
    with pytest.raises(AddressForbidden):
        resolve(split(url), private=False)
    assert resolve(split(url), private=True)


def test_one_private_address_among_public_ones_is_enough(monkeypatch) -> None:
    entries = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(AddressForbidden) as caught:
        resolve(split("http://a.example/"), private=False)
    assert caught.value.facts == {"url": "http://a.example/", "host": "a.example"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries[:1])
    assert resolve(split("http://a.example/"), private=False) == ["8.8.8.8"]


def test_no_such_host(monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(PageUnreachable) as caught:
        resolve(split("http://yok.example/"), private=False)
    assert caught.value.facts["reason"] == "Name or service not known"
