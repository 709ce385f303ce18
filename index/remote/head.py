"""What a library on a server holds at the moment: one row, which is written whole or not at all.

A server has no transactions. So nothing that is written counts until the head says so: it knows the
editions that are whole, as all below a number but for those that are `hidden`, and every reader
asks for nothing else. An article is added by writing its rows and then the head; it is removed, or
gives its place to a later version, by hiding its edition and only then deleting the rows. Whoever
dies in between leaves rows that no reader sees, and that the next writer sweeps (`swept` is false
until then).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from index.errors import LibraryDamaged
from index.places import Address
from index.remote.schema import META, STUB, Collections
from index.remote.server import Consistency
from index.rows import Manifest

_WIDTH = 32  # bits of the number of an edition or a passage, below that of the library


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a library.

    ``library`` is its number on the server, ``edition``, ``passage`` and ``article`` the numbers
    that come next; ``hidden`` the editions below that don't count. ``articles``, ``passages``,
    ``terms``, ``grams`` and ``title`` (all in terms, for BM25) are how much there is. ``revision``
    counts the changes and ``forgotten`` those that removed something; ``mark`` is made anew by
    each.
    """

    library: int
    edition: int = 0
    passage: int = 0
    article: int = 1
    hidden: tuple[int, ...] = ()
    articles: int = 0
    passages: int = 0
    terms: int = 0
    grams: int = 0
    title: int = 0
    revision: int = 0
    forgotten: int = 0
    mark: str = ""
    swept: bool = True

    @property
    def state(self) -> str:
        """Name of the state."""
        return f"{self.revision:010d}-{self.mark}"

    @property
    def condition(self) -> str:
        """What rows must meet to count."""
        hidden = f" and edition not in {list(self.hidden)}" if self.hidden else ""
        return f"library == {self.library} and edition < {self.edition}{hidden}"

    @property
    def beyond(self) -> str:
        """What the rows meet of which nothing may stay."""
        hidden = f" or edition in {list(self.hidden)}" if self.hidden else ""
        return f"library == {self.library} and (edition >= {self.edition}{hidden})"

    def counts(self, edition: int) -> bool:
        """Tell whether an edition is to be seen."""
        return edition < self.edition and edition not in self.hidden

    def grown(self, articles: int, passages: int, lengths: Mapping[str, int]) -> Head:
        """Return the head with so much more, or less, in it; ``lengths`` are by field."""
        return replace(
            self,
            articles=self.articles + articles,
            passages=self.passages + passages,
            terms=self.terms + lengths["terms"],
            grams=self.grams + lengths["grams"],
            title=self.title + lengths["title"],
        )

    def key(self, number: int) -> int:
        """Return what an edition or a passage of that number is called on the server."""
        return self.library << _WIDTH | number

    def next(self, **changes: object) -> Head:
        """Return the head of the next revision."""
        changed: Head = replace(self, **changes)  # type: ignore[arg-type]
        return replace(changed, revision=self.revision + 1, mark=secrets.token_hex(4))


class Heads:
    """The heads of the libraries of one name, and what all of them were made with."""

    def __init__(self, collections: Collections, address: Address) -> None:
        self._collections = collections
        self._address = address
        self._server = collections.server
        self.seconds = collections.server.seconds
        """How long a call may take."""

    def read(self, part: str, consistency: Consistency = "Strong") -> Head | None:
        """Return the head of a library, None where there is none."""
        value = self.value(f"head/{part}", consistency)
        if value is None:
            return None
        try:
            facts = json.loads(value)
            return Head(**facts | {"hidden": tuple(facts["hidden"])})
        except (ValueError, TypeError, KeyError) as error:
            raise LibraryDamaged(path=self._address, reason=str(error)) from error

    def write(self, part: str, head: Head) -> None:
        """Make a head count."""
        self.put(f"head/{part}", json.dumps(asdict(head)))

    def forget(self, part: str) -> None:
        """Delete a head."""
        self._server.delete_keys(self._collections.of(META), [f"head/{part}"])

    def manifest(self) -> Manifest | None:
        """Return what the libraries were made with, None where there are none yet."""
        value = self.value("manifest")
        try:
            return None if value is None else Manifest(**json.loads(value))
        except (ValueError, TypeError) as error:
            raise LibraryDamaged(path=self._address, reason=str(error)) from error

    def pin(self, manifest: Manifest) -> None:
        """Write what the libraries are made with."""
        self.put("manifest", json.dumps(asdict(manifest)))

    def value(self, key: str, consistency: Consistency = "Strong") -> str | None:
        """Return a value of the table of everything else."""
        rows = self._server.get(self._collections.of(META), [key], ["value"], consistency)
        return str(rows[0]["value"]) if rows else None

    def put(self, key: str, value: str) -> None:
        """Write a value."""
        self._server.write(self._collections.of(META), [{"key": key, "value": value, "stub": STUB}])
