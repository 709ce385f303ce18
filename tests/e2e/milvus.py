"""A real Milvus server on loopback, for tests: milvus-lite in a process of its own.

Its data outlive it, so that it can be killed and started again. It takes one call at a time,
because milvus-lite doesn't stand two writers, or a reader while it writes its memory to disk.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sysconfig
import time
from pathlib import Path

import pytest

MILVUS = Path(sysconfig.get_path("scripts")) / "milvus-lite"
_STARTING = 60.0

needed = pytest.mark.skipif(
    not MILVUS.exists() or importlib.util.find_spec("pymilvus") is None,
    reason="needs milvus-lite and pymilvus: pip install '.[milvus]' milvus-lite",
)


class MilvusServer:
    """Started by ``start``; ``kill`` is as sudden as a power cut for the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"milvus://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        with (self._folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    MILVUS,
                    *("server", "--host", "127.0.0.1", "--port", str(self.port)),
                    *("--data-dir", self._folder / "data", "--max-workers", "1"),
                ],
                stdout=log,
                stderr=log,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        until = time.monotonic() + _STARTING
        while time.monotonic() < until:
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError((self._folder / "server.log").read_text())

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def log(self) -> str:
        return (self._folder / "server.log").read_text()
