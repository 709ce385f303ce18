"""What was read last is kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import islice
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(dict[K, V]):
    """What was fetched last, by key; up to ``most`` things are kept."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def fetch(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the values of ``keys``, read where they are not kept, if they are there at all."""
        found: dict[K, V] = {}
        missing = []
        for key in keys:
            if key in self:
                found[key] = self.pop(key)  # and put back, as the newest
            else:
                missing.append(key)
        if missing:
            found.update(read(missing))
        self.update(found)
        for key in list(islice(self, max(0, len(self) - self._most))):
            del self[key]
        return found
