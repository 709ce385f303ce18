"""Who said what in an article, and where an answer stands."""

from __future__ import annotations

from index.article import Article
from index.rows import Speaker
from index.statements import Statement
from index.turkish import tokens
from qa.phrases import Kind
from qa.question import understand
from qa.speakers import who as meant
from qa.telegram.answers import Given, LibraryName
from qa.telegram.blocks import Block, Outgoing, Piece, messages
from qa.telegram.buttons import Button, Keyboard, pack, steps
from qa.telegram.pages import ON_PAGE, clipped, pages, said_by, sources, speakers_of
from qa.telegram.turn import Turn


async def who(turn: Turn) -> None:
    """Show who speaks in an article; with a name behind the command, what that speaker says.

    It is the article in use, else the one of the last answer, else the only one there is.
    """
    found = await _article(turn)
    if found is None:
        await turn.tell("bot_no_answer_yet")
        return
    library, article = found
    loaded = await turn.office.desk.statements(turn.chat, library, article)
    if loaded is None:
        await turn.tell("bot_no_answer_yet")
        return
    text, said = loaded
    speaker = _named(turn.arguments, said)
    if speaker is None:
        await turn.say(*speakers(turn, library, article, text.title, said, 0))
    else:
        shown = said_by(text, said, speakers_of(said)[speaker][0], turn.language)
        await turn.say(shown[:1], _under(library, article, speaker, 0, len(shown)))


def speakers(
    turn: Turn,
    library: LibraryName,
    article: int,
    title: str,
    said: list[Statement],
    page: int,
) -> tuple[list[Outgoing], Keyboard]:
    """Return a page of the speakers of an article, each a button."""
    names = speakers_of(said)
    if not names:
        return [Outgoing(turn.text("bot_nobody_speaks", title=clipped(title)))], ()
    head = turn.text("bot_speakers", title=clipped(title))
    first = page * ON_PAGE
    rows = [
        (Button(f"{clipped(name, 40)} · {count}", pack("by", library, article, number, 0)),)
        for number, (name, count) in enumerate(names[first : first + ON_PAGE], start=first)
    ]
    arrows = steps("speak", library, article, at=page, count=pages(len(names)))
    return messages([Block(head, (Piece("bold", 0, len(head)),))]), (*rows, arrows)


async def speak(turn: Turn, library: str, article: str, page: str) -> bool:
    """Show another page of the speakers; False where there is no such article."""
    loaded = await _loaded(turn, library, article)
    if loaded is None:
        return False
    name, (text, said) = loaded
    await turn.put(*speakers(turn, name, int(article), text.title, said, int(page)))
    return True


async def by(turn: Turn, library: str, article: str, speaker: str, page: str) -> bool:
    """Show a page of what one speaker says; False where there is nothing of the kind."""
    loaded = await _loaded(turn, library, article)
    if loaded is None:
        return False
    name, (text, said) = loaded
    names, number = speakers_of(said), int(speaker)
    if not 0 <= number < len(names):
        return False
    shown = said_by(text, said, names[number][0], turn.language)
    at = min(max(int(page), 0), len(shown) - 1)
    await turn.put([shown[at]], _under(name, int(article), number, at, len(shown)))
    return True


async def under(turn: Turn, given: Given) -> bool:
    """Show who speaks in the article of an answer; False where it is gone."""
    cited = await turn.office.desk.cited(given)
    if not cited:
        return False
    article = cited[0][1].article
    loaded = await turn.office.desk.statements(turn.chat, given.library, article)
    if loaded is None:
        return False
    await turn.say(*speakers(turn, given.library, article, loaded[0].title, loaded[1], 0))
    return True


async def source(turn: Turn) -> None:
    """Show where the last answer stands, or the one that the command replies to."""
    answers = turn.office.state.answers
    replied = turn.message.reply_to_message if turn.message else None
    given = answers.showing(turn.chat, replied.message_id) if replied else None
    given = given or answers.find(turn.chat)
    if given is None or not await sources_of(turn, given):
        await turn.tell("bot_no_answer_yet")


async def sources_of(turn: Turn, given: Given) -> bool:
    """Show where an answer stands; False where its articles are gone."""
    cited = await turn.office.desk.cited(given)
    if not cited:
        return False
    await turn.say(sources(cited, turn.language))
    return True


async def _article(turn: Turn) -> tuple[LibraryName, int] | None:
    chat = turn.office.state.chats.find(turn.chat)
    shelf = await turn.office.desk.shelf(turn.chat)
    if chat.article.startswith("o"):
        return "shared", int(chat.article[1:])
    if chat.article:
        return "own", int(chat.article)
    if (last := turn.office.state.answers.find(turn.chat)) and last.places:
        return last.library, last.places[0].article
    if len(shelf.own) == 1:
        return "own", shelf.own[0].id
    if not shelf.own and len(shelf.shared) == 1:
        return "shared", shelf.shared[0].id
    return None


async def _loaded(
    turn: Turn, library: str, article: str
) -> tuple[LibraryName, tuple[Article, list[Statement]]] | None:
    if library not in ("own", "shared"):
        return None
    name: LibraryName = "own" if library == "own" else "shared"
    loaded = await turn.office.desk.statements(turn.chat, name, int(article))
    return (name, loaded) if loaded else None


def _named(words: str, said: list[Statement]) -> int | None:
    """Return the number of the speaker whom ``words`` mean, None where that is nobody."""
    if not words:
        return None
    names = [name for name, _ in speakers_of(said)]
    known = [Speaker(1, n, frozenset(t.word for t in tokens(n))) for n in names]
    kind: Kind = "speech"
    question = understand(f"{words} ne dedi?")
    found = meant(question, known) if question.kind == kind else None
    return names.index(found.name) if found and found.known and found.name in names else None


def _under(library: LibraryName, article: int, speaker: int, at: int, count: int) -> Keyboard:
    back = Button("↩", pack("speak", library, article, speaker // ON_PAGE))
    return steps("by", library, article, speaker, at=at, count=count), (back,)
