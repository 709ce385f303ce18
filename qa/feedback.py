"""Thumbs from Telegram as data sets for ``qa evaluate`` (docs/evaluation.md has the form).

The bot keeps where the shown passages stand, not what they say: their words are looked up now, and
a row whose article was removed meanwhile is left out.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import shown
from index.errors import FileUnreadable, FolderUnwritable, LibraryMissing
from index.library import Library, holds_library, open_library
from index.places import Place as Where
from index.places import place_of
from qa.sources import opened
from qa.telegram.answers import Place, places_in
from qa.telegram.libraries import place_of_chat
from qa.telegram.places import cited_at


@dataclass(frozen=True, slots=True)
class Exported:
    """How many rows were written: thumbs up, thumbs down, and left out."""

    good: int
    todo: int
    skipped: int


def export(
    data: Path,
    shared: Where | str | None,
    target: Path,
    todo: Path,
    announce: Callable[[str], None],
) -> Exported:
    """Write the thumbs of all bots in the data folder ``data``: up to ``target``, down to ``todo``.

    ``shared`` is the place of the shared library, None for the default one. Raises
    `FileUnreadable` or `FolderUnwritable`, or what opening a library raises.
    """
    rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    skipped = 0
    for state in sorted(data.glob("telegram/*/state.sqlite")):
        with _Libraries(state.parent / "chats", shared, announce) as libraries:
            for good, chat, library, places, row in _thumbs(state):
                words = libraries.words(chat if library == "own" else None, places)
                if words is None:
                    skipped += 1
                    continue
                number = len(rows[good]) + 1
                rows[good].append(_row(row, words, number, good=good))
    _write(target, rows[True])
    _write(todo, rows[False])
    return Exported(len(rows[True]), len(rows[False]), skipped)


def _thumbs(
    state: Path,
) -> Iterator[tuple[bool, int, str, tuple[Place, ...], dict[str, Any]]]:
    try:
        with closing(sqlite3.connect(f"{state.absolute().as_uri()}?mode=ro", uri=True)) as sql:
            rows = sql.execute(
                "SELECT good, chat, library, places, question, answered, fingerprint, at "
                "FROM feedback ORDER BY at, turn, user"
            ).fetchall()
    except sqlite3.Error as error:
        raise FileUnreadable(path=state, reason=str(error)) from error
    for good, chat, library, places, question, answered, fingerprint, at in rows:
        date = time.strftime("%Y-%m-%d", time.gmtime(at))
        facts = {"question": question, "answered": bool(answered), "date": date}
        yield bool(good), chat, library, places_in(places), facts | {"library": fingerprint}


def _row(facts: dict[str, Any], words: list[str], number: int, *, good: bool) -> dict[str, Any]:
    answered = facts["answered"]
    gold = words if good and answered else []
    kind = ("feedback" if answered else "none-hard") if good else "todo"
    wrong = words if not good and answered else []
    return {
        "id": f"{'feedback' if good else 'todo'}-{number}",
        "question": facts["question"],
        "type": kind,
        "gold": gold,
        "not": wrong,
        "date": facts["date"],
        "library": facts["library"],
    }


class _Libraries:
    """The libraries that thumbs are about, each opened once."""

    def __init__(
        self, chats: Path, shared: Where | str | None, announce: Callable[[str], None]
    ) -> None:
        self._chats, self._announce = chats, announce
        self._shared = None if shared is None else place_of(shared)
        self._open: dict[int | None, Library | None] = {}

    def __enter__(self) -> _Libraries:
        return self

    def __exit__(self, *_: object) -> None:
        for library in self._open.values():
            if library is not None:
                library.close()

    def words(self, chat: int | None, places: tuple[Place, ...]) -> list[str] | None:
        """Return what stands at the places, None where one of their articles is gone."""
        if chat not in self._open:
            self._open[chat] = self._opened(chat)
        library = self._open[chat]
        if library is None:
            return None
        found = [cited_at(library, place) for place in places]
        if not all(found):
            return None
        return [shown(a.text[c.start : c.end]) for a, c in filter(None, found)]

    def _opened(self, chat: int | None) -> Library | None:
        if chat is None:
            try:
                return opened(self._shared, [], None, self._announce)
            except LibraryMissing:
                return None
        place = place_of_chat(self._shared, self._chats, chat)
        return open_library(place) if holds_library(place) else None


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise FolderUnwritable(path=path.parent, reason=error.strerror) from error
