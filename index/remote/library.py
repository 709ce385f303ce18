"""A library on a Milvus server: opened, made, asked, changed, deleted.

The same as a library in a folder to whoever asks: candidates come from the server, all the rest is
made here. Any number of processes on any machines read, one at a time writes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from index.article import Article
from index.changes import Added
from index.encoder import Encoder, load_encoder
from index.errors import LibraryMissing, RemoteRebuild
from index.pinned import manifest_of, require_encoder, require_version
from index.places import Address
from index.remote.arms import RemoteArms, RemoteLexicon, RemoteVectors
from index.remote.changes import RemoteChanges, wipe
from index.remote.counts import Counts
from index.remote.head import Head, Heads
from index.remote.schema import VERSION, Collections
from index.remote.server import Server
from index.remote.store import RemoteStore
from index.remote.writer import Writing
from index.rows import Entry, Manifest
from index.verifying import verify


class _Connection:
    """A server, and the libraries of one name on it."""

    def __init__(self, address: Address) -> None:
        self.server = Server(address)
        self.collections = Collections(self.server, address.name)
        self.heads = Heads(self.collections, address)

    def holds(self, part: str) -> bool:
        """Tell whether there is a library of that part."""
        return self.collections.exist() and self.heads.read(part) is not None


class RemoteLibrary:
    """An open library on a server. Use `open_remote` or `create_remote` to get one."""

    def __init__(
        self, connection: _Connection, encoder: Encoder, address: Address, manifest: Manifest
    ) -> None:
        self.path, self.encoder = address, encoder
        self._connection = connection
        parts = connection.collections, connection.heads, address
        self.store = RemoteStore(*parts, manifest)
        self._changes = RemoteChanges(*parts, encoder)
        counts = Counts(connection.collections)
        self._lexicon = RemoteLexicon(self.store, connection.collections, counts)
        self._vectors = RemoteVectors(self.store, connection.collections)

    @property
    def derived(self) -> RemoteArms:
        """Both arms, of the present state."""
        return RemoteArms(self.store.head.state, self._lexicon, self._vectors)

    def check(self) -> None:
        """Raise `LibraryOutdated` where the library was made with another encoder than this one."""
        if (stored := self._connection.heads.manifest()) is not None:
            require_encoder(self.path, stored, manifest_of(self.encoder, VERSION))

    def close(self) -> None:
        """Close the connection."""
        self._connection.server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self) -> list[Entry]:
        """Return the list of articles."""
        return self.store.entries()

    def add(self, articles: Iterable[Article]) -> Iterator[Added]:
        """Take in articles; each is safe, and asked along, when it is yielded.

        They are written some at a time, so they are yielded some at a time. The same content is
        taken in once; an article of an origin that is there takes the place and the number of its
        earlier version. Raises `LibraryBusy` where another process writes.
        """
        return self._changes.add(articles, self.check)

    def remove(self, number: int) -> None:
        """Delete an article with its passages, statements, vectors and terms.

        Raises `ArticleUnknown` or `LibraryBusy`.
        """
        self._changes.remove(number)

    def rebuild(self, _: Callable[[str], None] | None = None) -> None:
        """Raise `RemoteRebuild`: a library on a server is made anew under another name."""
        raise RemoteRebuild(path=self.path)

    def verify(self, progress: Callable[[str], None] | None = None) -> str:
        """Check every hash and count; delete rows that nobody sees, put wrong counts right.

        Returns what was wrong, "" where nothing was. Raises `LibraryDamaged` for what can't be
        mended. ``progress`` is called with the title of each article.
        """
        with self.store.snapshot():
            for entry in self.store.entries():
                verify(self.store, entry, self.store.manifest)
                if progress is not None:
                    progress(entry.title)
        return self._changes.sweep()


@contextmanager
def _connected(address: Address) -> Iterator[_Connection]:
    connection = _Connection(address)
    try:
        yield connection
    finally:
        connection.server.close()


def holds_remote(address: Address) -> bool:
    """Tell whether there is a library. Raises what connecting raises."""
    with _connected(address) as connection:
        return connection.holds(address.part)


def wipe_remote(address: Address) -> None:
    """Delete a library, if there is one, with all its articles."""
    with _connected(address) as connection:
        if connection.holds(address.part):
            wipe(connection.collections, connection.heads, address)


def move_remote(address: Address, target: Address) -> None:
    """Give a library, if there is one, another part of the same name."""
    with _connected(address) as connection:
        heads = connection.heads
        if connection.holds(address.part) and heads.read(target.part) is None:
            with Writing(heads, address).held():
                if (head := heads.read(address.part)) is not None:
                    heads.write(target.part, head)
                    heads.forget(address.part)


def create_remote(address: Address, encoder: Encoder) -> RemoteLibrary:
    """Make an empty library, or open the one that another process made a moment ago.

    Raises what `open_remote` raises, also where the libraries of that name, which share all that
    is pinned, are made with another encoder.
    """
    connection = _Connection(address)
    heads = connection.heads
    if not connection.collections.exist() or heads.manifest() is None:
        connection.collections.make(encoder.dimension)
        heads.pin(manifest_of(encoder, VERSION))
    if heads.read(address.part) is None:
        heads.write(address.part, Head(secrets.randbits(31), mark=secrets.token_hex(4)))
    connection.server.close()
    return open_remote(address, encoder)


def open_remote(
    address: Address, encoder: str | Encoder | None = None, *, check: bool = True
) -> RemoteLibrary:
    """Open the library at an address.

    ``encoder`` is the one, or the name of the one, that it must have been made with; without it the
    library's own is loaded. With ``check`` false one made by another version is opened all the
    same, to read its articles. Raises `LibraryMissing`, `LibraryOutdated`, `EncoderMismatch`,
    `LibraryUnreachable`, `ServerRefuses` or what `load_encoder` raises.
    """
    connection = _Connection(address)
    try:
        stored = connection.heads.manifest() if connection.holds(address.part) else None
        if stored is None:
            raise LibraryMissing(path=address)
        if encoder is None or isinstance(encoder, str):
            asked, loaded = encoder, None
        else:
            asked, loaded = encoder.name, encoder
        if check:
            require_version(address, stored, asked, VERSION)
        loaded = loaded or load_encoder(stored.encoder)
        library = RemoteLibrary(connection, loaded, address, stored)
        if check:
            library.check()
    except BaseException:
        connection.server.close()
        raise
    return library
