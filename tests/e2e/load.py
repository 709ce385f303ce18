"""Many questions of many chats at once, and whether each was answered once and in its order."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bot_api import BotApi, Fault, Sent, User
from bot_process import QUOTES, Running

from index.encoder import load_encoder
from index.library import create
from index.reading import article_from_text

NAMES = (
    *("Yeşilova", "Karapınar", "Dumluca", "Ortahisar", "Bağlarbaşı"),
    *("Çamlıbel", "Sütlüce", "Gökçeada", "Ulukışla", "Fındıklı"),
)
_WAITED = re.compile(r"event=turn .* waited=([\d.]+) worked=([\d.]+)")


def library(folder: Path) -> Path:
    """Make a library in which each of ten questions has an answer of its own."""
    paragraphs = (
        f"{name} köprüsünü Vali Kemal Yılmaz {1990 + n} yılında törenle açtı."
        for n, name in enumerate(NAMES)
    )
    with create(folder, load_encoder("built-in")) as made:
        list(made.add([article_from_text("\n\n".join(paragraphs), "köprüler.txt")]))
        _ = made.derived
    return folder


@dataclass(frozen=True)
class Verdict:
    """What became of the questions: how many were never answered, twice, out of order."""

    lost: int
    twice: int
    disordered: int


class Load:
    """Questions of ``chats`` chats, ``each`` of every one."""

    def __init__(self, chats: int, each: int, seed: int = 1) -> None:
        self._rng = random.Random(seed)
        self.asked = {
            1000 + chat: self._rng.sample(NAMES * (each // len(NAMES) + 1), each)
            for chat in range(chats)
        }
        self.total = chats * each

    def push(self, api: BotApi) -> None:
        """Send all of them, chats mixed, at full speed."""
        order = [chat for chat, names in self.asked.items() for _ in names]
        self._rng.shuffle(order)
        places: Counter[int] = Counter()
        for chat in order:
            api.push(f"{self.asked[chat][places[chat]]} köprüsünü kim açtı?", User(chat))
            places[chat] += 1

    def faults(self, share: float = 0.05) -> Any:
        """Return what answers a share of the requests with 429 or 5xx."""
        rng = random.Random(2)

        def fault(method: str, params: dict[str, Any]) -> Fault | None:
            if method not in ("sendMessage", "getUpdates") or rng.random() >= share:
                return None
            return Fault(rng.choice((429, 429, 500, 502, 503)))

        return fault

    def wait(self, api: BotApi, timeout: float) -> None:
        """Wait until every question has an answer."""

        def done() -> bool:
            given = answers(api)
            return not any(
                Counter(names) - Counter(given.get(chat, ())) for chat, names in self.asked.items()
            )

        api.until(done, timeout, "answers to all")

    def verdict(self, api: BotApi) -> Verdict:
        """Look at what was answered."""
        given, lost, twice, disordered = answers(api), 0, 0, 0
        for chat, names in self.asked.items():
            got = given.get(chat, [])
            lost += sum((Counter(names) - Counter(got)).values())
            twice += sum((Counter(got) - Counter(names)).values())
            once = [name for i, name in enumerate(got) if i == 0 or got[i - 1] != name]
            wanted = [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]
            disordered += once != wanted
        return Verdict(lost, twice, disordered)


def answers(api: BotApi) -> dict[int, list[str]]:
    """Return what each chat was answered, in order: the name in the first passage."""
    found: dict[int, list[str]] = {}
    for sent in api.sent(0):
        found.setdefault(sent.chat, []).append(about(sent))
    return found


def about(sent: Sent) -> str:
    """Return which question a message answers."""
    quote = sent.pieces(*QUOTES)[0]
    return next(name for name in NAMES if quote.startswith(name))


def uncertain(api: BotApi, bot: Running) -> int:
    """Return how many messages Telegram had accepted of which a killed bot did not know."""
    with sqlite3.connect(bot.data / "state.sqlite") as state:
        known = state.execute(
            "SELECT count(*) FROM turns WHERE body IS NULL OR json_array_length(sent) > 0"
        ).fetchone()[0]
    return len(api.sent(0)) - int(known)


def killing(bot: Running, at: int, otherwise: Any) -> Any:
    """Return a fault that kills the bot at its ``at``-th message, before that is accepted."""
    numbers = count(1)

    def fault(method: str, params: dict[str, Any]) -> Fault | None:
        if method == "sendMessage" and next(numbers) == at:
            bot.process.kill()
            return Fault(500)
        return None if bot.process.poll() is not None else otherwise(method, params)

    return fault


def times(bot: Running) -> tuple[list[float], list[float]]:
    """Return the seconds that turns waited, and those that they took, from the log."""
    found = _WAITED.findall(bot.output())
    return [float(w) for w, _ in found], [float(t) for _, t in found]
