"""The work on libraries, in threads of its own, so that the event loop never waits for a search.

Questions have some threads, the reading of articles has others; how many are at work at once is
bounded by both.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.article import Article
from index.library import Added, Library
from index.reading import Limits, Reader, fetch
from index.rows import Entry
from index.statements import Statement
from qa.answer import Answer, Citation, Hit
from qa.conversation import converse, resolve
from qa.memory import EMPTY, Memory
from qa.sources import opened
from qa.telegram.answers import Given, LibraryName, Place
from qa.telegram.libraries import Libraries
from qa.telegram.pages import Shelf
from qa.telegram.places import (
    chosen,
    cited_at,
    fingerprint,
    memories_in,
    places_of,
    shown,
    where,
)
from qa.telegram.settings import BotSettings

_T = TypeVar("_T")
_MORE = 5  # passages that one press of "more" shows


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with what is to be kept of it: library, its state, where the passages stand."""

    answer: Answer
    library: LibraryName
    fingerprint: str
    places: tuple[Place, ...]
    memory: str


class Desk:
    """Asks, shows, adds and removes."""

    def __init__(self, settings: BotSettings, folder: Path) -> None:
        self.speaker = ""
        """Somebody who speaks in the shared library, once it is open: for an example."""
        self._settings = settings
        self._folder = folder
        self._libraries: Libraries | None = None
        self._asking = ThreadPoolExecutor(settings.workers, "asking")
        self._reading = ThreadPoolExecutor(settings.readers, "reading")

    async def open(self, announce: Callable[[str], None]) -> None:
        """Open the shared library: the one of the settings, else the default one."""

        def work() -> None:
            library = opened(self._settings.library, [], None, announce)
            speakers = library.store.speakers()
            self.speaker = speakers[0].name if speakers else ""
            _ = library.derived  # what is damaged is found now, not by the first question
            self._libraries = Libraries(library, self._folder)

        await self._do(work)

    def close(self) -> None:
        """Close the libraries, after what is under way."""
        self._reading.shutdown(cancel_futures=True)
        self._asking.shutdown(cancel_futures=True)
        if self._libraries is not None:
            self._libraries.close()

    # Questions.

    async def ask(self, chat: int, question: str, article: str, memory: str) -> Reply:
        """Answer a question: of the article in use, else of the chat's own, else of the shared.

        ``memory`` is what `Reply` had last time. Raises what `qa.answering.answer` raises.
        """

        def work() -> Reply:
            memories = memories_in(memory)
            one = chosen(article)
            names = (one[0],) if one else self._order(chat, question, memories)
            only = (one[1],) if one else None
            replies: list[tuple[Reply, Memory]] = []
            for name in names:
                known = memories.get(name, EMPTY)
                with self._open(name, chat) as library:
                    answer, after = converse(library, question, known, articles=only)
                    mark, places = fingerprint(library), places_of(library, shown(answer))
                replies.append((Reply(answer, name, mark, places, ""), after))
                if answer.answered:
                    break
            answers = [reply.answer for reply, _ in replies]
            best = max(answers, key=lambda a: (a.answered, a.confidence))
            reply, after = replies[answers.index(best)]
            memories[reply.library] = after
            kept = json.dumps({n: m.to_json() for n, m in memories.items()})
            return Reply(reply.answer, reply.library, reply.fingerprint, reply.places, kept)

        return await self._do(work)

    def _order(
        self, chat: int, question: str, memories: dict[LibraryName, Memory]
    ) -> tuple[LibraryName, ...]:
        """Return the libraries to ask, in order: what goes on from a question goes on where it was.

        Else a chat's own articles come before the shared ones.
        """
        if not self._lends.exists(chat):
            return ("shared",)
        last = max(memories, key=lambda n: memories[n].at, default="own")
        if last == "shared":
            with self._open("shared", chat) as library:
                if resolve(library, question, memories["shared"]).changed:
                    return "shared", "own"
        return "own", "shared"

    async def more(self, given: Given, first: int) -> tuple[Hit, ...]:
        """Return passages behind the first ``first`` that were shown for a question."""

        def work() -> tuple[Hit, ...]:
            known = {(p.article, p.start, p.end) for p in given.places}
            hits = [h for h in self._again(given, first + _MORE) if where(h) not in known]
            return tuple(hits[first - len(known) :][:_MORE])

        return await self._do(work) if first >= len(given.places) else ()

    async def nearest(self, given: Given) -> tuple[Hit, ...]:
        """Return the passages that came nearest where nothing was answered."""
        return await self._do(lambda: self._again(given, len(given.places)))

    def _again(self, given: Given, top: int) -> tuple[Hit, ...]:
        one = chosen(given.article)
        only = (one[1],) if one else None
        with self._open(given.library, given.chat) as library:
            answer, _ = converse(library, given.question, EMPTY, top=top, articles=only)
        return shown(answer)

    # What is shown besides.

    async def cited(self, given: Given) -> list[tuple[Article, Citation]]:
        """Return the passages of an answer whose articles are still what they were."""

        def work() -> list[tuple[Article, Citation]]:
            with self._open(given.library, given.chat) as library:
                found = (cited_at(library, place) for place in given.places)
                return [entry for entry in found if entry]

        return await self._do(work)

    async def statements(
        self, chat: int, name: LibraryName, article: int
    ) -> tuple[Article, list[Statement]] | None:
        """Return an article with who said what in it; None where there is none."""

        def work() -> tuple[Article, list[Statement]] | None:
            with self._open(name, chat) as library:
                if article not in {e.id for e in library.entries()}:
                    return None
                return library.store.article(article), library.store.statements([article])[article]

        if name == "own" and not self._lends.exists(chat):
            return None
        return await self._do(work)

    async def shelf(self, chat: int) -> Shelf:
        """Return the articles that a chat can ask."""
        return await self._do(lambda: Shelf(self._entries("own", chat), self._entries("shared", 0)))

    # Articles.

    async def fetch(self, url: str) -> Article:
        """Read a web page. Raises what `index.reading.fetch` raises."""
        return await self._do(lambda: fetch(url, self._limits), self._reading)

    async def read(self, data: bytes, name: str) -> Article:
        """Read a file. Raises what `index.reading.Reader.parse` raises."""

        def work() -> Article:
            with Reader(self._limits) as reader:
                return reader.parse(data, name)

        return await self._do(work, self._reading)

    async def add(self, chat: int, article: Article) -> tuple[Added, int]:
        """Add an article to the chat's own; return what became of it and its passages."""

        def work() -> tuple[Added, int]:
            with self._lends.writing(chat) as library:
                (added,) = library.add([article])
                _ = library.derived  # the next question must not pay for the indexes
                passages = next(e.passages for e in library.entries() if e.id == added.id)
            return added, passages

        return await self._do(work, self._reading)

    async def remove(self, chat: int, article: int) -> None:
        """Remove an article of the chat's own for good. Raises `ArticleUnknown`."""
        await self._do(lambda: self._lends.remove(chat, article), self._reading)

    async def wipe(self, chat: int) -> None:
        """Delete all articles of a chat."""
        await self._do(lambda: self._lends.wipe(chat), self._reading)

    async def move(self, chat: int, to: int) -> None:
        """Give the articles of a chat to the one that it has become."""
        await self._do(lambda: self._lends.move(chat, to), self._reading)

    @property
    def _limits(self) -> Limits:
        s = self._settings
        return Limits(
            megabytes=s.megabytes_per_file,
            pages=s.pages,
            seconds=s.seconds,
            private=s.private_addresses,
        )

    @property
    def _lends(self) -> Libraries:
        if self._libraries is None:
            raise RuntimeError("not open")
        return self._libraries

    def _open(self, name: LibraryName, chat: int) -> AbstractContextManager[Library]:
        return self._lends.reading(chat if name == "own" else None)

    def _entries(self, name: LibraryName, chat: int) -> Sequence[Entry]:
        if name == "own" and not self._lends.exists(chat):
            return ()
        with self._open(name, chat) as library:
            return library.entries()

    async def _do(self, work: Callable[[], _T], threads: ThreadPoolExecutor | None = None) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(threads or self._asking, work)
