"""Who said what in some articles, as a list: for ``qa statements``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.article import Article, shown
from index.library import Library
from index.rows import Speaker, called, names_of
from index.sentences import sentences
from index.speech.known import Entity
from index.statements import Kind, Statement, read
from index.tokenised import tokenised
from qa.answer import Citation, Silence
from qa.question import understand
from qa.speakers import mentioned, who


@dataclass(frozen=True, slots=True)
class Heard:
    """An article with what is said in it and whom it names."""

    number: int
    article: Article
    statements: Sequence[Statement]
    entities: Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it is shown.

    ``speaker`` is "" where nobody could be found; ``titles`` are those that the article gives them;
    ``cue`` is the verb of saying, "" where there is none.
    """

    speaker: str
    titles: tuple[str, ...]
    kind: Kind
    cue: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Listing:
    """All statements, or those of one ``speaker``, in the order of the articles.

    ``silence`` tells why there are none of the speaker that was asked for.
    """

    speaker: str | None
    statements: tuple[Told, ...]
    silence: Silence | None

    def as_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return asdict(self)

    def by_speaker(self) -> dict[str, list[Told]]:
        """Return the statements by who said them, in the order of the first of each."""
        groups: dict[str, list[Told]] = {}
        for told in self.statements:
            groups.setdefault(told.speaker, []).append(told)
        return groups


def heard(articles: Iterable[Article]) -> Iterator[Heard]:
    """Read articles that are in no library, numbered from 1."""
    for number, article in enumerate(articles, start=1):
        found = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
        yield Heard(number, article, *read(article, found))


def kept(library: Library) -> Iterator[Heard]:
    """Return the articles of a library with what was found when they were added."""
    with library.store.snapshot():
        for number, _ in library.store.titles():
            statements = library.store.statements([number])[number]
            entities = library.store.entities([number])[number]
            yield Heard(number, library.store.article(number), statements, entities)


def listing(articles: Sequence[Heard], speaker: str | None = None) -> Listing:
    """List what is said in ``articles``, or what a ``speaker`` says, named as in a question.

    Raises `QuestionEmpty` or `QuestionTooLong` for a name that is none.
    """
    if speaker is None:
        return Listing(None, tuple(t for h in articles for t in _told(h, h.statements)), None)
    question = understand(f"{understand(speaker).text} ne dedi?")
    asked = who(question, [s for h in articles for s in _speakers(h)])
    if not asked.known:
        there = mentioned(question, [e for h in articles for e in _named(h)])
        if there.mentioned:
            return Listing(there.name, (), "mentioned")
        return Listing(asked.name or speaker, (), "absent")
    return Listing(
        asked.name,
        tuple(
            told
            for h in articles
            for told in _told(h, [s for s in h.statements if (h.number, s.speaker) in asked.known])
        ),
        None,
    )


def _speakers(heard: Heard) -> Iterator[Speaker]:
    for name, words in called(tokenised(heard.article), heard.statements, heard.entities).items():
        yield Speaker(heard.number, name, frozenset(words.split()))


def _named(heard: Heard) -> Iterator[Speaker]:
    words = tokenised(heard.article)
    for entity in heard.entities:
        yield Speaker(heard.number, entity.name, frozenset(names_of(words, entity)))


def _told(heard: Heard, statements: Iterable[Statement]) -> Iterator[Told]:
    article = heard.article
    titles = {e.name: e.titles for e in heard.entities}
    for s in statements:
        yield Told(
            s.speaker,
            titles.get(s.speaker, ()),
            s.kind,
            shown(s.cue.of(article.text)) if s.cue else "",
            shown(s.span.of(article.text)),
            Citation(
                heard.number,
                article.title,
                article.source,
                article.paragraph(s.span),
                article.lines(s.span),
                article.page(s.span),
                s.span.start,
                s.span.end,
            ),
        )
