"""What the tab key completes in the chat: commands and what they take, names of the articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document

from index.turkish import fold
from qa.chat_names import NAMES, command_of
from qa.settings import UiLanguage

if TYPE_CHECKING:
    from index.library import Library

_MOST = 500_000
"""Characters of articles up to which all names in them are completed; of more only speakers."""
_SHORTEST = 2  # letters that are completed
_WORDS = 3  # before the cursor that may be the beginning of one name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names and titles of people and bodies, and the articles as (number, title)."""

    names: tuple[str, ...] = ()
    articles: tuple[tuple[int, str], ...] = ()


def vocabulary(library: Library) -> Vocabulary:
    """Return what can be completed in a library."""
    from index.speakers import entities

    entries = library.entries()
    names = dict.fromkeys(s.name for s in library.store.speakers())
    if sum(entry.characters for entry in entries) <= _MOST:
        for entry in entries:
            for e in entities(library.store.article(entry.id)):
                names |= dict.fromkeys((e.name, *e.titles))
    return Vocabulary(tuple(names), tuple((e.id, e.title) for e in entries))


class ChatCompleter(Completer):
    """Completes a line of the chat."""

    def __init__(self, words: Callable[[], Vocabulary], language: Callable[[], UiLanguage]) -> None:
        self._words, self._language = words, language
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Yield what the word before the cursor may become."""
        line = document.text_before_cursor.lstrip()
        if not line.startswith(":"):
            yield from self._names(line)
            return
        word, space, rest = line.partition(" ")
        command = command_of(word)
        if not space:
            yield from self._command(line)
        elif command in ("add", "save") and "://" not in rest:
            yield from self._paths.get_completions(Document(rest), event)
        elif command == "use":
            for number, title in self._words().articles:
                if fold(rest) in fold(title) or str(number).startswith(rest):
                    yield Completion(str(number), -len(rest), display=f"{number}  {title}")
        elif command == "language":
            yield from (Completion(c, -len(rest)) for c in ("tr", "en") if c.startswith(rest))

    def _command(self, typed: str) -> Iterator[Completion]:
        which = 0 if self._language() == "tr" else 1
        for names in NAMES.values():
            if any(fold(name).startswith(fold(typed)) for name in names):
                yield Completion(names[which], -len(typed))

    def _names(self, line: str) -> Iterator[Completion]:
        """Complete the last words: "lav" to "Lavrov", "ilham al" to "İlham Aliyev"."""
        words = line.split(" ")
        done: set[str] = set()
        for count in range(min(_WORDS, len(words)), 0, -1):
            typed = " ".join(words[-count:])
            if len(typed) < _SHORTEST:
                continue
            for name in self._words().names:
                rest = _from_word(name, typed)
                if rest and rest not in done and fold(rest) != fold(typed):
                    done.add(rest)
                    yield Completion(rest, -len(typed), display=name)


def _from_word(name: str, typed: str) -> str:
    """Return ``name`` from the word on that begins as typed, "" where none does."""
    parts = name.split(" ")
    rests = (" ".join(parts[i:]) for i in range(len(parts)))
    return next((rest for rest in rests if fold(rest).startswith(fold(typed))), "")
