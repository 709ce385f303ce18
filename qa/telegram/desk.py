"""A library asked in one thread of its own, so that an event loop never waits for a search."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from index.library import Library
from qa.answer import Answer
from qa.answering import answer
from qa.sources import opened

_T = TypeVar("_T")


class Desk:
    """Questions are answered one after another, in the order in which they come."""

    def __init__(self) -> None:
        self.speaker = ""
        """Somebody who speaks in the library, once it is open: for an example."""
        self._worker = ThreadPoolExecutor(1, "library")
        self._library: Library | None = None

    async def open(self, path: Path | None, announce: Callable[[str], None]) -> None:
        """Open the library in the folder ``path``, the default one where None (`qa.sources`)."""

        def work() -> None:
            self._library = opened(path, [], None, announce)
            speakers = self._library.store.speakers()
            self.speaker = speakers[0].name if speakers else ""
            _ = self._library.derived  # what is damaged is found now, not by the first question

        await self._do(work)

    async def ask(self, question: str) -> Answer:
        """Answer a question. Raises what `qa.answering.answer` raises."""

        def work() -> Answer:
            if self._library is None:
                raise RuntimeError("not open")
            return answer(self._library, question)

        return await self._do(work)

    def close(self) -> None:
        """Close the library, after what is under way."""

        def work() -> None:
            if self._library is not None:
                self._library.close()

        self._worker.submit(work)
        self._worker.shutdown()

    async def _do(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)
