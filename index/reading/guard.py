"""Other people's parsers, in a process of their own.

A file from a stranger may be made to hang, to crash or to fill the memory of whoever parses it. The
process that does gets the bytes through a pipe and gives the article back through one; it can write
no file, has a limited memory, and is ended when its time is up. It parses one file after another,
and a new one takes its place when it is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import IO, Any

from index import errors
from index.article import Article, Span
from index.errors import FileTooCostly, InputError
from index.reading.formats import NO_HINTS, Hints
from index.reading.limits import LIMITS, Limits

_START = 20.0  # seconds that a process may take to begin, on a machine that is busy
_ANSWER = 16  # an answer may be so many times as long as the largest text: JSON escapes


class Guard:
    """A parsing process, started when it is first needed. Close it, or use it in ``with``."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def parse(self, data: bytes, source: str, hints: Hints = NO_HINTS) -> Article:
        """Make an article of the bytes of a file: `index.reading.formats.parse`, with limits.

        Raises errors under `InputError`; `FileTooCostly` where a limit was reached.
        """
        head = {"source": source, "size": len(data), "hints": asdict(hints)}
        answer = self._ask(json.dumps(head).encode() + b"\n" + data)
        if answer is None:
            limits = self._limits
            raise FileTooCostly(path=source, seconds=round(limits.seconds), megabytes=limits.memory)
        if name := answer.get("error"):
            raise _error(name, answer["facts"])
        return Article(
            answer["text"],
            answer["title"],
            source,
            tuple(Span(start, end) for start, end in answer["paragraphs"]),
            answer["metadata"],
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what it did not read any more
                    assert pipe is not None  # noqa: S101
                    pipe.close()

    def _ask(self, request: bytes) -> dict[str, Any] | None:
        """Send a request; return the answer, None where none came within the limits."""
        if self._process is None:
            self._process = _start(self._limits)
        process = self._process
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018  # pipes both
        if not _within(_START, process, stdout.readline) or not _within(
            self._limits.seconds, process, lambda: _write(stdin, request)
        ):
            self.close()
            return None
        most = self._limits.bytes * _ANSWER
        line = _within(self._limits.seconds, process, lambda: stdout.readline(most))
        if not line or not line.endswith(b"\n"):
            self.close()
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer


def _within(seconds: float, process: subprocess.Popen[bytes], work: Any) -> Any:  # noqa: ANN401
    """Return what ``work`` returns; the process, which it waits for, ends when the time is up."""
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        return work()
    finally:
        timer.cancel()


def _write(pipe: IO[bytes], data: bytes) -> bool:
    with contextlib.suppress(OSError):
        pipe.write(data)
        pipe.flush()
        return True
    return False


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry or str(os.getcwd()) for entry in sys.path)  # noqa: PTH109
    return subprocess.Popen(  # noqa: S603  # this program itself
        # -P: the folder that we happen to stand in is no place to import from.
        [sys.executable, "-P", "-m", "index.reading.worker", json.dumps(asdict(limits))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )


def _error(name: str, facts: dict[str, Any]) -> InputError:
    kind = getattr(errors, name)
    if not issubclass(kind, InputError):
        raise TypeError(f"not an error of an input: {name}")
    error: InputError = kind(**facts)
    return error
