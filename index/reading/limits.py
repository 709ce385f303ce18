"""What the reading of one article may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds within which files and pages are read; beyond them they are refused.

    ``megabytes``: of a file or a page as it comes, and of the text in it. ``unpacked``: megabytes
    that a compressed file or page may hold, and all articles of an archive together. ``pages``: of
    a document. ``files``: articles of one archive. ``seconds``: to parse a file; to fetch a page.
    ``memory``: megabytes of the process that parses. ``redirects``: followed from one address.
    ``private``: whether pages of this machine and of private networks may be fetched, which is for
    tests with a server of their own.
    """

    megabytes: int = 16
    unpacked: int = 128
    pages: int = 2000
    files: int = 20_000
    seconds: float = 30.0
    memory: int = 1024
    redirects: int = 5
    private: bool = False

    @property
    def bytes(self) -> int:
        """``megabytes`` in bytes."""
        return self.megabytes << 20


LIMITS = Limits()
"""What is allowed unless somebody says otherwise."""
