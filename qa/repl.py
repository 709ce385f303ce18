"""The chat in a terminal; plain lines in and out where it is not one.

Where a terminal asks, the library is opened in the background while the prompt is there; the first
question waits for it. From then on everything happens in the main thread, so that Ctrl-C stops what
is under way.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import MakaleError
from qa.chat_names import command_of
from qa.messages import error_text, text
from qa.settings import UiLanguage, data_folder

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from index.library import Library
    from qa.chat import Chat
    from qa.completing import Vocabulary


class Opening:
    """A library on its way: opened by a thread of its own, ``use`` waits for it."""

    def __init__(self, open_library: Callable[[], Library], ready: Callable[[], None]) -> None:
        self._open, self._ready = open_library, ready
        self._library: Library | None = None
        self._error: BaseException | None = None
        self._done = threading.Event()
        self.words: Vocabulary | None = None
        threading.Thread(target=self._work, name="opening", daemon=True).start()

    def _work(self) -> None:
        from qa.completing import vocabulary

        try:
            library = self._open()
            _ = library.derived
            library.encoder.queries(["ısınma"])
            self.words = vocabulary(library)
            self._library = library
        except BaseException as error:  # raised where it is waited for
            self._error = error
        self._done.set()
        self._ready()

    @property
    def done(self) -> bool:
        """Whether there is no more waiting: it is open, or can't be opened."""
        return self._done.is_set()

    @property
    def failed(self) -> bool:
        """Whether it can't be opened."""
        return self._error is not None

    def use(self) -> Library:
        """Return the library. Raises what opening it raised."""
        self._done.wait()
        if self._error is not None:
            raise self._error
        assert self._library is not None  # noqa: S101 - one of the two is there
        return self._library


def run(open_library: Callable[[], Library], language: UiLanguage) -> None:
    """Answer line by line until the end of input or ``:quit``.

    Raises what ``open_library`` raises.
    """
    if sys.stdin.isatty() and sys.stdout.isatty():
        _Terminal(open_library, language).run()
        return
    from qa.chat import Chat
    from qa.render import write

    with open_library() as library:
        chat = Chat(library, language)
        for line in sys.stdin:
            if line.strip():
                reply = _reply(chat, line.strip())
                if reply is None:
                    return
                write(reply + "\n")


def _reply(chat: Chat, line: str) -> str | None:
    """Return what to print for a line; None ends the chat."""
    from qa.chat_commands import obey

    try:
        return obey(chat, line) if line.startswith(":") else chat.ask(line)
    except MakaleError as error:
        return error_text(error, chat.language)


class _Terminal:
    """The chat at a prompt with editing, completion and a history that outlives it."""

    def __init__(self, open_library: Callable[[], Library], language: UiLanguage) -> None:
        self.language = language
        self.chat: Chat | None = None
        self.session = self._session()
        self.opening = Opening(open_library, self._opened)

    @property
    def words(self) -> Vocabulary:
        """What can be completed: nothing yet while the library is on its way."""
        from qa.completing import Vocabulary

        return self.opening.words or Vocabulary()

    def run(self) -> None:
        from qa.render import write

        write(text("welcome", self.language))
        for line in self._typed():
            try:
                reply = self._answered(line)
            except KeyboardInterrupt:
                reply = text("chat_stopped", self.language)
            if reply is None:
                break
            write(reply + "\n")
        if self.opening.done:
            self.opening.use().close()

    def _answered(self, line: str) -> str | None:
        from qa.chat import Chat
        from qa.completing import vocabulary
        from qa.render import ansi

        if self.chat is None:
            if command_of(line) == "quit":  # who leaves waits for nothing
                return None
            self.chat = Chat(self.opening.use(), self.language, ansi)
        reply = _reply(self.chat, line)
        self.language = self.chat.language
        if command_of(line.split()[0]) == "add":
            self.opening.words = vocabulary(self.chat.library)
        return reply

    def _typed(self) -> Iterator[str]:
        from prompt_toolkit.patch_stdout import patch_stdout

        while not self.opening.failed:
            try:
                with patch_stdout(raw=True):  # messages of the opening stand above the prompt
                    line = self.session.prompt(lambda: text("prompt", self.language))
            except KeyboardInterrupt:
                continue  # drops the line, as in a shell
            except EOFError:
                return
            if line.strip():
                yield line.strip()

    def _session(self) -> PromptSession[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.application import get_app
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.history import FileHistory

        from qa.completing import ChatCompleter

        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return PromptSession(
            history=FileHistory(str(folder / "history")),
            completer=ChatCompleter(lambda: self.words, lambda: self.language),
            complete_while_typing=Condition(lambda: get_app().current_buffer.text.startswith(":")),
            bottom_toolbar=self._state,
        )

    def _state(self) -> str:
        """Return the line below the prompt: what is asked, or that it is on its way."""
        if not self.opening.done or self.opening.failed:
            return text("chat_opening", self.language)
        count = len(self.words.articles)
        if self.chat is None or self.chat.articles is None:
            return text("chat_ready", self.language, n=count)
        chosen = [title for n, title in self.words.articles if n in self.chat.articles]
        return text("chat_using", self.language, n=count, titles="; ".join(chosen))

    def _opened(self) -> None:
        """Show at the prompt that the library is there, or leave it where there is none."""
        app = self.session.app
        if app.loop is None:
            return
        with suppress(Exception):  # the prompt may just have ended by itself
            if self.opening.failed:
                app.loop.call_soon_threadsafe(lambda: app.exit(exception=EOFError()))
            else:
                app.loop.call_soon_threadsafe(app.invalidate)
