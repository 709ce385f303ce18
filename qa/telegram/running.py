"""The process of the bot: from settings to a signal."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
import time
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from telegram import Update
from telegram.error import Conflict, Forbidden, InvalidToken, TelegramError

from index.errors import MakaleError
from qa.messages import error_text, text
from qa.settings import UiLanguage, ui_language
from qa.telegram.application import UPDATES, Bot, BotApplication, built
from qa.telegram.commands import menu
from qa.telegram.courier import Courier
from qa.telegram.desk import Desk
from qa.telegram.intake import Intake, Processor
from qa.telegram.limits import Limits
from qa.telegram.logs import Discreet, report, set_up
from qa.telegram.settings import BotSettings, bot_settings
from qa.telegram.state import State
from qa.telegram.stats import Stats
from qa.telegram.turn import Office
from qa.telegram.webhook import Webhook

_LOG = logging.getLogger("makale")
_LIBRARIES = ("telegram", "httpx", "httpcore", "tornado")  # what matters of it is reported here
_BEARABLE, _RECENT = 2, 30.0  # conflicts, in seconds: a predecessor going away makes one or two
_GRACE = 25.0  # seconds for what is at work when a signal comes
_TIDY_EVERY = 3600.0


class Refused(Exception):
    """The bot can't go on; the name of the message that tells why, and its facts."""

    def __init__(self, name: str, **facts: object) -> None:
        super().__init__(name)
        self.name, self.facts = name, facts


def home(settings: BotSettings) -> Path:
    """Return the folder of a bot: its state and its chats' libraries, by its public number."""
    return settings.data / "telegram" / settings.token.partition(":")[0]


class _Process:
    def __init__(self, settings: BotSettings) -> None:
        self._settings = settings
        self._ended = asyncio.Event()
        self._refused: Refused | None = None
        self._conflicts: list[float] = []

    async def serve(self) -> None:
        """Work until a signal comes, or there is no going on: raises `Refused`."""
        settings, folder = self._settings, home(self._settings)
        async with AsyncExitStack() as stack:
            state = State(folder / "state.sqlite")
            stack.callback(state.close)
            bot = Bot(settings)
            desk = Desk(settings, folder / "chats")
            stack.callback(desk.close)
            office = Office(settings, state, desk, Courier(bot), Limits(settings), Stats())
            intake = Intake(office, lambda: bot.username)
            bot.writing_down(intake.write_down)
            processor = Processor(office, intake)
            application = built(bot, intake, processor)
            await stack.enter_async_context(application)  # asks Telegram who the bot is
            await desk.open(lambda name: _LOG.info(text(name, settings.language)))
            await self._introduce(bot)
            await application.start()
            stack.push_async_callback(application.stop)
            stack.push_async_callback(processor.finish, _GRACE)
            stack.callback(office.courier.closing.set)
            replay = asyncio.create_task(self._replay(office, bot, intake))
            stack.push_async_callback(_cancelled, replay)
            await self._listen(application, stack, intake, replay)
            _LOG.info(text("bot_ready", settings.language))
            tidy = asyncio.create_task(self._tidy(state))
            stack.push_async_callback(_cancelled, tidy)
            await self._ended.wait()
        if self._refused:
            raise self._refused

    async def _introduce(self, bot: Bot) -> None:
        """Make the commands known."""
        languages: tuple[tuple[UiLanguage, str | None], ...] = (("tr", None), ("en", "en"))
        for language, code in languages:
            with suppress(TelegramError):  # nothing hangs on it
                await bot.set_my_commands(menu(language), language_code=code)

    async def _replay(self, office: Office, bot: Bot, intake: Intake) -> None:
        """Take up what an earlier process left."""
        for ticket in office.state.inbox.unfinished():
            try:
                update = Update.de_json(json.loads(ticket.body), bot)
            except (ValueError, TypeError, KeyError) as error:  # another version wrote it
                report(error, ())
                office.state.inbox.finish(ticket.id)
            else:
                await intake.put(update)

    async def _listen(
        self,
        application: BotApplication,
        stack: AsyncExitStack,
        intake: Intake,
        replay: asyncio.Task[None],
    ) -> None:
        if self._settings.webhook_url:
            webhook = Webhook(self._settings, application.bot, intake)
            try:
                webhook.listen()
            except OSError:
                where = self._settings.webhook_listen, self._settings.webhook_port
                raise Refused("bot_port", listen=where[0], port=where[1]) from None
            stack.push_async_callback(webhook.stop)
            await webhook.register(UPDATES)
            return
        updater = application.updater
        assert updater is not None  # noqa: S101  # built with one

        async def stop() -> None:
            if updater.running:
                await updater.stop()

        stack.push_async_callback(stop)
        await replay  # what was left comes before what is new
        await updater.start_polling(
            allowed_updates=UPDATES, error_callback=self._polling_failed, bootstrap_retries=-1
        )

    def _polling_failed(self, error: TelegramError) -> None:
        """Log what the polling met; stop where there is no going on."""
        now = time.monotonic()
        if isinstance(error, Forbidden):
            self._refused = Refused("bot_bad_token")
        elif isinstance(error, Conflict):
            self._conflicts = [*(t for t in self._conflicts if t > now - _RECENT), now]
            if len(self._conflicts) > _BEARABLE:
                self._refused = Refused("bot_conflict")
        else:
            report(error, (TelegramError,))
        if self._refused:
            self._ended.set()

    async def _tidy(self, state: State) -> None:
        while True:
            state.tidy()
            await asyncio.sleep(_TIDY_EVERY)


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _until_signal(settings: BotSettings) -> None:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(sign, task.cancel)
    with suppress(asyncio.CancelledError):
        await _Process(settings).serve()


def _run(settings: BotSettings) -> None:
    if not settings.token:
        raise Refused("bot_no_token")
    if not settings.plausible:
        raise Refused("bot_bad_token")
    folder = home(settings)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            asyncio.run(_until_signal(settings))
    except Timeout:
        raise Refused("bot_running", path=settings.data) from None


def main(config: Path | None = None) -> int:
    """Run the bot; return the exit code: 0 after a signal, 2 where it can't go on."""
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    language: UiLanguage = "tr"
    logs = Discreet(())
    try:
        language = ui_language(None)
        settings = bot_settings(config)
        language = settings.language
        logs = Discreet(settings.secrets)
        set_up(settings.log, logs, _LIBRARIES)
        _run(settings)
        line = ""
    except Refused as refused:
        line = text(refused.name, language, **refused.facts)
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
