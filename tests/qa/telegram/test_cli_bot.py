"""``qa bot`` and ``qa feedback`` on the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
TOKEN = "42:AAE-not_A_real-Secret0123"  # noqa: S105


def run(home: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "PYTHONPATH") if k in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | {"MAKALE_HOME": str(home)} | settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


QA = ("-c", "from qa.cli import app; app()")


def test_the_check_prints_settings_without_secrets(tmp_path: Path) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "MAKALE_BOT_ADMINS": "7"}
    done = run(tmp_path, *QA, "bot", "--check", **settings)
    assert done.returncode == 0
    assert "admins                7\n" in done.stdout
    assert done.stdout.endswith("Ayarlar geçerli.\n")
    assert "Secret" not in done.stdout + done.stderr


def test_the_check_of_what_can_not_be_used(tmp_path: Path) -> None:
    for settings, word in (
        ({}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "x"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "MAKALE_BOT_WORKERS": "0"}, "MAKALE_BOT_WORKERS"),
        ({"MAKALE_BOT_CONFIG": str(tmp_path / "none.toml")}, "none.toml"),
    ):
        done = run(tmp_path, *QA, "bot", "--check", **settings)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert word in line


def test_both_ways_to_start_are_the_same(tmp_path: Path) -> None:
    first, second = run(tmp_path, "bot.py"), run(tmp_path, *QA, "bot")
    assert first.returncode == second.returncode == 2
    assert first.stderr == second.stderr
    assert "TELEGRAM_BOT_TOKEN" in first.stderr


def test_no_feedback_yet(tmp_path: Path) -> None:
    target = tmp_path / "good.jsonl"
    done = run(tmp_path, *QA, "feedback", "export", str(target), "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "There are no thumbs yet.\n")
    assert target.read_text() == ""
    assert (tmp_path / "good.todo.jsonl").exists()
    done = run(tmp_path, *QA, "feedback", "export", str(tmp_path / "no" / "x.jsonl"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_help_imports_no_telegram() -> None:
    code = (
        "import sys\nfrom qa.cli import app\n"
        "try:\n    app(['bot', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('telegram', 'httpx', 'tornado', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
