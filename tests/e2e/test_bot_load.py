"""Many chats at once, a Telegram that refuses, and ``kill -9``: each question is answered once."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from bot_api import BotApi, Fault, User
from bot_process import TOKEN, reaching, running
from load import Load, answers, killing, library, uncertain

CHATS, EACH = 40, 10
PATIENCE = 300.0


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return {
        "MAKALE_LIBRARY": str(library(tmp_path_factory.mktemp("load") / "library")),
        "MAKALE_BOT_QUESTIONS_PER_MINUTE": "10000",
        "MAKALE_BOT_MESSAGES_PER_SECOND": "1000",
    }


def test_each_question_is_answered_once_and_in_order(
    tmp_path: Path, options: dict[str, str]
) -> None:
    load = Load(CHATS, EACH)
    with BotApi(TOKEN) as api:
        api.fault = load.faults()
        load.push(api)
        with running(tmp_path, **reaching(api, **options)) as bot:
            load.wait(api, PATIENCE)
            api.fault = lambda method, params: None
            api.polled()
            assert bot.stop() == 0
        verdict = load.verdict(api)
        assert (verdict.lost, verdict.twice, verdict.disordered) == (0, 0, 0)
        statuses = {call.status for call in api.calls if call.method == "sendMessage"}
        assert {200, 429} < statuses
        assert api.violations == []


def test_kill_9_during_the_load(tmp_path: Path, options: dict[str, str]) -> None:
    """Three deaths: nothing is lost, and twice comes at most what Telegram alone knew of."""
    load, rng = Load(CHATS, EACH, seed=3), random.Random(4)
    none = lambda method, params: None  # noqa: E731
    unsure = 0
    with BotApi(TOKEN) as api:
        load.push(api)
        for _ in range(3):
            with running(tmp_path, **reaching(api, **options)) as bot:
                api.fault = killing(bot, rng.randrange(10, 80), load.faults())
                bot.process.wait(PATIENCE)
                unsure += uncertain(api, bot)
        api.fault = none
        before = api.sent(1)[0]
        with running(tmp_path, **reaching(api, **options)) as bot:
            load.wait(api, PATIENCE)
            api.polled()
            verdict = load.verdict(api)
            assert verdict.lost == 0
            assert verdict.twice <= unsure
            assert verdict.disordered == 0
            user = User(before.chat)  # buttons from before still work
            assert api.pressed(api.press(before.buttons["Kaynak"], before, user)) == ""
            assert bot.stop() == 0
        assert api.violations == []


def test_what_comes_again_is_not_answered_again(tmp_path: Path, options: dict[str, str]) -> None:
    """The bot dies when it has answered, and before it could tell Telegram what it has got."""
    with BotApi(TOKEN) as api:
        with running(tmp_path, **reaching(api, **options)) as bot:
            api.polled()
            api.push("Yeşilova köprüsünü kim açtı?", User(1))
            while "event=turn" not in bot.output():
                time.sleep(0.05)
            bot.kill()
        api.repeat()
        with running(tmp_path, **reaching(api, **options)) as bot:
            api.push("Dumluca köprüsünü kim açtı?", User(1))
            api.sent(2)
            api.polled()
            assert answers(api)[1] == ["Yeşilova", "Dumluca"]
            assert bot.stop() == 0


def test_an_answer_whose_acceptance_got_lost_comes_again(
    tmp_path: Path, options: dict[str, str]
) -> None:
    """The one case in which it may: the connection broke before Telegram said that it took it."""
    broken = iter([Fault(lost=True)])
    with BotApi(TOKEN) as api:
        api.fault = lambda method, params: next(broken, None) if method == "sendMessage" else None
        with running(tmp_path, **reaching(api, **options)) as bot:
            api.push("Yeşilova köprüsünü kim açtı?", User(1))
            api.push("Dumluca köprüsünü kim açtı?", User(1))
            api.sent(3)
            api.polled()
            assert answers(api)[1] == ["Yeşilova", "Yeşilova", "Dumluca"]
            assert bot.stop() == 0


def test_shutdown_finishes_what_it_began(tmp_path: Path, options: dict[str, str]) -> None:
    load = Load(10, 10, seed=5)
    with BotApi(TOKEN) as api:
        load.push(api)
        for _ in range(2):
            with running(tmp_path, **reaching(api, **options)) as bot:
                given = len(api.sent(0))
                api.sent(given + 10)
                assert bot.stop() == 0
                assert "Traceback" not in bot.output()
                assert uncertain(api, bot) == 0
        with running(tmp_path, **reaching(api, **options)) as bot:
            load.wait(api, PATIENCE)
            api.polled()
            assert bot.stop() == 0
        verdict = load.verdict(api)
        assert (verdict.lost, verdict.twice, verdict.disordered) == (0, 0, 0)
