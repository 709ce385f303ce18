"""Small parts: buttons, limits, settings, statistics, languages, folders."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FileMissing, FileUnreadable, OptionInvalid
from qa.messages import text
from qa.telegram.blocks import visible
from qa.telegram.buttons import LONGEST, Button, pack, steps, under_answer, unpack
from qa.telegram.commands import COMMANDS, NAMES, menu
from qa.telegram.libraries import folder_of
from qa.telegram.limits import Limits
from qa.telegram.pages import clipped, named
from qa.telegram.settings import _READ, BotSettings, bot_settings, shown
from qa.telegram.stats import memory, percentile

TOKEN = "42:AAE-not_A_real-Secret"  # noqa: S105


@given(st.sampled_from(["more", "by", "step"]), st.lists(st.integers(-(10**9), 10**15), max_size=3))
def test_buttons_carry_what_they_mean(verb: str, values: list[int]) -> None:
    data = pack(verb, *values)
    assert len(data.encode()) <= LONGEST
    assert unpack(data) == (verb, [str(v) for v in values])


@given(st.text())
def test_whatever_a_button_carries(data: str) -> None:
    verb, values = unpack(data)
    assert (verb, values) == ("", []) or pack(verb, *values) == data


def test_no_button_carries_too_much() -> None:
    huge = 10**18
    keyboards = [
        under_answer(huge, 10**6, answered=answered, language="tr") for answered in (True, False)
    ]
    keyboards.append((steps("by", "shared", huge, 10**6, at=10**6, count=10**7),))
    for button in (b for keyboard in keyboards for row in keyboard for b in row):
        assert 1 <= len(button.data.encode()) <= LONGEST
    with pytest.raises(ValueError):
        pack("verb", "ş")


def test_arrows_lead_somewhere() -> None:
    assert steps("x", at=0, count=1) == ()
    assert [b.label for b in steps("x", at=0, count=3)] == ["1 / 3", "›"]
    assert steps("x", 7, at=1, count=3)[0] == Button("‹", "x:7:0")
    assert [b.label for b in steps("x", at=2, count=3)] == ["‹", "3 / 3"]


def test_who_asks_too_fast_is_told_once_a_minute() -> None:
    now = [0.0]
    limits = Limits(BotSettings(questions_per_minute=2), lambda: now[0])
    assert [limits.judge(1) for _ in range(4)] == ["serve", "serve", "tell", "drop"]
    assert limits.judge(2) == "serve"
    now[0] = 59.0
    assert limits.judge(1) == "drop"
    now[0] = 61.0
    assert [limits.judge(1) for _ in range(4)] == ["serve", "serve", "tell", "drop"]


def test_what_limits_remember_is_bounded() -> None:
    now = [0.0]
    limits = Limits(BotSettings(), lambda: now[0])
    for user in range(30_000):
        now[0] += 0.1
        limits.judge(user)
    assert len(limits._times) <= 10_001


def test_who_is_served() -> None:
    limits = Limits(BotSettings(allowed=frozenset({1, -5}), admins=frozenset({2})))
    assert [limits.admits(user, chat) for user, chat in ((1, 1), (2, 2), (3, -5), (3, 3))] == [
        True,
        True,
        True,
        False,
    ]
    assert Limits(BotSettings(admins=frozenset({2}))).admits(3, 3)
    assert limits.admin(2)
    assert not limits.admin(1)


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for variable, _ in _READ.values():
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.delenv("MAKALE_BOT_CONFIG", raising=False)
    monkeypatch.setenv("MAKALE_HOME", str(tmp_path))
    return monkeypatch


def test_every_setting_can_be_set() -> None:
    assert {f.name for f in fields(BotSettings)} - {"data"} == set(_READ)


def test_the_environment_is_over_the_file(clean: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bot.toml").write_text(
        f'token = "{TOKEN}"\nallowed = [1, -100]\nworkers = 3\nprivate_addresses = true\n'
    )
    clean.setenv("MAKALE_BOT_WORKERS", "5")
    clean.setenv("MAKALE_BOT_ADMINS", " 7, 8 ")
    settings = bot_settings()
    assert settings.plausible
    assert (settings.allowed, settings.admins) == ({1, -100}, {7, 8})
    assert (settings.workers, settings.private_addresses, settings.data) == (5, True, tmp_path)
    lines = "\n".join(shown(settings))
    assert "Secret" not in lines + repr(settings)
    assert "\nallowed               -100, 1\n" in lines


@pytest.mark.parametrize(
    "line",
    [
        *("workers = 0", "workers = 1.5", "workers = true", 'workers = "x"', "log = 3"),
        *(
            'log = "LOUD"',
            "allowed = [1, true, []]",
            'allowed = "a"',
            'api_url = "x"',
            "nosuch = 1",
        ),
        *('webhook_url = "http://x"', 'webhook_url = "https://x/y"', 'webhook_secret = "short"'),
        *(
            'private_addresses = "maybe"',
            "token = 5",
            'language = "xx"',
            "library = 1",
            "= 1",
            "\x00",
        ),
    ],
)
def test_settings_that_are_none(clean: pytest.MonkeyPatch, tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises((OptionInvalid, FileUnreadable)):
        bot_settings(path)


def test_a_secret_is_not_told_with_an_error(clean: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(f'token = "{TOKEN}"\napi_url = "x{TOKEN}"\n')
    with pytest.raises(OptionInvalid) as caught:
        bot_settings(path)
    assert "Secret" not in str(caught.value)


def test_a_file_that_is_not_there(clean: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        bot_settings(tmp_path / "none.toml")


def test_percentiles_and_memory() -> None:
    assert percentile([], 95) == 0
    assert percentile([3, 1, 2], 50) == 2
    assert percentile(range(1, 101), 95) == 95
    assert memory() > 1 << 20


def test_commands_are_what_telegram_takes() -> None:
    for language in ("tr", "en"):
        for name, what in menu(language):  # type: ignore[arg-type]
            assert name in NAMES
            assert 1 <= len(what) <= 256
    assert len({c[0] for c in COMMANDS}) == len(COMMANDS)


@given(st.text())
def test_toasts_and_titles_stay_short(title: str) -> None:
    line = clipped(title, 40)
    assert len(line) <= 40
    assert "\n" not in line


def test_where_an_article_came_from_tells_no_path() -> None:
    assert named("/srv/secret/haber.txt") == "haber.txt"
    assert named(r"C:\\secret\\haber.txt") == "haber.txt"
    assert named("https://a.b/c?d") == "https://a.b/c?d"


def test_folders_are_named_by_numbers_alone() -> None:
    assert [folder_of(c) for c in (7, -7, -1001)] == ["u7", "g7", "g1001"]


def test_what_telegram_would_call_empty() -> None:
    assert not any(map(visible, ("", " \n", "\u200b\u2060", "\u202e")))
    assert visible("a\u200b")


@pytest.mark.parametrize("name", ["bot_stale", "bot_thanks", "bot_too_fast", "bot_closed"])
def test_what_is_shown_as_a_toast_fits_one(name: str) -> None:
    for language in ("tr", "en"):
        assert len(text(name, language, user=10**12)) <= 200  # type: ignore[arg-type]
