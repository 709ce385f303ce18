"""Messages to Telegram, until it has accepted them or refused them for good.

429 and 5xx are answers that say "not accepted": asked again. A connection that breaks after the
request has left may have brought it or not; it is asked again too, since a question that nobody
answers is worse than an answer that comes twice. python-telegram-bot's rate limiter waits out the
429s, this module all else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from qa.telegram.blocks import Outgoing
from qa.telegram.buttons import Keyboard

_LOG = logging.getLogger("makale")
_T = TypeVar("_T")
_FINAL = (BadRequest, Forbidden, InvalidToken, ChatMigrated, Conflict)
_FIRST, _LAST = 0.5, 30.0  # seconds between attempts
_SOON, _TYPING = 0.7, 4.5  # seconds: when typing is first shown; Telegram shows it for five


class Closing(Exception):
    """The bot is shutting down: what is not accepted yet waits for the next start."""


class Courier:
    """Sends for the bot."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self.bot = bot
        self.closing = asyncio.Event()

    async def insist(self, request: Callable[[], Awaitable[_T]]) -> _T:
        """Make a request until it is accepted.

        Raises the error of one that is refused for good, `Closing` at shutdown.
        """
        pause = _FIRST
        while True:
            try:
                return await request()
            except _FINAL:
                raise
            except RetryAfter:  # the rate limiter has waited several times already
                pause = _LAST
            except TelegramError as error:
                _LOG.warning("event=retry pause=%.1f error=%s", pause, type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), pause)
            if self.closing.is_set():
                raise Closing
            pause = min(2 * pause, _LAST)

    async def send(
        self,
        chat: int,
        message: Outgoing,
        keyboard: Keyboard = (),
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Send a message; return its number."""
        reply = reply_to and ReplyParameters(reply_to, allow_sending_without_reply=True)
        sent = await self.insist(
            lambda: self.bot.send_message(
                chat,
                message.text,
                entities=entities(message),
                reply_markup=markup(keyboard),
                reply_parameters=reply or None,
                message_thread_id=thread,
            )
        )
        return sent.message_id

    async def edit(
        self, chat: int, number: int, message: Outgoing, keyboard: Keyboard = ()
    ) -> bool:
        """Change a message of ours; tell whether it is now as wanted."""
        try:
            await self.insist(
                lambda: self.bot.edit_message_text(
                    message.text,
                    chat,
                    number,
                    entities=entities(message),
                    reply_markup=markup(keyboard),
                )
            )
        except BadRequest as error:
            return "not modified" in error.message.lower()
        return True

    async def delete(self, chat: int, number: int) -> None:
        """Delete a message of ours, if that can still be."""
        with suppress(BadRequest, Forbidden):
            await self.insist(lambda: self.bot.delete_message(chat, number))

    async def toast(self, query: str, words: str = "", *, alert: bool = False) -> None:
        """Answer the press of a button; one that is too old needs none any more."""
        with suppress(BadRequest):
            await self.insist(
                lambda: self.bot.answer_callback_query(query, words[:200] or None, show_alert=alert)
            )

    @asynccontextmanager
    async def typing(self, chat: int) -> AsyncIterator[None]:
        """Show that the bot is at it for as long as the block runs, if that is long."""

        async def show() -> None:
            await asyncio.sleep(_SOON)
            while True:
                with suppress(TelegramError):
                    await self.bot.send_chat_action(chat, ChatAction.TYPING)
                await asyncio.sleep(_TYPING)

        task = asyncio.create_task(show())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def entities(message: Outgoing) -> Sequence[MessageEntity]:
    """Return the marks of a message in Telegram's form."""
    return [MessageEntity(m.kind, m.offset, m.length, url=m.url or None) for m in message.marks]


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Return buttons in Telegram's form."""
    rows = [
        [
            InlineKeyboardButton(b.label, callback_data=b.data or None, url=b.url or None)
            for b in row
        ]
        for row in keyboard
        if row
    ]
    return InlineKeyboardMarkup(rows) if rows else None
