"""In how many passages of a library each term stands.

A server has no such figure of one library alone. So there is a row a term, written before the head
that makes it count: ``n`` from the revision ``at`` on, ``was`` before. A change that never came to
its head is undone by setting ``n`` to ``was``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.remote.head import Head
from index.remote.schema import COUNTS, STUB, Collections
from index.remote.server import Row

_FIELDS = ("key", "n", "was", "at")


class Counts:
    """The counts of the libraries of one name; terms are called as `index.remote.rows` does."""

    def __init__(self, collections: Collections) -> None:
        self._name = collections.of(COUNTS)
        self._server = collections.server

    def read(self, head: Head, names: Iterable[str]) -> dict[str, int]:
        """Return the counts of those terms that stand anywhere."""
        before = len(f"{head.library}/")
        # A term is letters and digits; a quotation mark would end the key in a server's condition.
        keys = [f"{head.library}/{name}" for name in names if name.isalnum()]
        rows = self._server.get(self._name, keys, _FIELDS)
        return {str(row["key"])[before:]: _of(row, head) for row in rows if _of(row, head)}

    def write(self, head: Head, changes: Mapping[str, int]) -> None:
        """Write what the counts will be with the head that comes next after ``head``."""
        known = self.read(head, changes)
        self._put(
            head,
            (
                (name, max(0, known.get(name, 0) + change), known.get(name, 0), head.revision + 1)
                for name, change in changes.items()
            ),
        )

    def sweep(self, head: Head) -> None:
        """Undo what never came to its head; delete what stands nowhere any more."""
        condition = f"library == {head.library}"
        rows = self._server.query(
            self._name, f"{condition} and at > {head.revision}", _FIELDS, "Strong"
        )
        before = len(f"{head.library}/")
        self._put(head, ((str(r["key"])[before:], r["was"], r["was"], head.revision) for r in rows))
        self._server.delete(self._name, f"{condition} and n == 0")

    def all(self, head: Head) -> dict[str, int]:
        """Return all counts of a library."""
        before = len(f"{head.library}/")
        rows = self._server.query(self._name, f"library == {head.library}", _FIELDS, "Strong")
        return {str(row["key"])[before:]: _of(row, head) for row in rows if _of(row, head)}

    def mend(self, head: Head, right: Mapping[str, int]) -> None:
        """Put right counts in the place of all that are there."""
        self._server.delete(self._name, f"library == {head.library}")
        self._put(head, ((name, n, n, head.revision) for name, n in right.items()))

    def _put(self, head: Head, counts: Iterable[tuple[str, int, int, int]]) -> None:
        self._server.write(
            self._name,
            (
                {
                    "key": f"{head.library}/{name}",
                    "library": head.library,
                    "n": n,
                    "was": was,
                    "at": at,
                    "stub": STUB,
                }
                for name, n, was, at in counts
            ),
        )


def _of(row: Row, head: Head) -> int:
    return int(row["n"] if row["at"] <= head.revision else row["was"])
