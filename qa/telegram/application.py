"""python-telegram-bot's application with our handlers, queue and order."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.error import Forbidden, InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from index.errors import LibraryUnreachable, MakaleError
from qa.telegram.blocks import Outgoing
from qa.telegram.courier import Closing
from qa.telegram.handlers import articles, chat, inline, presses, questions, sayings
from qa.telegram.intake import Intake, Processor
from qa.telegram.logs import report
from qa.telegram.settings import BotSettings
from qa.telegram.turn import Turn

UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
"""Kinds of update that are asked for."""
BotApplication = Application[Any, Any, Any, Any, Any, Any]
_Context = CallbackContext[Any, Any, Any, Any]
_Work = Callable[[Turn], Awaitable[None]]
_MOST_ATTEMPTS = 10  # of a turn at which the process dies again and again
_READ, _POOL = 30.0, 64  # seconds for an answer of Telegram; connections


class Bot(ExtBot[int]):
    """Makes updates safe before Telegram is told that they came.

    It also tells of a token that is revoked meanwhile; the library would stop polling in silence.
    """

    __slots__ = ("_write_down",)

    def __init__(self, settings: BotSettings) -> None:
        super().__init__(
            settings.token,
            f"{settings.api_url}/bot",
            f"{settings.api_url}/file/bot",
            request=_request(_POOL),
            get_updates_request=_request(1),
            defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=AIORateLimiter(
                overall_max_rate=settings.messages_per_second, max_retries=5
            ),
        )
        self._write_down: Callable[[Iterable[Update]], object] = list

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:  # noqa: ANN401
        """Fetch updates."""
        try:
            found = await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise Forbidden("token revoked") from error
        except TelegramError:
            raise
        except Exception as error:  # one that the library can't read; it would try without end
            report(error, ())
            found = await self._readable(kwargs.get("offset"))
        try:
            self._write_down(found)
        except sqlite3.Error as error:  # they stay at Telegram until there is room on the disk
            raise TelegramError("the state can't be written") from error
        return found

    async def _readable(self, offset: int | None) -> tuple[Update, ...]:
        """Fetch updates; those that can't be read are left empty."""
        raw = await self.do_api_request("getUpdates", {"offset": offset, "timeout": 0})
        found = []
        for form in raw if isinstance(raw, list) else []:
            try:
                update = Update.de_json(form, self)
            except Exception:
                update = Update(form["update_id"])
            found.append(update)
        return tuple(found)

    def writing_down(self, work: Callable[[Iterable[Update]], None]) -> None:
        """Have updates made safe by ``work``."""
        self._write_down = work


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(connections, read_timeout=_READ, pool_timeout=_READ)


def built(bot: Bot, intake: Intake, processor: Processor) -> BotApplication:
    """Return the application."""
    builder = ApplicationBuilder().bot(bot).update_queue(intake)
    application: BotApplication = builder.concurrent_updates(processor).build()
    commands: tuple[tuple[tuple[str, ...], _Work], ...] = (
        (("start",), chat.start),
        (("yardim", "help"), chat.help_),
        (("sor", "ask"), questions.ask),
        (("makaleler", "articles"), articles.listed),
        (("ekle", "add"), articles.add),
        (("sil", "remove"), articles.remove),
        (("sec", "use"), articles.use),
        (("kim", "who"), sayings.who),
        (("kaynak", "source"), sayings.source),
        (("dil", "language"), chat.language),
        (("temizle", "reset"), chat.reset),
        (("gizlilik", "privacy"), chat.privacy),
        (("istatistik", "stats"), chat.stats),
    )
    service = filters.StatusUpdate

    def do(work: _Work) -> Callable[[Update, _Context], Coroutine[Any, Any, None]]:
        async def callback(update: Update, _: _Context) -> None:
            await _guarded(work, processor.current(update))

        return callback

    for names, work in commands:
        application.add_handler(CommandHandler(names, do(work)))
    application.add_handler(MessageHandler(service.MIGRATE, do(chat.migrated)))
    application.add_handler(MessageHandler(filters.Document.ALL, do(_document)))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, do(questions.question)))
    application.add_handler(MessageHandler(filters.ChatType.PRIVATE & ~service.ALL, do(chat.help_)))
    application.add_handler(CallbackQueryHandler(do(presses.pressed)))
    application.add_handler(InlineQueryHandler(do(inline.query)))
    return application


async def _document(turn: Turn) -> None:
    """Take a file: in a group it was sent with the command as its caption, or a mention."""
    await (articles.add if turn.words.startswith("/") else articles.document)(turn)


async def _guarded(work: _Work, turn: Turn) -> None:
    """Do the work of a turn; whatever goes wrong, the user is told and the bot goes on."""
    if turn.verdict == "tell" and turn.update.inline_query is None:
        work = _refuse
    elif turn.attempts >= _MOST_ATTEMPTS:
        work = _apologise
    try:
        await work(turn)
    except Closing:
        turn.open = True
    except Forbidden as error:  # blocked by the user, thrown out of the group
        report(error, (TelegramError,))
    except Exception as error:
        turn.office.stats.counts["failed"] += 1
        report(error, (TelegramError, MakaleError))
        try:
            await _apologise(turn, error)
        except Closing:
            turn.open = True
        except TelegramError as again:
            report(again, (TelegramError,))


async def _refuse(turn: Turn) -> None:
    served = turn.office.limits.admits(turn.user, turn.chat)
    words = turn.text("bot_too_fast" if served else "bot_closed", user=turn.user)
    if query := turn.update.callback_query:
        await turn.office.courier.toast(query.id, words, alert=True)
    else:
        await turn.say([Outgoing(words)])


async def _apologise(turn: Turn, error: Exception | None = None) -> None:
    if turn.update.inline_query is None:
        away = isinstance(error, LibraryUnreachable)
        await turn.tell("bot_library_away" if away else "bot_failed")
