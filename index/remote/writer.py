"""One writer at a time, without a lock on the server: a row that says who, kept fresh.

Whoever wants to write puts its name in the row, waits, and looks whether it still stands there
(Lamport 1987, "A fast mutual exclusion algorithm", after Fischer); from then on it writes the row
anew every few seconds. A row that does not change while somebody watches it belongs to a writer
that died: no clocks are compared.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index.errors import LibraryBusy, LibraryError, LibraryUnreachable
from index.places import Address
from index.remote.head import Heads

_PAUSE = 0.1  # seconds within which two that write the row at once have both written it
_BEAT = 2.0  # seconds between two signs of life
_SILENT = 2 * _BEAT  # seconds without one, and as long as a call may take: a writer is dead


class Writing:
    """The right to write to a library, while it lasts."""

    def __init__(self, heads: Heads, address: Address) -> None:
        self._heads, self._address = heads, address
        self._key = f"writer/{address.part}"
        self._name = secrets.token_hex(8)
        self._ended = threading.Event()
        self._beat = 0

    def confirm(self) -> None:
        """Raise `LibraryBusy` where another has taken over meanwhile."""
        if self._read()[0] != self._name:
            raise LibraryBusy(path=self._address)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the writer while the block runs. Raises `LibraryBusy`."""
        self._wait_for_the_dead()
        self._sign()
        time.sleep(_PAUSE)
        self.confirm()
        beating = threading.Thread(target=self._keep, name="writing", daemon=True)
        beating.start()
        try:
            yield
        except LibraryUnreachable:  # nothing can be said there any more; the row grows old
            self._ended.set()
            raise
        except BaseException:
            self._let_go(beating)
            raise
        self._let_go(beating)

    def _let_go(self, beating: threading.Thread) -> None:
        self._ended.set()
        beating.join()
        with suppress(LibraryError):
            if self._read()[0] == self._name:
                self._heads.put(self._key, json.dumps(["", 0]))

    def _wait_for_the_dead(self) -> None:
        seen = self._read()
        dead = time.monotonic() + self._heads.seconds + _SILENT
        while seen[0]:
            time.sleep(_BEAT / 4)
            now = self._read()
            if now != seen and now[0]:
                raise LibraryBusy(path=self._address)
            if not now[0] or time.monotonic() > dead:
                return

    def _keep(self) -> None:
        while not self._ended.wait(_BEAT):
            with suppress(LibraryError):  # who writes will meet it as well
                if self._read()[0] != self._name:
                    return
                self._sign()

    def _sign(self) -> None:
        self._beat += 1
        self._heads.put(self._key, json.dumps([self._name, self._beat]))

    def _read(self) -> tuple[str, int]:
        name, beat = json.loads(self._heads.value(self._key) or '["", 0]')
        return name, beat
