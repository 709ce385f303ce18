"""A system in a process of its own, held to the same limits as all others. Linux only."""

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

GIB = 2**30
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "TOKENIZERS_RAYON_NUM_THREADS",
)
_LOOK = 0.5
"""Seconds between looks at the memory of children."""
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1"}


class OverTime(Exception):
    """The system had not answered when its time was up."""


class Died(Exception):
    """The process ended before it answered; the message is its last words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What each process gets: processors, GiB of memory, seconds for one request."""

    cores: int
    memory: int
    seconds: float

    def apply(self) -> None:
        """Limit the process that calls."""
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: self.cores])
        resource.setrlimit(resource.RLIMIT_DATA, (self.memory * GIB, self.memory * GIB))

    def environment(self, encoder: Path) -> dict[str, str]:
        """Return the variables of the process."""
        threads = dict.fromkeys(THREADS, str(self.cores))
        return {**os.environ, **threads, **OFFLINE, "BENCHMARK_ENCODER": str(encoder)}


class Process:
    """A running adapter (`adapters.serving`). Use it in a ``with``."""

    def __init__(
        self, command: Sequence[str | Path], limits: Limits, encoder: Path, log: Path
    ) -> None:
        self._limits, self._log, self._children = limits, log, 0
        with log.open("w", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=limits.environment(encoder),
                preexec_fn=limits.apply,
                start_new_session=True,
            )
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()
        try:
            self.versions: dict[str, str] = self._reply(lambda _: None)["versions"]
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # children and all
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def ask(self, step: Callable[[int], None] = lambda _: None, **request: object) -> Any:
        """Return the reply to a request. Raises `OverTime` or `Died`."""
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise Died(self._last_words()) from error
        return self._reply(step)

    @property
    def memory(self) -> int:
        """Bytes that the process has resident now."""
        return _kilobytes(f"/proc/{self._process.pid}/status", "VmRSS") * 1024

    @property
    def peak(self) -> int:
        """Bytes that it had resident at most, and its children with it, as far as was looked."""
        return (_kilobytes(f"/proc/{self._process.pid}/status", "VmHWM") + self._children) * 1024

    def _reply(self, step: Callable[[int], None]) -> Any:
        end = time.monotonic() + self._limits.seconds
        while True:
            try:
                line = self._lines.get(timeout=_LOOK)
            except Empty:
                if time.monotonic() > end:
                    raise OverTime from None
                held = (_kilobytes(f"{path}/smaps_rollup", "Pss:") for path in self._offspring())
                self._children = max(self._children, sum(held))
                continue
            if not line:
                raise Died(self._last_words())
            reply = json.loads(line)
            if "progress" not in reply:
                return reply
            step(reply["progress"])

    def _offspring(self) -> Iterator[Path]:
        """Yield the folders in /proc of the processes that it started, and of theirs."""
        found = [self._process.pid]
        while found:
            for listed in Path(f"/proc/{found.pop()}/task").glob("*/children"):
                with suppress(OSError):  # it has just ended
                    children = listed.read_text(encoding="ascii").split()
                    found += map(int, children)
                    yield from (Path(f"/proc/{child}") for child in children)

    def _read(self) -> None:
        assert self._process.stdout
        try:
            for line in self._process.stdout:
                self._lines.put(line)
        finally:
            self._lines.put("")

    def _last_words(self) -> str:
        return last_line(self._log.read_text(encoding="utf-8", errors="replace"))


def _kilobytes(path: str, key: str) -> int:
    """Return what /proc tells of a process; 0 where that has just ended."""
    try:
        lines = Path(path).read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)


def once(command: Sequence[str | Path], limits: Limits, encoder: Path) -> float:
    """Return the seconds of a whole process. Raises `OverTime` or `Died`.

    Exit code 1 is an answer too: that there is none.
    """
    start = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=limits.environment(encoder),
            preexec_fn=limits.apply,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OverTime from None
    if done.returncode not in (0, 1) or not done.stdout:
        raise Died(last_line(done.stderr))
    return time.perf_counter() - start


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "no message")
