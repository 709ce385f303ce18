"""Open libraries, for several threads: the shared one, and one of each chat.

An open library is for one thread at a time, so each is lent to one piece of work and comes back;
a few stay open for the next. What a chat adds lies in a folder named by the chat's number and by
nothing else, apart from every other; where the shared library is on a server, in a library of its
own beside it, so that it is there on whichever machine the bot runs.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.derived import discard
from index.encoder import Encoder
from index.errors import IndexDamaged, InputError, LibraryOutdated
from index.library import DERIVED, Library, create, holds_library, move, open_library, wipe
from index.places import Address, Place

_KEPT_OPEN = 16  # libraries that nobody uses at the moment


def folder_of(chat: int) -> str:
    """Return the name of the folder of a chat: "u7", or "g1001" for a group."""
    return f"{'g' if chat < 0 else 'u'}{abs(chat)}"


def place_of_chat(shared: Place | None, chats: Path, chat: int) -> Place:
    """Return where a chat's library is; ``chats`` is a folder inside that of the bot's number."""
    if isinstance(shared, Address):
        return replace(shared, part=f"{chats.parent.name}-{folder_of(chat)}")
    return chats / folder_of(chat)


class Libraries:
    """Lends open libraries. ``shared`` is opened already; its folder is never written."""

    def __init__(self, shared: Library, chats: Path) -> None:
        if shared.path is None:
            raise ValueError("a library in memory has no folder")
        self._shared = shared.path
        self._chats = chats
        self._encoder: Encoder = shared.encoder
        self._idle: OrderedDict[int, tuple[Place, Library]] = OrderedDict()
        self._lent: dict[Place, int] = {}
        self._closed: set[Place] = set()  # places in which nobody may be for the moment
        self._there: set[Place] = set()  # on a server it costs a little to look
        self._changed = threading.Condition(threading.RLock())
        self._put(shared.path, shared)

    def path(self, chat: int | None) -> Place:
        """Return where a chat's library is, None for the shared one."""
        if chat is None:
            return self._shared
        return place_of_chat(self._shared, self._chats, chat)

    def exists(self, chat: int) -> bool:
        """Tell whether a chat has a library of its own."""
        path = self.path(chat)
        if path in self._there:
            return True
        if there := holds_library(path):
            self._note(path, there=isinstance(path, Address))
        return there

    @contextmanager
    def reading(self, chat: int | None) -> Iterator[Library]:
        """Lend the library of a chat, of None the shared one, to be asked."""
        path = self.path(chat)
        with self._lending(path):
            library = self._take(path) or self._open(path, own=chat is not None)
            try:
                yield library
            except InputError:
                self._put(path, library)
                raise
            except BaseException:
                library.close()  # whatever went wrong may be wrong with it
                raise
            self._put(path, library)

    @contextmanager
    def writing(self, chat: int) -> Iterator[Library]:
        """Lend the library of a chat to be added to; it is made where there is none."""
        path = self.path(chat)
        with self._lending(path):
            if not holds_library(path):
                create(path, self._encoder).close()
                self._note(path, there=isinstance(path, Address))
            with open_library(path, self._encoder, writable=True) as library:
                yield library

    def remove(self, chat: int, article: int) -> None:
        """Remove an article for good: nothing of it stays in any file.

        Raises `ArticleUnknown`.
        """
        path = self.path(chat)
        with self._alone(path):
            with open_library(path, self._encoder, writable=True) as library:
                library.remove(article)
                if isinstance(path, Address):
                    return
                discard(path / DERIVED)
            # The last connection to close folds the log into the database, and deletes it.
            with self._open(path, own=True) as library:
                _ = library.derived

    def wipe(self, chat: int) -> None:
        """Delete the library of a chat."""
        path = self.path(chat)
        with self._alone(path):
            self._note(path, there=False)
            wipe(path)

    def move(self, chat: int, to: int) -> None:
        """Give the library of a chat another number, unless that has one."""
        path = self.path(chat)
        with self._alone(path):
            self._note(path, there=False)
            move(path, self.path(to))

    def close(self) -> None:
        """Close what nobody uses."""
        with self._changed:
            for _, library in self._idle.values():
                library.close()
            self._idle.clear()

    def _note(self, path: Place, *, there: bool) -> None:
        with self._changed:
            (self._there.add if there else self._there.discard)(path)

    @contextmanager
    def _lending(self, path: Place) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: path not in self._closed)
            self._lent[path] = self._lent.get(path, 0) + 1
        try:
            yield
        finally:
            with self._changed:
                self._lent[path] -= 1
                if not self._lent[path]:
                    del self._lent[path]
                self._changed.notify_all()

    @contextmanager
    def _alone(self, path: Place) -> Iterator[None]:
        """Let nobody be in a folder, and nothing in it be open, while the block runs."""
        with self._changed:
            self._changed.wait_for(lambda: path not in self._closed)
            self._closed.add(path)
            self._changed.wait_for(lambda: path not in self._lent)
            for key in [k for k, (where, _) in self._idle.items() if where == path]:
                self._idle.pop(key)[1].close()
        try:
            yield
        finally:
            with self._changed:
                self._closed.discard(path)
                self._changed.notify_all()

    def _take(self, path: Place) -> Library | None:
        with self._changed:
            for key in reversed(self._idle):
                if self._idle[key][0] == path:
                    return self._idle.pop(key)[1]
        return None

    def _put(self, path: Place, library: Library) -> None:
        with self._changed:
            self._idle[id(library)] = (path, library)
            while len(self._idle) > _KEPT_OPEN:
                self._idle.popitem(last=False)[1][1].close()

    def _open(self, path: Place, *, own: bool) -> Library:
        if not own:
            return open_library(path, self._encoder)
        try:
            library = open_library(path, self._encoder)
            _ = library.derived  # only now is it known that the indexes are whole
            return library
        except (LibraryOutdated, IndexDamaged):
            with open_library(path, self._encoder, writable=True, check=False) as library:
                library.rebuild()
            return open_library(path, self._encoder)
