"""Who is served, and how often."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from qa.telegram.settings import BotSettings

_MINUTE = 60.0
_MOST_USERS = 10_000  # whose last minute is kept in memory
Verdict = Literal["serve", "tell", "drop"]


class Limits:
    """Decides for each update whether it is served.

    "tell": it is not, and the user is told why; "drop": it is not, and the user has just been told.
    """

    def __init__(self, settings: BotSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowed = settings.allowed | settings.admins if settings.allowed else frozenset()
        self._admins = settings.admins
        self._most = settings.questions_per_minute
        self._clock = clock
        self._times: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def admits(self, user: int | None, chat: int | None) -> bool:
        """Tell whether a user or a chat is among those that are served."""
        return not self._allowed or user in self._allowed or chat in self._allowed

    def admin(self, user: int | None) -> bool:
        """Tell whether a user may give the commands of an operator."""
        return user in self._admins

    def judge(self, user: int) -> Verdict:
        """Count one request of ``user``, at most so many in any minute."""
        now = self._clock()
        times = self._times.setdefault(user, deque())
        while times and times[0] <= now - _MINUTE:
            times.popleft()
        if len(times) < self._most:
            times.append(now)
            if len(self._times) > _MOST_USERS:
                self._tidy(now)
            return "serve"
        return self.once(user)

    def once(self, user: int) -> Verdict:
        """Return "tell" once in a minute for a user, else "drop"."""
        now = self._clock()
        if now - self._told.get(user, -_MINUTE) < _MINUTE:
            return "drop"
        self._told[user] = now
        return "tell"

    def _tidy(self, now: float) -> None:
        self._times = {u: t for u, t in self._times.items() if t and t[-1] > now - _MINUTE}
        self._told = {u: t for u, t in self._told.items() if t > now - _MINUTE}
