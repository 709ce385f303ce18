"""The commands of the terminal chat: each takes what stands behind it and returns what to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from index.errors import FolderUnwritable, InputError
from index.library import Library, open_library
from index.turkish import fold
from qa.chat import Chat
from qa.chat_names import command_of
from qa.console import progress
from qa.conversation import EMPTY
from qa.explaining import explained
from qa.messages import error_text, text
from qa.render import context, printable
from qa.settings import ui_language
from qa.transcript import markdown

_AROUND = 1  # paragraphs before and behind a passage that ":context" shows


def obey(chat: Chat, line: str) -> str | None:
    """Return what a line with a command prints; None ends the chat. Raises `MakaleError`."""
    word, _, rest = line.partition(" ")
    command = command_of(word)
    if not command:
        return text("unknown_command", chat.language, command=printable(word))
    return _COMMANDS[command](chat, rest.strip())


def _quit(_: Chat, __: str) -> None:
    return None


def _help(chat: Chat, _: str) -> str:
    return text("chat_help", chat.language)


def _language(chat: Chat, name: str) -> str:
    chat.language = ui_language(name or None)
    return text("chat_help", chat.language)


def _forget(chat: Chat, _: str) -> str:
    chat.memory = EMPTY
    return text("chat_forgotten", chat.language)


def _articles(chat: Chat, _: str) -> str:
    rows = []
    for entry in chat.library.entries():
        mark = "*" if chat.articles and entry.id in chat.articles else " "
        rows.append(printable(f"{mark}[{entry.id}] {entry.title}  ({entry.source})"))
    return "\n".join(rows) or text("empty_library", chat.language)


def _use(chat: Chat, names: str) -> str:
    """Ask only the articles of these numbers, or those whose title holds the words."""
    if not names:
        chat.articles = None
        return text("chat_asking_all", chat.language)
    entries = chat.library.entries()
    if all(name.isdecimal() for name in names.split()):
        wanted = {int(name) for name in names.split()}
        missing = wanted - {e.id for e in entries}
        chosen = [] if missing else [e.id for e in entries if e.id in wanted]
        names = str(min(missing)) if missing else names
    else:
        chosen = [e.id for e in entries if fold(names) in fold(e.title)]
    if not chosen:
        return text("no_such_article", chat.language, wanted=printable(names))
    chat.articles = tuple(chosen)
    return text("chat_asking", chat.language, titles=printable("; ".join(chat.titles())))


def _add(chat: Chat, source: str) -> str:
    """Add what is named; what is added is asked along with the rest."""
    from index.reading import Reader, find

    if not source:
        return _needs(chat, ":ekle haber.pdf", ":add news.pdf")
    files = list(find([str(Path(source).expanduser()) if "://" not in source else source]))
    lines: list[str] = []
    with Reader() as reader, progress("adding", chat.language, len(files)) as step:
        target = _writable(chat.library)
        try:
            for file in files:
                try:
                    (added,) = target.add([reader.read(file)])
                except InputError as error:
                    if len(files) == 1:
                        raise
                    reason = error_text(error, chat.language)
                    lines.append(text("skipped", chat.language, reason=reason))
                    continue
                finally:
                    step()
                name = "updated" if added.replaced else "added" if added.new else "known"
                lines.append(text(name, chat.language, id=added.id, title=printable(added.title)))
                if chat.articles is not None:
                    chat.articles = tuple(sorted({*chat.articles, added.id}))
            _ = target.derived
        finally:
            if target is not chat.library:
                target.close()
    return "\n".join(lines)


def _writable(library: Library) -> Library:
    """Return the library to write to: itself where it is in memory, else opened once more."""
    if library.path is None:
        return library
    return open_library(library.path, library.encoder, writable=True)


def _who(chat: Chat, _: str) -> str:
    numbers = [e.id for e in chat.library.entries()] if chat.articles is None else chat.articles
    said = chat.library.store.statements(numbers)
    counts = Counter(s.speaker for found in said.values() for s in found if s.speaker)
    lines = [
        text("chat_says", chat.language, speaker=printable(name), n=n)
        for name, n in counts.most_common()
    ]
    return "\n".join(lines) or text("chat_nobody", chat.language)


def _source(chat: Chat, number: str) -> str:
    return _context(chat, number, around=0)


def _context(chat: Chat, number: str, around: int = _AROUND) -> str:
    hit = _number(chat, number)
    if hit is None:
        return text("no_such_source", chat.language, n=printable(number))
    citation = chat.shown[hit].citation
    article = chat.library.store.article(citation.article)
    return context(article, citation, chat.style, around)


def _explain(chat: Chat, number: str) -> str:
    hit = _number(chat, number)
    if hit is None:
        return text("no_such_source", chat.language, n=printable(number))
    return explained(chat.library, chat.answers[-1], hit + 1, chat.language, chat.articles)


def _number(chat: Chat, number: str) -> int | None:
    """Return the index of the passage of that number in the last answer, the first unless given."""
    number = number or "1"
    known = number.isdecimal() and 1 <= int(number) <= len(chat.shown)
    return int(number) - 1 if known else None


def _save(chat: Chat, name: str) -> str:
    if not name:
        return _needs(chat, ":kaydet konuşma.md", ":save talk.md")
    if not chat.answers:
        return text("chat_nothing_to_save", chat.language)
    path = Path(name).expanduser()
    if path.exists() and path != chat.saved:
        return text("chat_file_exists", chat.language, path=path)
    making = path.with_name(f".{path.name}.part")
    try:
        making.write_text(markdown(chat.answers, chat.language), "utf-8")
        making.replace(path)
    except OSError as error:
        raise FolderUnwritable(path=path.parent, reason=error.strerror) from error
    chat.saved = path
    return text("chat_saved", chat.language, path=path, n=len(chat.answers))


def _needs(chat: Chat, turkish: str, english: str) -> str:
    example = turkish if chat.language == "tr" else english
    return text("chat_needs", chat.language, command=example.split()[0], example=example)


_COMMANDS: dict[str, Callable[[Chat, str], str | None]] = {
    "articles": _articles,
    "use": _use,
    "add": _add,
    "who": _who,
    "source": _source,
    "context": _context,
    "explain": _explain,
    "save": _save,
    "forget": _forget,
    "language": _language,
    "help": _help,
    "quit": _quit,
}
