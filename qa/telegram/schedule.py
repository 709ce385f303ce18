"""Whose turn it is: chats one after another, each chat's updates in their order.

A place is free or taken; there are so many for quick work (a question) and so many for slow work
(an article to be read), so that reading never keeps anybody's question waiting. Chats that wait are
served round robin: one that has sent a hundred messages waits behind every other after each of its
own.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Turns:
    """Places for work, given to lanes (chats) in fair order."""

    def __init__(self, quick: int, slow: int) -> None:
        self._free = {False: quick, True: slow}
        # Of each lane who waits, in order: whether the work is slow, and what wakes it up.
        self._waiting: dict[Hashable, deque[tuple[bool, asyncio.Future[None]]]] = {}
        # Lanes whose first may go in as soon as there is a place, by whether its work is slow.
        self._ready: dict[bool, deque[Hashable]] = {False: deque(), True: deque()}
        self._inside: set[Hashable] = set()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(not future.cancelled() for q in self._waiting.values() for _, future in q)

    @asynccontextmanager
    async def turn(self, lane: Hashable, *, slow: bool = False) -> AsyncIterator[None]:
        """Wait for the turn of ``lane``; it ends with the block."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(lane, deque()).append((slow, future))
        if len(self._waiting[lane]) == 1 and lane not in self._inside:
            self._ready[slow].append(lane)
        self._admit()
        try:
            await future
        except asyncio.CancelledError:
            if not future.cancelled():
                self._leave(lane, slow)  # called in just before it went away
            raise
        try:
            yield
        finally:
            self._leave(lane, slow)

    def _admit(self) -> None:
        while found := [s for s, ready in self._ready.items() if ready and self._free[s]]:
            slow = found[0]
            lane = self._ready[slow].popleft()
            _, future = self._waiting[lane].popleft()
            if future.cancelled():  # it went away while it waited
                self._next(lane)
                continue
            self._inside.add(lane)
            self._free[slow] -= 1
            future.set_result(None)

    def _leave(self, lane: Hashable, slow: bool) -> None:
        self._inside.discard(lane)
        self._free[slow] += 1
        self._next(lane)
        self._admit()

    def _next(self, lane: Hashable) -> None:
        """Let the next of ``lane`` line up behind the other lanes."""
        if queue := self._waiting.get(lane):
            self._ready[queue[0][0]].append(lane)
        else:
            self._waiting.pop(lane, None)
