"""Telegram front end: python-telegram-bot handlers around `qa`, nothing else.

Its settings are in `qa.bot_settings`.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

from telegram import LinkPreviewOptions, Message, MessageEntity, Update
from telegram.constants import ChatAction
from telegram.error import Conflict, Forbidden, InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    CallbackContext,
    CommandHandler,
    Defaults,
    ExtBot,
    MessageHandler,
    filters,
)

from index.errors import InputError, MakaleError
from qa.answer import Answer
from qa.bot_settings import BotSettings, bot_settings, bot_token
from qa.desk import Desk
from qa.logs import Discreet, report, set_up
from qa.messages import error_text, text
from qa.settings import UiLanguage, ui_language
from qa.telegram import Outgoing, commands, compose, greeting, spoken

_LOG = logging.getLogger("makale")
_LIBRARIES = ("telegram", "httpx", "httpcore")  # what matters of what they log is reported here
_TYPING_EVERY = 4.5  # seconds; Telegram shows it for five
_BEARABLE, _RECENT = 2, 30.0  # conflicts, in seconds: a predecessor going away makes one or two
_Context = CallbackContext[Any, Any, Any, Any]
_Application = Application[Any, Any, Any, Any, Any, Any]


class _Bot(ExtBot[int]):
    """Tells of a token that is revoked meanwhile; the library would stop polling in silence."""

    __slots__ = ()

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:  # noqa: ANN401
        """Fetch updates."""
        try:
            return await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise Forbidden("token revoked") from error


class _Front:
    """The handlers."""

    def __init__(self, library: Path | None, language: UiLanguage) -> None:
        self.reason = ""  # name of the message that tells why the bot can't go on
        self.ended = asyncio.Event()
        self._library = library
        self._language = language
        self.desk = Desk()
        self._conflicts: list[float] = []

    async def open(self, bot: ExtBot[int]) -> None:
        """Open the library and make the commands known."""
        await self.desk.open(self._library, lambda name: _LOG.info(text(name, self._language)))
        languages: tuple[tuple[UiLanguage, str | None], ...] = (("tr", None), ("en", "en"))
        for language, code in languages:
            with suppress(TelegramError):  # nothing hangs on it
                await bot.set_my_commands(commands(language), language_code=code)

    async def start(self, update: Update, _: _Context) -> None:
        """Answer /start."""
        language, message = self._asked(update)
        await message.reply_text(greeting(self.desk.speaker, language))

    async def help(self, update: Update, _: _Context) -> None:
        """Answer /help, and what is no question."""
        language, message = self._asked(update)
        await message.reply_text(text("bot_help", language))

    async def command(self, update: Update, _: _Context) -> None:
        """Answer a question behind a command."""
        message = self._asked(update)[1]
        words = (message.text or "").split(maxsplit=1)[1:]
        await self._reply(update, "".join(words))

    async def question(self, update: Update, context: _Context) -> None:
        """Answer a question; in a group only one that is meant for the bot."""
        message = self._asked(update)[1]
        mentions = message.parse_entities([MessageEntity.MENTION]).values()
        mine = [m for m in mentions if m.lower() == f"@{context.bot.username}".lower()]
        earlier = message.reply_to_message
        replied = earlier and earlier.from_user and earlier.from_user.id == context.bot.id
        if message.chat.type == message.chat.PRIVATE or mine or replied:
            asked = message.text or ""
            for mention in mine:
                asked = asked.replace(mention, " ")
            await self._reply(update, asked)

    async def failed(self, _: object, context: _Context) -> None:
        """Log what a handler met."""
        if context.error is not None:
            report(context.error, (TelegramError, MakaleError))

    def polling_failed(self, error: TelegramError) -> None:
        """Log what the polling met; stop where there is no going on."""
        now = time.monotonic()
        if isinstance(error, Forbidden):
            self.reason = "bot_bad_token"
        elif isinstance(error, Conflict):
            self._conflicts = [*(t for t in self._conflicts if t > now - _RECENT), now]
            if len(self._conflicts) > _BEARABLE:
                self.reason = "bot_conflict"
        else:
            report(error, (TelegramError,))
        if self.reason:
            self.ended.set()

    def _asked(self, update: Update) -> tuple[UiLanguage, Message]:
        """Return the message of an update and the language of who wrote it."""
        user, message = update.effective_user, update.effective_message
        assert message is not None  # noqa: S101  # no other updates are asked for
        return spoken(user.language_code if user else None, self._language), message

    async def _reply(self, update: Update, asked: str) -> None:
        language, message = self._asked(update)
        try:
            found = compose(await self._typing(message, self.desk.ask(asked)), language)
        except InputError as error:
            found = [Outgoing(error_text(error, language), ())]
        except Exception as error:  # whatever it is, the user is told and the bot goes on
            report(error, (TelegramError, MakaleError))
            found = [Outgoing(text("bot_failed", language), ())]
        for part in found:
            entities = [MessageEntity(m.kind, m.offset, m.length) for m in part.marks]
            await message.reply_text(part.text, entities=entities)

    async def _typing(self, message: Message, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Show that the bot is at it until ``work`` is done."""
        task = asyncio.create_task(work)
        while not task.done():
            with suppress(TelegramError):
                await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.wait({task}, timeout=_TYPING_EVERY)
        return task.result()


