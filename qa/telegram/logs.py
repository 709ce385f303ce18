"""Logging on standard error that never shows a secret.

The bot's token is in every address that it calls, so libraries log it and put it into exceptions.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Iterable

_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SILENT = logging.CRITICAL + 1
_LOG = logging.getLogger("makale")


class Discreet(logging.Formatter):
    """Veils secrets in all that is logged, exceptions with their causes included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORM)
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secrets."""
        return self.veil(super().format(record))

    def veil(self, line: str) -> str:
        """Return ``line`` without the secrets."""
        for secret in self._secrets:
            line = line.replace(secret, "…")
        return line


def set_up(level: str, formatter: logging.Formatter, quiet: Iterable[str]) -> None:
    """Log from ``level``; let nothing reach standard error but through the formatter.

    The loggers named in ``quiet`` speak only at level DEBUG: they may quote what users write.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in quiet:
        logging.getLogger(name).setLevel(level if level == "DEBUG" else _SILENT)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # it would print the arguments of what can't be logged
    sys.excepthook = lambda kind, error, trace: _LOG.critical(
        "stopped", exc_info=(kind, error, trace)
    )
    threading.excepthook = lambda hook: _LOG.critical("thread stopped", exc_info=hook.exc_value)
    sys.unraisablehook = lambda hook: _LOG.error("lost", exc_info=hook.exc_value)


def report(error: Exception, spoken: tuple[type[Exception], ...]) -> None:
    """Log what went wrong and where.

    The words of an error are logged only where it is one of ``spoken``: those of others may quote
    what a user wrote.
    """
    if isinstance(error, spoken):
        _LOG.error("%s: %s", type(error).__name__, error)
    else:
        trace = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("%s\n%s", type(error).__name__, trace.rstrip())
