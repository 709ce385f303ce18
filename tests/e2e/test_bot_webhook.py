"""Webhook mode, behind a proxy that does the TLS: the secret, the health endpoint, the order."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from bot_api import BotApi, User
from bot_process import TOKEN, Running, reaching, running

SECRET = "a-webhook-secret_0123456789"  # noqa: S105
HEADER = "X-Telegram-Bot-Api-Secret-Token"
OPTIONS = {
    "MAKALE_BOT_WEBHOOK_URL": "https://bot.example.org/tg/hook",
    "MAKALE_BOT_WEBHOOK_SECRET": SECRET,
    "MAKALE_BOT_WEBHOOK_PORT": "0",
    "MAKALE_LOG": "DEBUG",
}


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(TOKEN) as server:
        yield server


def port(api: BotApi, bot: Running) -> int:
    """Wait until the bot listens; return where."""
    api.until(lambda: bool(api.webhook) or bot.process.poll() is not None, what="setWebhook")
    (found,) = re.findall(r"event=listening address=127.0.0.1 port=(\d+)", bot.output())
    return int(found)


def request(
    place: int, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", place, timeout=180)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def deliver(place: int, update: dict[str, Any], secret: str | None = SECRET) -> int:
    headers = {"Content-Type": "application/json"} | ({HEADER: secret} if secret else {})
    return request(place, "POST", "/tg/hook", json.dumps(update).encode(), **headers)[0]


def test_right_and_wrong_secrets(api: BotApi, tmp_path: Path) -> None:
    with running(tmp_path, **reaching(api, **OPTIONS)) as bot:
        place = port(api, bot)
        assert api.webhook["url"] == OPTIONS["MAKALE_BOT_WEBHOOK_URL"]
        assert api.webhook["secret_token"] == SECRET
        api.push("lavrov ne söyledi?", User(1))
        (update,) = api.take_updates()
        for wrong in (None, "", SECRET[:-1], SECRET + "x", "ş"):
            assert deliver(place, update, wrong and wrong.encode().decode("latin-1")) == 403
        assert deliver(place, update) == 200
        assert "Sergey Lavrov" in api.sent(1)[0].text
        assert deliver(place, update) == 200  # Telegram may not have heard the first 200
        api.push("/start", User(1))
        (update,) = api.take_updates()
        assert deliver(place, update) == 200
        assert "Merhaba" in api.sent(2)[1].text
        assert len(api.sent(2)) == 2
        assert api.requests("getUpdates") == []
        assert bot.stop() == 0
        assert api.webhook  # what comes meanwhile waits at Telegram
        assert SECRET not in bot.output()
    assert api.violations == []


def test_what_is_no_update(api: BotApi, tmp_path: Path) -> None:
    with running(tmp_path, **reaching(api, **OPTIONS)) as bot:
        place = port(api, bot)
        for body in (b"", b"{", b"[]", b"null", b'{"update_id": "x"}', b"\xff", b"[" * 100_000):
            status, said = request(place, "POST", "/tg/hook", body, **{HEADER: SECRET})
            assert (status, said) == (400, b"400"), body[:20]
        for method, path, status in (
            ("GET", "/tg/hook", 405),
            ("POST", "/", 404),
            ("GET", "/../../etc/passwd", 404),
            ("GET", "/health", 200),
        ):
            answer, said = request(place, method, path)
            assert answer == status
            assert b"Traceback" not in said
        assert json.loads(request(place, "GET", "/health")[1]) == {"ok": True, "turns": 0}
        api.push("/start", User(1))
        assert deliver(place, api.take_updates()[0]) == 200
        assert api.sent(1)
        assert bot.stop() == 0


def test_what_was_taken_survives_kill_9(api: BotApi, tmp_path: Path) -> None:
    with running(tmp_path, **reaching(api, **OPTIONS)) as bot:
        place = port(api, bot)

        def fault(method: str, params: dict[str, Any]) -> None:
            if method == "sendMessage":
                bot.process.kill()
                time.sleep(0.2)
                raise OSError

        api.fault = fault  # type: ignore[assignment]
        api.push("lavrov ne söyledi?", User(1))
        assert deliver(place, api.take_updates()[0]) == 200
        bot.process.wait(180)
        api.fault = lambda method, params: None
    assert api.sent(0) == []
    with running(tmp_path, **reaching(api, **OPTIONS)) as bot:
        assert "Sergey Lavrov" in api.sent(1)[0].text
        assert bot.stop() == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"MAKALE_BOT_WEBHOOK_SECRET": ""}, "webhook_secret"),
        ({"MAKALE_BOT_WEBHOOK_SECRET": "short"}, "MAKALE_BOT_WEBHOOK_SECRET"),
        ({"MAKALE_BOT_WEBHOOK_URL": "http://bot.example.org"}, "MAKALE_BOT_WEBHOOK_URL"),
        ({"MAKALE_BOT_WEBHOOK_PORT": "x"}, "MAKALE_BOT_WEBHOOK_PORT"),
        ({"MAKALE_BOT_WEBHOOK_PORT": "1"}, "webhook_port"),
    ],
)
def test_settings_that_can_not_be_used(
    api: BotApi, tmp_path: Path, change: dict[str, str], word: str
) -> None:
    if change == {"MAKALE_BOT_WEBHOOK_PORT": "1"}:
        change = {"MAKALE_BOT_WEBHOOK_PORT": str(api._server.server_address[1])}  # taken
    options = OPTIONS | {"MAKALE_LOG": "WARNING"} | change
    with running(tmp_path, **reaching(api, **options)) as bot:
        assert bot.process.wait(180) == 2
    (line,) = bot.lines()
    assert word in line
    assert "short" not in line
