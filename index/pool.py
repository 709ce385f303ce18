"""Articles analysed in processes of their own, one a core: Python runs on one at a time.

A process is handed articles through a pipe and hands back rows; it ends when the pipe does, however
the process that started it ends. It is started afresh (spawned), since a copy of a process with
threads may never wake up.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import compress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING

from index.analysis import Analysed, analyse_all
from index.article import Article, Span
from index.encoder import StaticEncoder, load_encoder

if TYPE_CHECKING:
    from index.encoder import Encoder

CHUNK = 32
"""Articles that are handed over at once."""
_WAITING = 2  # chunks a process that are analysed before they are asked for

Pair = tuple[Article, Analysed | None]
_Handed = tuple[str, str, list[tuple[int, int]]]  # what of an article is looked at


def workers(encoder: Encoder) -> int:
    """Return how many processes help ``encoder``, 0 where they would not: one core, big models."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not everywhere is it known
        cores = os.cpu_count() or 1
    return cores if cores > 1 and isinstance(encoder, StaticEncoder) else 0


class Pool:
    """Processes that analyse articles for an encoder; close it when done."""

    def __init__(self, encoder: Encoder, count: int) -> None:
        self._encoder = encoder
        context = multiprocessing.get_context("spawn")
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._pipes: list[Connection] = []
        self._processes = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, encoder.name), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
            self._idle.put(ours)
        self._threads = ThreadPoolExecutor(count)

    def analysed(
        self, articles: Iterable[Article], known: Callable[[Article], bool]
    ) -> Iterator[Pair]:
        """Yield the articles in their order, with what is found in those that are not ``known``."""
        waiting: deque[tuple[list[Article], list[bool], Future[Sequence[Analysed]]]] = deque()
        for chunk in _chunks(articles):
            new = [not known(article) for article in chunk]
            handed = [
                (a.text, a.title, [(p.start, p.end) for p in a.paragraphs])
                for a in compress(chunk, new)
            ]
            waiting.append((chunk, new, self._threads.submit(self._ask, handed)))
            if len(waiting) > _WAITING * len(self._pipes):
                yield from _answered(waiting)
        while waiting:
            yield from _answered(waiting)

    def _ask(self, chunk: Sequence[_Handed]) -> Sequence[Analysed]:
        pipe = self._idle.get()
        try:
            pipe.send(chunk)
            found: Sequence[Analysed] | Exception = pipe.recv()
        except (EOFError, OSError):  # the process is gone: killed, or out of memory
            found = _analysed(chunk, self._encoder)
        finally:
            self._idle.put(pipe)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(cancel_futures=True)
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    chunk: list[Article] = []
    for article in articles:
        chunk.append(article)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _answered(
    waiting: deque[tuple[list[Article], list[bool], Future[Sequence[Analysed]]]],
) -> Iterator[Pair]:
    chunk, new, found = waiting.popleft()
    rows = iter(found.result())
    return (
        (article, next(rows) if fresh else None) for article, fresh in zip(chunk, new, strict=True)
    )


def _work(pipe: Connection, name: str) -> None:
    """Analyse what comes through ``pipe`` until it is closed."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        # The other cores have articles of their own; waking them for a few words takes longer.
        os.environ["TOKENIZERS_PARALLELISM"] = "false"
        encoder = load_encoder(name)
        # What is made for one article is gone with it: it needn't be looked for among all there is.
        gc.freeze()
        gc.set_threshold(100_000)
        while True:
            pipe.send(_analysed(pipe.recv(), encoder))


def _analysed(handed: Sequence[_Handed], encoder: Encoder) -> list[Analysed] | Exception:
    try:
        articles = [
            Article(text, title, "", tuple(Span(*ends) for ends in paragraphs))
            for text, title, paragraphs in handed
        ]
        return analyse_all(articles, encoder)
    except Exception as error:  # it is raised where the articles came from
        return error