def _application(bot: _Bot, front: _Front) -> _Application:
    application = ApplicationBuilder().bot(bot).concurrent_updates(True).build()
    for handler in (
        CommandHandler("start", front.start),
        CommandHandler("help", front.help),
        CommandHandler(["sor", "ask"], front.command),
        MessageHandler(filters.TEXT & ~filters.COMMAND, front.question),
        MessageHandler(filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, front.help),
    ):
        application.add_handler(handler)
    application.add_error_handler(front.failed)
    return application


async def _serve(application: _Application, front: _Front, language: UiLanguage) -> None:
    """Poll until a signal comes or there is no going on; then leave in order."""
    updater, task = application.updater, asyncio.current_task()
    assert updater is not None and task is not None  # noqa: PT018, S101
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(sign, task.cancel)

    async def stop_polling() -> None:
        if updater.running:
            await updater.stop()

    with suppress(asyncio.CancelledError):
        async with AsyncExitStack() as stack:
            stack.callback(front.desk.close)
            await stack.enter_async_context(application)  # asks Telegram who the bot is
            await front.open(application.bot)
            await application.start()
            stack.push_async_callback(application.stop)
            stack.push_async_callback(stop_polling)
            await updater.start_polling(
                allowed_updates=[Update.MESSAGE], error_callback=front.polling_failed
            )
            _LOG.info(text("bot_ready", language))
            await front.ended.wait()


def _run(settings: BotSettings, language: UiLanguage) -> str:
    """Run until a signal comes; return the name of the message that tells why not, "" else."""
    if not settings.token:
        return "bot_no_token"
    if not settings.plausible:
        return "bot_bad_token"
    front = _Front(settings.library, language)
    bot = _Bot(
        settings.token,
        f"{settings.api}/bot",
        f"{settings.api}/file/bot",
        defaults=Defaults(
            allow_sending_without_reply=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        rate_limiter=AIORateLimiter(max_retries=5),
    )
    asyncio.run(_serve(_application(bot, front), front, language))
    return front.reason


def main() -> int:
    """Run the bot; return the exit code: 0 after a signal, 2 where it can't go on."""
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    token = bot_token()
    logs = Discreet({token, token.partition(":")[2]})
    language: UiLanguage = "tr"
    try:
        language = ui_language(None)
        settings = bot_settings()
        set_up(settings.level, logs, _LIBRARIES)
        reason = _run(settings, language)
        line = text(reason, language) if reason else ""
    except MakaleError as error:
        line = error_text(error, language)
    except InvalidToken:
        line = text("bot_bad_token", language)
    except TelegramError:
        line = text("bot_unreachable", language)
    except KeyboardInterrupt:
        return 130
    if line:
        sys.stderr.write(logs.veil(line) + "\n")
    return 2 if line else 0


if __name__ == "__main__":
    sys.exit(main())
