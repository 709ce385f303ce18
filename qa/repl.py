"""The chat in a terminal; plain lines in and out where it is not one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.errors import InputError
from index.library import Library
from index.turkish import fold
from qa.answer import Answer
from qa.answering import answer
from qa.messages import error_text, text
from qa.render import Style, ansi, context, plain, terminal, write
from qa.settings import UiLanguage, data_folder, ui_language

_QUIT, _HELP, _SOURCE, _LANGUAGE = "quit", "help", "source", "lang"
# Folded, so that they work without Turkish letters too.
_COMMANDS = {
    ":quit": _QUIT, ":q": _QUIT, ":cik": _QUIT, ":exit": _QUIT,
    ":help": _HELP, ":yardim": _HELP, ":h": _HELP,
    ":source": _SOURCE, ":kaynak": _SOURCE, ":s": _SOURCE,
    ":lang": _LANGUAGE, ":dil": _LANGUAGE,
}  # fmt: skip


@dataclass(slots=True)
class _Chat:
    library: Library
    language: UiLanguage
    style: Style
    last: Answer | None = None


def run(library: Library, language: UiLanguage) -> None:
    """Answer line by line until the end of input or ``:quit``."""
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    chat = _Chat(library, language, ansi if interactive else plain)
    if interactive:
        write(text("welcome", language, n=len(library.entries())))
    for line in _typed(lambda: text("prompt", chat.language)) if interactive else sys.stdin:
        if not line.strip():
            continue
        reply = _reply(chat, line.strip())
        if reply is None:
            return
        write(reply + "\n")


def _reply(chat: _Chat, line: str) -> str | None:
    """Return what to print for a line; None ends the chat."""
    if line.startswith(":"):
        return _obey(chat, line)
    try:
        chat.last = answer(chat.library, line)
    except InputError as error:
        return error_text(error, chat.language)
    return terminal(chat.last, chat.language, chat.style)


def _obey(chat: _Chat, line: str) -> str | None:
    word, *rest = line.split()
    command = _COMMANDS.get(fold(word))
    if command == _QUIT:
        return None
    if command == _HELP:
        return text("chat_help", chat.language)
    if command == _SOURCE:
        return _source(chat, rest[0] if rest else "1")
    if command == _LANGUAGE:
        try:
            chat.language = ui_language(rest[0] if rest else None)
        except InputError as error:
            return error_text(error, chat.language)
        return text("chat_help", chat.language)
    return text("unknown_command", chat.language, command=word)


def _source(chat: _Chat, number: str) -> str:
    hits = (chat.last.passages or chat.last.nearest) if chat.last else ()
    if not number.isdecimal() or not 1 <= int(number) <= len(hits):
        return text("no_such_source", chat.language, n=number)
    citation = hits[int(number) - 1].citation
    return context(chat.library.store.article(citation.article), citation, chat.style)


def _typed(prompt: Callable[[], str]) -> Iterator[str]:
    """Yield what is typed, with editing and a history that outlives the chat."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    session: PromptSession[str] = PromptSession(history=FileHistory(str(folder / "history")))
    while True:
        try:
            yield session.prompt(prompt())
        except KeyboardInterrupt:
            continue  # drops the line, as in a shell
        except EOFError:
            return
