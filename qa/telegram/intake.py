"""From Telegram into turns: what comes is written down first, and worked on in fair order."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from telegram import Chat, Update
from telegram.error import TelegramError
from telegram.ext import BaseUpdateProcessor

from qa.telegram.inbox import Waiting
from qa.telegram.limits import Verdict
from qa.telegram.logs import report
from qa.telegram.routing import addressed, kind, lane, slow
from qa.telegram.schedule import Turns
from qa.telegram.turn import Office, Turn

_LOG = logging.getLogger("makale")
_ROOM = 512
"""Turns in memory; what is more waits at Telegram."""
_QUICK = 32  # turns at work; most of their time they wait for Telegram
_UNBOUNDED = 1_000_000  # python-telegram-bot's own bound is not ours


@dataclass(frozen=True, slots=True)
class Ticket:
    """An update in the queue: its turn, whether it is served, and beside what it waits."""

    waiting: Waiting
    verdict: Verdict
    lane: Hashable
    slow: bool


class Intake(asyncio.Queue[object]):
    """The queue between python-telegram-bot's polling and its handlers.

    It takes each update once, whether it comes again from Telegram or was left by an earlier
    process, and makes the polling wait when there is no room.
    """

    def __init__(self, office: Office, username: Callable[[], str]) -> None:
        super().__init__()
        self._office = office
        self._username = username
        self._room = asyncio.Semaphore(_ROOM)
        self._tickets: dict[int, Ticket] = {}

    def write_down(self, updates: Iterable[Update]) -> None:
        """Make updates safe on disk; only then may Telegram be told that they came."""
        found = [(u.update_id, _json(u)) for u in updates]
        if found:
            self._office.state.inbox.take_in(found)

    async def put(self, item: object) -> None:
        """Take an update that was written down; anything else is a signal of the library's own."""
        if isinstance(item, Update):
            try:
                ticket = self._ticket(item)
            except sqlite3.Error as error:  # it stays at Telegram until there is room on the disk
                raise TelegramError("the state can't be written") from error
            if ticket is None:
                return
            self._tickets[item.update_id] = ticket
            try:
                await self._room.acquire()
            except asyncio.CancelledError:  # at shutdown; it stays written down
                del self._tickets[item.update_id]
                raise
        await super().put(item)

    @property
    def held(self) -> int:
        """Number of turns in hand."""
        return len(self._tickets)

    def ticket(self, update: Update) -> Ticket:
        """Return the ticket of an update that is in the queue."""
        return self._tickets[update.update_id]

    def release(self, update: Update) -> None:
        """Make room: the turn of an update has ended."""
        del self._tickets[update.update_id]
        self._room.release()

    def _ticket(self, update: Update) -> Ticket | None:
        """Return the ticket of an update, None where there is nothing to do for it."""
        inbox = self._office.state.inbox
        waiting = inbox.waiting(update.update_id)
        if waiting is None or update.update_id in self._tickets:
            return None  # dealt with, or about to be
        try:
            ticket = Ticket(waiting, self._judge(update, waiting), lane(update), slow(update))
        except Exception as error:  # whatever came: the polling must go on
            report(error, ())
            ticket = None
        if ticket is None or ticket.verdict == "drop":
            inbox.finish(waiting.id)
            return None
        return ticket

    def _judge(self, update: Update, waiting: Waiting) -> Verdict:
        if not addressed(update, self._username()):
            return "drop"
        user, chat = update.effective_user, update.effective_chat
        number = user.id if user else 0
        limits = self._office.limits
        if not limits.admits(number, chat.id if chat else None):
            if update.callback_query or update.inline_query:  # somebody waits for an answer
                return "tell" if limits.judge(number) == "serve" else "drop"
            return limits.once(number) if chat and chat.type == Chat.PRIVATE else "drop"
        return limits.judge(number) if not waiting.attempts else "serve"


def _json(update: Update) -> str:
    """Return an update as Telegram's JSON; the library leaves some times as Python has them."""

    def plain(value: object) -> float:
        if isinstance(value, datetime):
            return int(value.timestamp())
        if isinstance(value, timedelta):
            return value.total_seconds()
        raise TypeError(type(value).__name__)

    try:
        return json.dumps(update.to_dict(), default=plain)
    except Exception as error:  # it can't be written down, so nothing is to be done for it
        report(error, ())
        return json.dumps({"update_id": update.update_id})


class Processor(BaseUpdateProcessor):
    """Runs python-telegram-bot's handlers in fair order, and closes each turn."""

    def __init__(self, office: Office, intake: Intake) -> None:
        super().__init__(_UNBOUNDED)
        self._office = office
        self._intake = intake
        self._turns = Turns(_QUICK, office.settings.readers)
        self._at_work: dict[int, Turn] = {}
        self._tasks: set[asyncio.Task[Any] | None] = set()

    def current(self, update: Update) -> Turn:
        """Return the turn of an update at work."""
        return self._at_work[update.update_id]

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to clear away."""

    async def finish(self, seconds: float) -> None:
        """Wait for the turns at work; those that take longer are left for the next start."""
        if self._tasks:
            _, late = await asyncio.wait(
                cast("set[asyncio.Task[Any]]", self._tasks), timeout=seconds
            )
            for task in late:
                task.cancel()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work on one update when it is its chat's turn."""
        handling = cast("Coroutine[Any, Any, None]", coroutine)
        if not isinstance(update, Update):
            await handling
            return
        ticket = self._intake.ticket(update)
        try:
            async with self._turns.turn(ticket.lane, slow=ticket.slow):
                if not self._office.courier.closing.is_set():
                    turn = Turn(self._office, update, ticket.waiting, ticket.verdict)
                    await self._work(turn, ticket.waiting.at, handling)
        finally:
            handling.close()  # no complaint where it never began
            self._intake.release(update)

    async def _work(self, turn: Turn, came: float, handling: Awaitable[None]) -> None:
        began, number = time.time(), turn.update.update_id
        self._office.state.inbox.begin(turn.id)
        self._at_work[number] = turn
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await handling
        finally:
            self._tasks.discard(task)
            del self._at_work[number]
        if turn.open:
            return
        self._office.state.inbox.finish(turn.id)
        waited, worked = max(0.0, began - came), time.time() - began
        self._office.stats.waits.append(waited)
        self._office.stats.works.append(worked)
        _LOG.info(
            "event=turn turn=%d kind=%s chat=%d waited=%.3f worked=%.3f",
            *(turn.id, kind(turn.update), turn.chat, waited, worked),
        )
