"""The unmodified bot, a process of its own, for the end-to-end tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot_api import BotApi

ROOT = Path(__file__).parents[2]
SECRET = "AAE-not_A_real-Secret0123456789abcdefg"  # noqa: S105
TOKEN = f"424242:{SECRET}"
QUOTES = ("blockquote", "expandable_blockquote")
# Where the bot must be reached is loopback; nothing of the outer environment is wanted but this.
KEPT = ("PATH", "HOME", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")


@dataclass
class Running:
    """A bot that runs, or has run."""

    process: subprocess.Popen[bytes]
    log: Path
    home: Path

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def lines(self) -> list[str]:
        return self.output().splitlines()

    def stop(self, sign: int = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(180)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def data(self) -> Path:
        """Where the bot keeps its state and the libraries of chats."""
        return self.home / "telegram" / TOKEN.partition(":")[0]


@contextmanager
def running(folder: Path, name: str = "bot", **settings: str) -> Iterator[Running]:
    env = {key: os.environ[key] for key in KEPT if key in os.environ}
    env |= {"MAKALE_HOME": str(folder), "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"}
    log = folder / f"{name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "bot.py"],
            cwd=ROOT,
            env=env | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield Running(process, log, folder)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        sys.stdout.write(log.read_text(encoding="utf-8"))  # shown where the test fails


def reaching(api: BotApi, **settings: str) -> dict[str, str]:
    """Return settings with which a bot reaches the server of the test."""
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url} | settings
