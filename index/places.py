"""Where a library is: in a folder, or on a Milvus server (``milvus://host:port/name/part``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import OptionInvalid

_FORM = re.compile(
    r"milvus(?P<tls>\+tls)?://(?P<host>\[[0-9A-Fa-f:]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?"
    r"/(?P<name>[A-Za-z_]\w{0,99})(?:/(?P<part>[\w-]{1,100}))?/?",
    re.ASCII,
)
_PORT = 19530


@dataclass(frozen=True, slots=True)
class Address:
    """A library on a Milvus server.

    ``name`` begins the names of its collections, in which there may be several libraries that know
    nothing of each other; ``part`` tells which, "" for the one that has no name of its own.
    """

    host: str
    port: int
    name: str
    part: str = ""
    tls: bool = False

    @property
    def server(self) -> str:
        """The address of the server, as pymilvus wants it."""
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"

    def __str__(self) -> str:
        scheme = "milvus+tls" if self.tls else "milvus"
        part = f"/{self.part}" if self.part else ""
        return f"{scheme}://{self.host}:{self.port}/{self.name}{part}"


Place = Path | Address


def place_of(name: str | Place) -> Place:
    """Return the place that somebody names. Raises `OptionInvalid` for half an address."""
    if isinstance(name, Address):
        return name
    if not re.match(r"milvus(\+tls)?:", str(name)):
        return Path(name)
    match = _FORM.fullmatch(str(name))
    port = int(match["port"] or _PORT) if match else 0
    if match is None or not 0 < port < 65536:
        raise OptionInvalid(option="LIBRARY", value=name, expected="milvus://host:port/name")
    return Address(match["host"], port, match["name"], match["part"] or "", bool(match["tls"]))
