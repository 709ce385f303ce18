"""The unmodified bot, a process of its own, against a Bot API server on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from bot_api import BOT, BotApi, Sent, User

import seeds
from index.article import shown

ROOT = Path(__file__).parents[2]
SECRET = "AAE-not_A_real-Secret0123456789abcdefg"  # noqa: S105
TOKEN = f"424242:{SECRET}"
GROUP = -1001
QUOTES = ("blockquote", "expandable_blockquote")
# Where the bot must be reached is loopback; nothing of the outer environment is wanted but this.
KEPT = ("PATH", "HOME", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


@dataclass
class Running:
    """A bot that runs, or has run."""

    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def lines(self) -> list[str]:
        return self.output().splitlines()

    def stop(self, sign: int = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(10)


@contextmanager
def running(folder: Path, name: str = "bot", **settings: str) -> Iterator[Running]:
    env = {key: os.environ[key] for key in KEPT if key in os.environ}
    env |= {"MAKALE_HOME": str(folder), "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "bot.py"],
            cwd=ROOT,
            env=env | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield Running(process, log)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        sys.stdout.write(log.read_text(encoding="utf-8"))  # shown where the test fails


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi(TOKEN) as server:
        yield server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bot(api: BotApi, home: Path) -> Iterator[Running]:
    """One bot for the tests that only talk to it. It must leave without a violation or a leak."""
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "MAKALE_LOG": "DEBUG"}
    with running(home, **env) as process:
        api.polled()
        yield process
        assert process.stop() == 0, process.output()
    assert api.violations == []
    assert "/bot…/getUpdates" in process.output()  # the libraries did speak of it
    assert SECRET not in process.output()
    assert "Traceback" not in process.output()


_users = iter(range(100, 10_000))


@pytest.fixture
def ask(api: BotApi, bot: Running) -> Callable[..., list[Sent]]:
    """Return what asks the bot as somebody new and gives back its messages."""

    def do(text: str, count: int = 1, language: str | None = "tr") -> list[Sent]:
        user = User(next(_users), "Ayşe", language)
        api.push(text, user)
        api.sent(count, user.id)
        api.polled()
        return api.sent(count, user.id)

    return do


def joined(sent: list[Sent]) -> str:
    return "\n".join(message.text for message in sent)


def test_start_and_help_speak_the_users_language(ask: Callable[..., list[Sent]]) -> None:
    (turkish,) = ask("/start")
    assert "Merhaba" in turkish.text
    assert " ne dedi?”" in turkish.text
    (english,) = ask("/start", language="en-GB")
    assert "Hello" in english.text
    (german,) = ask("/help", language="de")
    assert "Türkçe" in german.text
    (unknown,) = ask("/help", language=None)
    assert "/sor" in unknown.text
    (other,) = ask("/nosuchcommand")
    assert "/sor" in other.text


def test_commands_are_made_known(api: BotApi, bot: Running) -> None:
    calls = api.requests("setMyCommands")
    assert [call.params.get("language_code") for call in calls] == [None, "en"]
    assert [c["command"] for c in calls[0].params["commands"]] == ["start", "help", "sor"]


def test_what_somebody_said_comes_as_quotes(ask: Callable[..., list[Sent]]) -> None:
    sent = ask("Aliyev ne dedi?")
    (article,) = seeds.articles()
    quotes = [quote for message in sent for quote in message.pieces(*QUOTES)]
    assert quotes
    for quote in quotes:
        assert quote in shown(article.text)
    bold = [piece for message in sent for piece in message.pieces("bold")]
    assert bold
    assert all(any(piece in quote for quote in quotes) for piece in bold)
    speakers = [piece for message in sent for piece in message.pieces("italic")]
    assert len(speakers) == len(quotes)
    assert all(piece.startswith("— İlham Aliyev") for piece in speakers)
    assert not any("Lavrov," in piece for piece in speakers)
    for number in range(1, len(quotes) + 1):
        assert f"\n[{number}] Aliyev–Lavrov görüşmesi, paragraf " in joined(sent)
    assert "ayrıca: paragraf " in joined(sent)
    assert "teklifimiz cevapsız kaldı" in joined(sent)
    assert all("parse_mode" not in message.params for message in sent)


def test_without_turkish_letters(ask: Callable[..., list[Sent]]) -> None:
    (message,) = ask("lavrov ne soyledi")
    (quote,) = message.pieces(*QUOTES)
    assert "kararlı olduklarını söyledi" in quote
    assert message.pieces("italic") == ["— Sergey Lavrov, aktarılan"]


def test_a_question_behind_a_command(ask: Callable[..., list[Sent]]) -> None:
    assert ask("/sor lavrov ne söyledi?")[0].pieces(*QUOTES)
    assert ask(f"/ask@{BOT['username']} lavrov ne söyledi?")[0].pieces(*QUOTES)
    assert "Soru boş" in ask("/sor")[0].text


def test_what_the_article_does_not_say(ask: Callable[..., list[Sent]]) -> None:
    (message,) = ask("Fenerbahçe maçı kaç kaç bitti?")
    assert message.text.startswith("Makale bunu söylemiyor.")
    if quotes := message.pieces(*QUOTES):
        assert message.text.index("En yakın yerler:") < message.text.index(quotes[0])
    (message,) = ask("Fenerbahçe maçı kaç kaç bitti?", language="en")
    assert message.text.startswith("The article does not say.")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("???", "Soru boş"),
        ("🙂🙂", "Soru boş"),
        ("a" * 5000, "Soru çok uzun (5000 karakter)"),
    ],
)
def test_what_is_no_question(ask: Callable[..., list[Sent]], question: str, answer: str) -> None:
    (message,) = ask(question)
    assert message.text.startswith(answer)


@pytest.mark.parametrize(
    "question",
    ["Aliyev " * 585, "🙂 " * 1300 + "lavrov ne dedi", "<b>*_[x](y)`&amp; Aliyev ne dedi?"],
)
def test_odd_questions_are_answered(ask: Callable[..., list[Sent]], question: str) -> None:
    assert ask(question)


def test_typing_is_shown_before_the_answer(api: BotApi, ask: Callable[..., list[Sent]]) -> None:
    before = len(api.calls)
    ask("Aliyev ne dedi?")
    methods = [call.method for call in api.calls[before:] if call.method != "getUpdates"]
    assert methods[0] == "sendChatAction"
    assert "sendMessage" in methods[1:]


def test_many_at_once_all_get_their_answer(api: BotApi, bot: Running) -> None:
    users = [User(next(_users)) for _ in range(20)]
    for user in users:
        api.push("lavrov ne dedi?", user)
    for user in users:
        (message,) = api.sent(1, user.id)
        assert "Sergey Lavrov" in message.text


def test_in_a_group_only_when_meant(api: BotApi, bot: Running) -> None:
    api.push("Aliyev ne dedi acaba?", chat=GROUP)
    api.push("/start@another_bot", chat=GROUP)
    api.push("/nosuchcommand", chat=GROUP)
    api.push("@another_bot Aliyev ne dedi?", chat=GROUP)
    api.push("/sor lavrov ne söyledi?", chat=GROUP)
    (commanded,) = api.sent(1, GROUP)
    assert "Lavrov" in commanded.text
    asked = api.push(f"@{str(BOT['username']).upper()} lavrov ne söyledi?", chat=GROUP)
    mentioned = api.sent(2, GROUP)[1]
    assert "Sergey Lavrov" in mentioned.text
    assert mentioned.params["reply_parameters"]["message_id"] == asked
    api.push("Peki Lavrov ne dedi?", chat=GROUP, reply_to=mentioned)
    assert "Sergey Lavrov" in api.sent(3, GROUP)[2].text
    api.push("/help", chat=GROUP)
    assert "/sor" in api.sent(4, GROUP)[3].text
    api.polled()
    assert len(api.sent(4, GROUP)) == 4


def test_no_token(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        assert bot.process.wait(20) == 2
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
        assert bot.process.wait(20) == 2
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
        assert bot.process.wait(20) == 2
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
        assert bot.process.wait(20) == 2
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
        assert bot.process.wait(20) == 2
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
        deadline = time.monotonic() + 30
        while bot.process.poll() is None and time.monotonic() < deadline:
            get_updates(api, 0)
            time.sleep(0.1)
        assert bot.process.wait(10) == 2
    assert "başka bir bot süreci" in bot.lines()[-1]
    assert "Traceback" not in bot.output()
    assert SECRET not in bot.output()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_nothing_comes_twice(home: Path, sign: int) -> None:
    with BotApi(TOKEN) as api:
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
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
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
        with running(tmp_path, **env) as bot:
            api.until(lambda: bool(api.calls))
            assert bot.stop() == 0
        assert "Traceback" not in bot.output()
        assert "destroyed" not in bot.output()


def test_a_library_torn_while_the_bot_runs(home: Path, tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
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
