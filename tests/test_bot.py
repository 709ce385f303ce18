"""What of the bot needs no server: secrets stay out of the log, settings are checked."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.telegram.logs import Discreet, report

ROOT = Path(__file__).parents[1]
SECRET = "AAE-not_A_real-Secret0123456789abcdefg"  # noqa: S105
TOKEN = f"424242:{SECRET}"


def logged(*args: object, error: BaseException | None = None) -> str:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "%s " * len(args), args, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    return Discreet({TOKEN, SECRET, ""}).format(record)


@given(st.text(), st.text())
def test_a_token_is_veiled_wherever_it_stands(before: str, behind: str) -> None:
    for form in (TOKEN, f"424242%3A{SECRET}", f"/bot{TOKEN}/getMe"):
        assert SECRET not in logged(f"{before}{form}{behind}")
        assert SECRET not in logged({"url": form}, form.encode())


def test_a_token_in_an_exception_and_in_its_causes_is_veiled() -> None:
    try:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError as cause:
            raise RuntimeError(f"The token `{TOKEN}` was rejected") from cause
    except RuntimeError as error:
        line = logged("stopped", error=error)
    assert "The token `…` was rejected" in line
    assert "ValueError" in line
    assert SECRET not in line


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("makale")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def test_words_that_may_quote_a_user_are_not_logged(log: io.StringIO) -> None:
    quoted = "gizli" + " soru"  # tracebacks show the lines of the program
    try:
        raise ValueError(quoted)
    except ValueError as error:
        report(error, (KeyError,))
    assert "ValueError" in log.getvalue()
    assert "test_bot.py" in log.getvalue()
    assert "gizli" not in log.getvalue()
    report(KeyError("Flood"), (KeyError,))
    assert "KeyError: 'Flood'" in log.getvalue()


HOOKS = """
import gc, logging, sys, threading, warnings
from qa.telegram.logs import Discreet, set_up
secret = sys.argv[1]
set_up("DEBUG", Discreet({secret}), ("telegram",))
def fail():
    raise ValueError(secret)
class Lost:
    def __del__(self):
        fail()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
Lost()
warnings.warn(secret)
logging.getLogger("telegram").debug("%s %s", secret)  # can't be formatted
logging.getLogger("telegram.ext").debug("spoken %s", secret)
fail()
"""


def test_no_way_to_standard_error_shows_a_secret() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOOKS, TOKEN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert SECRET not in done.stderr + done.stdout
    for word in ("thread stopped", "lost", "UserWarning", "spoken", "stopped\nTraceback"):
        assert word in done.stderr


def test_importing_the_bot_starts_nothing_heavy() -> None:
    heavy = "torch transformers sentence_transformers sklearn"
    code = f"import sys, bot; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
