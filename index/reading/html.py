"""Web pages: the article on them, without navigation, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from index.article import Article
from index.errors import FileEmpty, PageWithoutArticle
from index.reading.blocks import article_of, assemble
from index.reading.formats import Hints
from index.reading.fragments import KEY, noted
from index.reading.limits import Limits
from index.reading.text import text_of

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page states its charset
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")
# Who declares Latin-1 and writes Turkish means Latin-5; browsers read both as the code page of
# Windows that goes beyond it.
_LATIN = re.compile(
    r"(?:iso[-_]?8859[-_]?[19]|latin-?[15]|l[15]|(?:us-)?ascii|(?:x-)?(?:windows-|cp)125[24])$"
)
_MOST_BROKEN = 1 / 50  # share of letters beyond ASCII that may be broken in UTF-8
_BLOCKS = frozenset(["p", "head", "item", "cell", "quote", "code", "fw", "ab"])
_INVISIBLE = frozenset(
    ["script", "style", "noscript", "template", "head", "svg", "iframe", "object"]
)
_INLINE = frozenset(
    """a abbr b cite em font i mark q s small span strong sub sup time u wbr""".split()  # noqa: SIM905
)
_READS = re.compile(r"(?:\S+\s+){5}|[.!?…][\"'”’»)]*$")
"""What has five words or ends as a sentence does: navigation has neither."""
_LANGUAGE = re.compile(r"[a-z]{2}")


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of a web page.

    Raises `PageWithoutArticle` (`FileEmpty` for a file) where nothing on it reads as one, or
    `FileBinary`.
    """
    del limits  # the process that we run in has them
    from lxml import etree, html
    from trafilatura import bare_extraction

    page, encoding = decode(data, source, hints.charset)
    page = _PROLOGUE.sub("", page)
    empty = PageWithoutArticle(url=hints.url) if hints.url else FileEmpty(path=source)
    try:
        tree = html.document_fromstring(page)
    except etree.ParserError:  # not even an element
        raise empty from None
    found: Any = bare_extraction(
        page,
        url=hints.url or None,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None:
        raise empty
    text, spans = assemble(_blocks(found.body))
    if not any(_READS.search(span.of(text)) for span in spans):
        raise empty
    url = hints.url or (found.url or "")
    stated = {
        "format": "html",
        "encoding": encoding,
        "url": url,
        "origin": hints.origin,
        "outlet": found.sitename or _host(url),
        "author": found.author or "",
        "date": found.date or "",
        "language": _language(tree.get("lang") or ""),
        KEY: noted(text, _visible(tree)),
    }
    return article_of(text, spans, source, found.title or "", stated)


def decode(data: bytes, source: str, charset: str = "") -> tuple[str, str]:
    """Return the text of a page and its encoding.

    What is valid UTF-8 beyond ASCII is UTF-8, whatever anybody declares: nothing else looks like
    it. Then a byte order mark decides, the header (``charset``), the page itself, and last the
    bytes. Raises `FileBinary`.
    """
    declared = _DECLARED.search(data[:_HEAD])
    names = [charset, declared[1].decode("ascii") if declared else ""]
    stated = next((name.lower() for name in names if name), "")
    if stated in ("utf-8", "utf8"):
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken and broken <= _MOST_BROKEN * sum(c > "\x7f" for c in text):
            return text, "utf-8"  # a page cut inside a letter is no page in another encoding
    text, encoding = text_of(data, source)
    if encoding != "windows-1254" or not stated or _LATIN.match(stated):
        return text, encoding
    try:
        return data.decode(stated), stated
    except (LookupError, UnicodeDecodeError):
        return text, encoding


def _blocks(body: Any) -> Iterator[str]:  # noqa: ANN401  # lxml has no types
    """Yield the paragraphs under an element, in order."""
    if body.tag in _BLOCKS and not any(child.tag in _BLOCKS for child in body.iterdescendants()):
        yield _text(body)
        return
    if body.tag in _BLOCKS or body.tag in ("body", "div", "list", "row", "table"):
        yield body.text or ""
        for child in body:
            yield from _blocks(child)
            yield child.tail or ""
        return
    yield _text(body)


def _text(element: Any) -> str:  # noqa: ANN401
    """Return the text of an element; a line break stays one, other white space is one space."""
    lines = "".join(_in_order(element)).split("\0")
    return "\n".join(" ".join(line.split()) for line in lines)


def _in_order(element: Any) -> Iterator[str]:  # noqa: ANN401
    yield "\0" if element.tag == "lb" else ""
    yield element.text or ""
    for child in element:
        yield from _in_order(child)
        yield child.tail or ""


def _visible(tree: Any) -> str:  # noqa: ANN401
    """Return all that a page shows: the text that a browser would search."""
    return "".join(_shown(tree))


def _shown(element: Any) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(element.tag, str) or element.tag in _INVISIBLE:
        return
    between = "" if element.tag in _INLINE else " "
    yield between
    yield element.text or ""
    for child in element:
        yield from _shown(child)
        yield child.tail or ""
    yield between


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")


def _language(stated: str) -> str:
    found = _LANGUAGE.match(stated.lower())
    return found.group() if found else ""
