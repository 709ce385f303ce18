"""The process of the bot: settings, tokens, other pollers, signals, damage."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from bot_api import BotApi, User
from bot_process import SECRET, TOKEN, reaching, running


def test_no_token(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        assert bot.process.wait(180) == 2
    (line,) = bot.lines()
    assert "TELEGRAM_BOT_TOKEN" in line


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"TELEGRAM_BOT_TOKEN": "no token"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "ftp://x"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"x{TOKEN}"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "MAKALE_LOG": "LOUD"}, "MAKALE_LOG"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "MAKALE_LANG": "xx"}, "“xx”"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9"}, "ulaşılamıyor"),
        (
            {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": "http://127.0.0.1:9",
                "MAKALE_LANG": "en",
            },
            "can't be reached",
        ),
    ],
)
def test_settings_that_can_not_be_used(tmp_path: Path, settings: dict[str, str], word: str) -> None:
    with running(tmp_path, **settings) as bot:
        assert bot.process.wait(180) == 2
    (line,) = bot.lines()
    assert word in line
    assert SECRET not in line


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    with (
        BotApi(TOKEN) as api,
        running(
            tmp_path,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=api.url,
            MAKALE_LIBRARY=str(tmp_path / "none"),
        ) as bot,
    ):
        assert bot.process.wait(180) == 2
        assert api.requests("getUpdates") == []
    (line,) = bot.lines()
    assert "kitaplık yok" in line


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_a_wrong_token(tmp_path: Path, level: str) -> None:
    with (
        BotApi("1:another") as api,
        running(
            tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=api.url, MAKALE_LOG=level
        ) as bot,
    ):
        assert bot.process.wait(180) == 2
    assert "anahtarı kabul etmedi" in bot.lines()[-1]
    assert len(bot.lines()) == 1 or level == "DEBUG"
    assert SECRET not in bot.output()


def test_a_token_that_is_revoked(home: Path) -> None:
    with (
        BotApi(TOKEN) as api,
        running(home, "revoked", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=api.url) as bot,
    ):
        api.polled()
        api.revoke()
        assert bot.process.wait(180) == 2
    assert "anahtarı kabul etmedi" in bot.lines()[-1]
    assert "Traceback" not in bot.output()
    assert SECRET not in bot.output()


def get_updates(api: BotApi, seconds: float) -> None:
    opener = build_opener(ProxyHandler({}))
    address = f"{api.url}/bot{TOKEN}/getUpdates?timeout={seconds}"
    with opener.open(address, timeout=30) as answer:
        answer.read()


def test_one_conflict_is_a_predecessor_going_away(home: Path) -> None:
    with (
        BotApi(TOKEN) as api,
        running(home, "predecessor", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=api.url) as bot,
    ):
        api.polled()
        get_updates(api, 0)
        api.until(lambda: any(call.status == 409 for call in api.calls))
        api.push("lavrov ne dedi?")
        assert api.sent(1)
        assert bot.stop() == 0
    assert "Conflict" not in bot.output()


def test_a_second_poller(home: Path) -> None:
    with (
        BotApi(TOKEN) as api,
        running(home, "conflict", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=api.url) as bot,
    ):
        api.polled()
        deadline = time.monotonic() + 180
        while bot.process.poll() is None and time.monotonic() < deadline:
            get_updates(api, 0)
            time.sleep(0.1)
        assert bot.process.wait(180) == 2
    assert "başka bir bot süreci" in bot.lines()[-1]
    assert "Traceback" not in bot.output()
    assert SECRET not in bot.output()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_nothing_comes_twice(home: Path, sign: int) -> None:
    with BotApi(TOKEN) as api:
        env = reaching(api)
        with running(home, f"signal{sign}", **env) as bot:
            api.push("lavrov ne dedi?")
            api.sent(1)
            assert bot.stop(sign) == 0
        assert "Traceback" not in bot.output()
        with running(home, f"again{sign}", **env) as bot:
            api.polled()
            api.push("/help")
            assert "/sor" in api.sent(2)[1].text
            assert bot.stop(sign) == 0
        assert api.violations == []


def test_a_signal_while_the_library_is_made(tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        env = reaching(api)
        with running(tmp_path, **env) as bot:
            api.until(lambda: bool(api.calls))
            assert bot.stop() == 0
        assert "Traceback" not in bot.output()
        assert "destroyed" not in bot.output()


def test_a_library_torn_while_the_bot_runs(home: Path, tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        env = reaching(api)
        with running(home, "whole", **env) as bot:
            api.polled()
            assert bot.stop() == 0
        library = tmp_path / "torn"
        shutil.copytree(home / "library", library)
        with running(tmp_path, MAKALE_LIBRARY=str(library), **env) as bot:
            api.polled()
            database = library / "library.sqlite"
            database.write_bytes(b"x" * database.stat().st_size)
            api.push("gizlisoru lavrov ne dedi?", User(1, language="en"))
            (message,) = api.sent(1, 1)
            assert message.text == "Something went wrong; please ask again in a moment."
            api.push("/help", User(1))
            assert "/sor" in api.sent(2, 1)[1].text
            assert bot.stop() == 0
        assert "LibraryDamaged" in bot.output()
        assert "gizlisoru" not in bot.output()
