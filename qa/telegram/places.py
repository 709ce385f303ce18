"""Where the passages of an answer stand, so that its buttons find them again later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from index.article import Article, Span
from index.errors import LibraryDamaged
from index.library import Library
from index.passages import Passage
from qa.answer import Answer, Citation, Hit, cite
from qa.memory import Memory
from qa.telegram.answers import LibraryName, Place


def chosen(article: str) -> tuple[LibraryName, int] | None:
    """Return library and number of the article in use: "3", or "o3" of the shared one."""
    if not article:
        return None
    return ("shared", int(article[1:])) if article.startswith("o") else ("own", int(article))


def memories_in(memory: str) -> dict[LibraryName, Memory]:
    """Return the conversations of a chat, one with each library, from JSON."""
    found = json.loads(memory)
    names: tuple[LibraryName, ...] = ("own", "shared")
    return {n: Memory.from_json(found[n]) for n in names if n in found}


def shown(answer: Answer) -> tuple[Hit, ...]:
    """Return the passages that answer, or else those that came nearest."""
    return answer.passages or answer.nearest


def where(hit: Hit) -> tuple[int, int, int]:
    """Return article, start and end of a passage."""
    return hit.citation.article, hit.citation.start, hit.citation.end


def fingerprint(library: Library) -> str:
    """Return 16 hexadecimal digits that change with what a library holds and was made with."""
    facts = (library.store.manifest, library.store.revision)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def places_of(library: Library, hits: Sequence[Hit]) -> tuple[Place, ...]:
    """Return where passages stand."""
    digests = {n: library.store.article(n).digest[:16] for n in {h.citation.article for h in hits}}
    return tuple(
        Place(c.article, digests[c.article], c.paragraph, c.start, c.end)
        for c in (h.citation for h in hits)
    )


def cited_at(library: Library, place: Place) -> tuple[Article, Citation] | None:
    """Return an article with the citation of a place, None where it is not there any more."""
    try:
        article = library.store.article(place.article)
    except LibraryDamaged:  # gone
        return None
    if article.digest[:16] != place.digest:
        return None
    span = Span(place.start, place.end)
    passage = Passage(span, (span,), place.paragraph, article.lines(span), article.page(span))
    return article, cite(article, place.article, span, passage)
