"""The chat at a terminal, as people have it: a real process at a real pseudo-terminal."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

QA = Path(sys.executable).with_name("qa")
CTRL_C, CTRL_D, TAB = "\x03", "\x04", "\t"
READY = "1 m.?kale"  # below the prompt; only what differs from what stood there is sent
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r")


def _at_a_terminal():
    """Let Ctrl-C go to the process, and end it, also where the tests run in the background."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A process at a pseudo-terminal; what it shows is read without its control sequences."""

    def __init__(self, home, *arguments):
        self.end, inner = pty.openpty()
        self.process = subprocess.Popen(
            [QA, "chat", *map(str, arguments)],
            stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
            env={**os.environ, "MAKALE_HOME": str(home), "TERM": "xterm", "COLUMNS": "200"},
            preexec_fn=_at_a_terminal,
        )  # fmt: skip
        os.close(inner)
        self.text = ""

    def type(self, keys):
        os.write(self.end, keys.encode())

    def until(self, wanted, seconds=60):
        """Read until the pattern ``wanted`` is shown."""
        limit = time.monotonic() + seconds
        while not (found := re.search(wanted, self.text)):
            if not select.select([self.end], [], [], max(0, limit - time.monotonic()))[0]:
                raise AssertionError(f"{wanted!r} is not in {self.text!r}")
            try:
                new = os.read(self.end, 65536).decode("utf-8", "replace")
            except OSError:  # Linux says so at the end
                raise AssertionError(f"{wanted!r} is not in {self.text!r}") from None
            if "\x1b[6n" in new:
                self.type("\x1b[1;1R")  # where the cursor is
            self.text += _ESCAPES.sub("", new)
        self.text = self.text[found.end() :]

    def press_until(self, key, wanted):
        """Press ``key``, again where nothing comes of it, as one does at a slow machine."""
        for _ in range(20):
            self.type(key)
            with contextlib.suppress(AssertionError):
                return self.until(wanted, seconds=5)
        raise AssertionError(f"{wanted!r} is not in {self.text!r}")

    def ended(self):
        """Wait for the end; return the exit code."""
        limit = time.monotonic() + 30
        while self.process.poll() is None and time.monotonic() < limit:
            if select.select([self.end], [], [], 0.1)[0]:
                try:
                    self.text += _ESCAPES.sub(
                        "", os.read(self.end, 65536).decode("utf-8", "replace")
                    )
                except OSError:
                    break
        return self.process.wait(timeout=5)

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self.end)


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def start(*arguments):
        opened.append(Terminal(tmp_path, *arguments))
        return opened[-1]

    yield start
    for each in opened:
        each.close()


PROMPT = "soru>"


def test_a_conversation_with_completion(terminal):
    chat = terminal()
    chat.until(PROMPT)
    chat.until(READY)
    chat.type(f"Sergey Lav{TAB} ne dedi?\r")
    chat.until("kararlı olduklarını söyledi")
    chat.until(PROMPT)
    chat.type("Peki Aliyev?\r")
    chat.until(re.escape("“Aliyev ne dedi?” olarak anladım."))
    chat.until(PROMPT)
    chat.type(":çık\r")
    assert chat.ended() == 0


def test_ctrl_c_stops_what_is_under_way_and_not_the_program(terminal, tmp_path):
    fifo = tmp_path / "never"  # nobody ever writes to it
    os.mkfifo(fifo)
    chat = terminal()
    chat.until(READY)
    chat.type("yarım kalan" + CTRL_C)
    chat.until(PROMPT)
    chat.type(f":ekle {fifo}\r")
    chat.until("Ekleniyor")
    chat.press_until(CTRL_C, "Durduruldu")
    chat.until(PROMPT)
    chat.type("Lavrov ne dedi?\r")
    chat.until("kararlı olduklarını söyledi")
    chat.until(PROMPT)
    chat.type(CTRL_D)
    assert chat.ended() == 0


def test_a_library_that_cannot_be_opened_ends_the_chat_with_the_reason(terminal, tmp_path):
    chat = terminal("--library", tmp_path / "none")
    chat.until("kitaplık yok")
    assert chat.ended() == 2


def test_a_file_is_added_asked_and_forgotten_again(terminal, tmp_path):
    (tmp_path / "köprü.txt").write_text('Vali Ece Şen, "Köprü açıldı." dedi.', "utf-8")
    chat = terminal()
    chat.until(READY)
    chat.type(f":add {tmp_path / 'köprü.txt'}\r")
    chat.until("eklendi")
    chat.until(PROMPT)
    chat.type(":kullan köprü\r")
    chat.until("Sorulan")
    chat.type("Ece Şen ne dedi?\r")
    chat.until("Köprü açıldı")
    chat.until(PROMPT)
    chat.type("Lavrov ne dedi?\r")  # he is in the other article
    chat.until("bir söz yok")
    chat.until(PROMPT)
    chat.type(CTRL_D)
    assert chat.ended() == 0
