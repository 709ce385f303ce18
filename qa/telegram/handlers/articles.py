"""A chat's articles: listed, chosen, added, removed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

from telegram import Document
from telegram.error import BadRequest, InvalidToken, TelegramError

from index.article import Article
from index.errors import ArticleUnknown, InputError, LibraryUnreachable, MakaleError
from qa.messages import error_text
from qa.telegram.blocks import Outgoing
from qa.telegram.buttons import Button, Keyboard, pack, steps
from qa.telegram.courier import Closing
from qa.telegram.logs import report
from qa.telegram.pages import ON_PAGE, Shelf, articles, clipped, named, pages
from qa.telegram.turn import Turn

_NUMBER = re.compile(r"o?[1-9]\d{0,8}", re.ASCII)
_ALL = ("hepsi", "all", "0")
_LINK = re.compile(r"https?://\S+", re.ASCII | re.IGNORECASE)
_BUTTON = 40  # characters of a title on a button
_LOADING = 60.0  # seconds for a file to come from Telegram


async def listed(turn: Turn) -> None:
    """List the articles."""
    await turn.say(*await _list(turn, 0))


async def page(turn: Turn, number: str) -> bool:
    """Show another page of the list."""
    await turn.put(*await _list(turn, int(number)))
    return True


async def use(turn: Turn) -> None:
    """Ask one article only, or all again; without a number offer them."""
    if turn.arguments:
        await choose(turn, turn.arguments.lower())
    else:
        shelf = await turn.office.desk.shelf(turn.chat)
        every = Button(turn.text("bot_button_all"), pack("use", "all"))
        await turn.tell("bot_use_which", (*_buttons(shelf, "use"), (every,)))


async def choose(turn: Turn, number: str) -> bool:
    """Ask the article of that number only from now on."""
    remember = turn.office.state.chats.remember
    if number in _ALL:
        remember(turn.chat, article="")
        await turn.tell("bot_use_all")
        return True
    title = await _title(turn, number)
    if title is None:
        await turn.tell("bot_no_such_article", number=clipped(number, 20))
    else:
        remember(turn.chat, article=number)
        await turn.tell("bot_use", title=title)
    return True


async def add(turn: Turn) -> None:
    """Add an article: a link, a file with the command as its caption, or one that is replied to."""
    message = turn.message
    replied = message.reply_to_message if message else None
    document = (message and message.document) or (replied and replied.document)
    if turn.edited:
        await turn.tell("bot_add_what")
    elif link := _LINK.search(turn.arguments):
        url = link[0]
        await _add(turn, url, lambda: turn.office.desk.fetch(url))
    elif document:
        await _document(turn, document)
    else:
        await turn.tell("bot_add_what")


async def document(turn: Turn) -> None:
    """Add a file that was sent."""
    if turn.message and turn.message.document and not turn.edited:
        await _document(turn, turn.message.document)


async def remove(turn: Turn) -> None:
    """Ask whether an article shall go; without a number offer them."""
    if turn.arguments:
        await sure(turn, turn.arguments.lower())
        return
    shelf = await turn.office.desk.shelf(turn.chat)
    if shelf.own:
        await turn.tell("bot_remove_which", _buttons(Shelf(shelf.own, ()), "drop"))
    else:
        await listed(turn)


async def sure(turn: Turn, number: str) -> bool:
    """Ask once more before an article goes."""
    title = await _title(turn, number)
    if title is None:
        await turn.tell("bot_no_such_article", number=clipped(number, 20))
    elif number.startswith("o"):
        await turn.tell("bot_remove_shared")
    elif not await turn.may_change():
        await turn.tell("bot_only_admins")
    else:
        yes = Button(turn.text("bot_button_sure"), pack("gone", number))
        no = Button(turn.text("bot_button_keep"), pack("keep"))
        await turn.tell("bot_remove_sure", ((yes, no),), title=title)
    return True


async def gone(turn: Turn, number: str) -> bool:
    """Remove an article for good."""
    title = await _title(turn, number)
    if title is None or number.startswith("o"):
        return False
    if not await turn.may_change():
        await turn.put([Outgoing(turn.text("bot_only_admins"))])
        return True
    try:
        await turn.office.desk.remove(turn.chat, int(number))
    except ArticleUnknown:
        return False
    if turn.office.state.chats.find(turn.chat).article == number:
        turn.office.state.chats.remember(turn.chat, article="")
    await turn.put([Outgoing(turn.text("bot_removed", title=title))])
    return True


async def _list(turn: Turn, number: int) -> tuple[list[Outgoing], Keyboard]:
    shelf = await turn.office.desk.shelf(turn.chat)
    count = pages(len(shelf.numbered()))
    at = min(max(number, 0), count - 1)
    selected = turn.office.state.chats.find(turn.chat).article
    return [articles(shelf, selected, at, turn.language)], (steps("page", at=at, count=count),)


def _buttons(shelf: Shelf, verb: str) -> Keyboard:
    return tuple(
        (Button(f"{number}  {clipped(entry.title, _BUTTON)}", pack(verb, number)),)
        for number, entry in shelf.numbered()[:ON_PAGE]
    )


async def _title(turn: Turn, number: str) -> str | None:
    """Return the title of an article that the chat can ask."""
    if not _NUMBER.fullmatch(number):
        return None
    shelf = await turn.office.desk.shelf(turn.chat)
    found = dict(shelf.numbered()).get(number)
    return clipped(found.title) if found else None


async def _document(turn: Turn, found: Document) -> None:
    name = clipped(named(found.file_name or "")) or "?"
    limit = turn.office.settings.megabytes_per_file
    if found.file_size and found.file_size > limit << 20:
        await turn.tell("bot_file_large", file=name, limit=limit)
        return
    courier = turn.office.courier

    async def read() -> Article:
        async with asyncio.timeout(_LOADING):
            file = await courier.insist(lambda: courier.bot.get_file(found.file_id))
            data = await courier.insist(file.download_as_bytearray)
        return await turn.office.desk.read(bytes(data), name)

    await _add(turn, name, read)


async def _add(turn: Turn, name: str, reading: Callable[[], Awaitable[Article]]) -> None:
    """Read and take in an article, and say in one message how far that is."""
    if refusal := await _quota(turn):
        await turn.say([refusal])
        return
    number = await turn.tell("bot_indexing", file=clipped(name))
    try:
        async with turn.office.courier.typing(turn.chat):
            outcome = await _take_in(turn, await reading())
    except InputError as error:
        outcome = Outgoing(error_text(error, turn.language))
    except (BadRequest, InvalidToken, TimeoutError):  # 404 for a file that has expired
        outcome = Outgoing(turn.text("bot_file_gone"))
    except (Closing, TelegramError):
        raise
    except Exception as error:
        report(error, (MakaleError,))
        away = isinstance(error, LibraryUnreachable)
        outcome = Outgoing(turn.text("bot_library_away" if away else "bot_failed"))
    await turn.change([number], [outcome])


async def _quota(turn: Turn) -> Outgoing | None:
    settings, shelf = turn.office.settings, await turn.office.desk.shelf(turn.chat)
    if len(shelf.own) >= settings.articles_per_chat:
        return Outgoing(turn.text("bot_quota_articles", limit=settings.articles_per_chat))
    if turn.office.state.chats.added_today(turn.chat) >= settings.articles_per_day:
        return Outgoing(turn.text("bot_quota_day", limit=settings.articles_per_day))
    return None


async def _take_in(turn: Turn, article: Article) -> Outgoing:
    settings, desk = turn.office.settings, turn.office.desk
    shelf = await desk.shelf(turn.chat)
    held = sum(entry.characters for entry in shelf.own) + len(article.text)
    if held > settings.megabytes_per_chat << 20:
        return Outgoing(turn.text("bot_quota_size", limit=settings.megabytes_per_chat))
    added, passages = await desk.add(turn.chat, article)
    facts = {"number": added.id, "title": clipped(added.title), "passages": passages}
    if not added.new:
        return Outgoing(turn.text("bot_known", **facts))
    turn.office.state.chats.added_today(turn.chat, 1)
    return Outgoing(turn.text("bot_added", **facts))
