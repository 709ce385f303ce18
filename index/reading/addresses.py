"""Which addresses of the network may be asked: public ones.

Who may name a URL to a server must not reach through it what only the server reaches: itself, its
network, the metadata service of a cloud. So the name is resolved here, every address is looked at,
and the connection goes to the address that was looked at, not to the name again.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from index.errors import AddressForbidden, AddressInvalid, PageUnreachable

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4096  # characters of an address
_KEPT = "/%:=&?~#+!$,;'@()*[]"  # of a path or a query, beside letters and digits


def split(url: str) -> SplitResult:
    """Return the parts of the address of a web page, in the letters that travel.

    Raises `AddressInvalid`.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise AddressInvalid(url=url) from error
    if parts.scheme not in _PORTS or not host or parts.username is not None or len(url) > _LONGEST:
        raise AddressInvalid(url=url)
    name = f"[{host}]" if ":" in host else host
    return SplitResult(
        parts.scheme,
        name if port in (None, _PORTS[parts.scheme]) else f"{name}:{port}",
        quote(parts.path, safe=_KEPT) or "/",
        quote(parts.query, safe=_KEPT),
        "",
    )


def port_of(parts: SplitResult) -> int:
    """Return the port that an address names or means."""
    return parts.port or _PORTS[parts.scheme]


def resolve(parts: SplitResult, *, private: bool) -> list[str]:
    """Return the IP addresses of the host of an address, all of which may be asked.

    Raises `AddressForbidden` where one of them may not (unless ``private``) or `PageUnreachable`.
    """
    host, url = parts.hostname or "", urlunsplit(parts)
    try:
        found = socket.getaddrinfo(host, port_of(parts), type=socket.SOCK_STREAM)
    except OSError as error:
        raise PageUnreachable(url=url, reason=error.strerror or "no such host") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and not all(is_public(address) for address in addresses):
        raise AddressForbidden(url=url, host=host)
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, Teredo, NAT64) is as public as that.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
