"""Webhook mode: Telegram's requests are taken behind a proxy that does the TLS.

An update is answered with 200 only when it is safe on disk. Only requests with the secret token are
looked at: whoever knows the address could send anything otherwise.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import tornado.httpserver
import tornado.netutil
import tornado.web
from telegram import Update
from telegram.ext import ExtBot

from qa.telegram.intake import Intake
from qa.telegram.settings import BotSettings

_LOG = logging.getLogger("makale")
_LARGEST = 1 << 20  # bytes of a request; updates are some kilobytes
_AT_ONCE = 40  # connections that Telegram may open
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """A small HTTP server: the path of the webhook's address, and ``/health``."""

    def __init__(self, settings: BotSettings, bot: ExtBot[Any], intake: Intake) -> None:
        self._settings = settings
        self._bot = bot
        shared = {"secret": settings.webhook_secret, "bot": bot, "intake": intake}
        path = urlsplit(settings.webhook_url).path or "/"
        self._server = tornado.httpserver.HTTPServer(
            _Quiet([(r"/health", _Health, {"intake": intake}), (path, _Updates, shared)]),
            max_body_size=_LARGEST,
        )

    def listen(self) -> None:
        """Take requests from now on. Raises `OSError`."""
        where = self._settings.webhook_listen
        sockets = tornado.netutil.bind_sockets(self._settings.webhook_port, where)
        self._server.add_sockets(sockets)
        _LOG.info("event=listening address=%s port=%d", where, sockets[0].getsockname()[1])

    async def register(self, kinds: Sequence[str]) -> None:
        """Tell Telegram where to send updates."""
        await self._bot.set_webhook(
            self._settings.webhook_url,
            secret_token=self._settings.webhook_secret,
            allowed_updates=kinds,
            max_connections=_AT_ONCE,
        )

    async def stop(self) -> None:
        """Take no more; Telegram keeps what comes meanwhile."""
        self._server.stop()
        await self._server.close_all_connections()


class _Quiet(tornado.web.Application):
    def log_request(self, handler: tornado.web.RequestHandler) -> None:
        """Log nothing: an address may hold anything."""


class _Handler(tornado.web.RequestHandler):
    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401
        """Answer with the number alone: nothing of what went wrong inside."""
        self.finish(str(status_code))

    def log_exception(self, *_: Any) -> None:  # noqa: ANN401
        """Log nothing; errors of ours are logged where they come up."""


class _Health(_Handler):
    def initialize(self, intake: Intake) -> None:
        self._intake = intake

    def get(self) -> None:
        """Say that the bot is there, and how many turns it has in hand."""
        self.write({"ok": True, "turns": self._intake.held})


class _Updates(_Handler):
    def initialize(self, secret: str, bot: ExtBot[Any], intake: Intake) -> None:
        self._secret, self._bot, self._intake = secret, bot, intake

    async def post(self) -> None:
        """Take an update."""
        given = self.request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise tornado.web.HTTPError(403)
        try:
            update = Update.de_json(json.loads(self.request.body), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise tornado.web.HTTPError(400) from None
        if update is None or type(update.update_id) is not int:
            raise tornado.web.HTTPError(400)
        self._intake.write_down([update])
        await self._intake.put(update)
