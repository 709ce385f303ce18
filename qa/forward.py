"""The forward index: of each passage the words that it and its surroundings are made of.

The arms lead from words to passages; the ranker needs the way back, for a hundred passages of each
question. It is read from the library, and what was read last is kept in memory, as long as the
library is in the same state.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from index.article import Article, Span
from index.asked import Arms
from index.library import Library
from index.rows import Entry, StoredPassage
from index.spelled import Floats
from index.statements import Statement
from index.turkish import tokens
from qa.context import Context
from qa.copies import Saying
from qa.numbered import Disk
from qa.recent import Recent
from qa.scope import Catalogue
from qa.texts import Text, texts
from qa.vocabulary import Vocabulary

K = TypeVar("K", bound=Hashable)

_Place = tuple[int, int]  # number of an article and of a paragraph in it

Sayings = tuple[tuple[tuple[Statement | None, Saying], ...], ...]
"""What each sentence says: its statements, or all of it where there is none."""

_MOST_PASSAGES = 4096
_MOST_PARAGRAPHS = 8192
_MOST_TITLES = 4096
_MOST_ARTICLES = 32
_MOST_WORDS = 50_000


class Forward:
    """The passages and articles of one state of a library that were read last."""

    def __init__(self, library: Library, arms: Arms) -> None:
        self.state = arms.state
        self._store, self._encoder, self._on_disk = library.store, library.encoder, arms.numbered
        self._begin()
        self._passages = Recent[int, Context](_MOST_PASSAGES)
        self._paragraphs = Recent[_Place, Text](_MOST_PARAGRAPHS)
        self._titles = Recent[int, Text](_MOST_TITLES)
        self._sayings = Recent[int, Sayings](_MOST_PASSAGES)
        self._statements = Recent[int, list[Statement]](_MOST_TITLES)
        self._articles = Recent[int, Article](_MOST_ARTICLES)

    def _begin(self) -> None:
        known = None if self._on_disk is None else self._on_disk.known
        self._vocabulary = Vocabulary(self._encoder, known)
        self._disk = None if self._on_disk is None else Disk(self._on_disk, self._vocabulary)

    @cached_property
    def entries(self) -> list[Entry]:
        """The list of articles."""
        return self._store.entries()

    @cached_property
    def catalogue(self) -> Catalogue:
        """Where and when the articles were published."""
        return Catalogue.of(self.entries)

    def query(self, text: str) -> Floats:
        """Return the vector of a question."""
        return self._vocabulary.query(text)

    def forget(self) -> None:
        """Let go of all passages and articles."""
        for kept in (
            self._passages,
            self._paragraphs,
            self._titles,
            self._sayings,
            self._statements,
            self._articles,
        ):
            kept.clear()

    def passages(self, ids: Iterable[int]) -> list[Context]:
        """Return the passages of those numbers that exist, in the order of their numbers."""
        if self._vocabulary.met > _MOST_WORDS:
            self.forget()
            self._begin()
        found = self._passages.fetch(ids, self._read)
        return [found[number] for number in sorted(found)]

    def article(self, number: int) -> Article:
        """Return an article."""
        found = self._articles.fetch([number], lambda _: {number: self._store.article(number)})
        return found[number]

    def look(self, contexts: Iterable[Context]) -> None:
        """Read the passages as the library keeps them, where that is still to be done."""
        new = {c.id: c for c in contexts if c.read is None}
        for stored in self._store.passages(new) if new else ():
            new[stored.id].read = stored

    def hear(self, contexts: Iterable[Context]) -> None:
        """Read what is said in passages, where that is still to be done."""
        new = [c for c in contexts if c.heard is None]
        said = self.statements({c.article for c in new})
        for c in new:
            c.heard = tuple(s for s in said[c.article] if s.span.overlap(c.span))

    def statements(self, articles: Iterable[int]) -> dict[int, list[Statement]]:
        """Return the statements of articles."""
        return self._statements.fetch(articles, self._store.statements)

    def vectors(self, contexts: Sequence[Context]) -> Floats:
        """Return the vectors of passages, shape (n, dimension)."""
        if all(c.read for c in contexts):
            return np.stack([c.stored.vector for c in contexts])
        numbers, vectors = self._store.vectors(c.id for c in contexts)
        places = np.searchsorted(numbers, [c.id for c in contexts])
        return np.asarray(vectors[places], np.float32)

    def holding(self, spans: Mapping[int, Sequence[Span]]) -> set[int]:
        """Return the numbers of passages that overlap spans of articles, and maybe others there."""
        found = self._disk.holding(spans) if self._disk else {}
        rest = spans.keys() - found.keys()
        ids = self._store.ids(rest).tolist() if rest else []
        return set(ids).union(*found.values())

    def sayings(self, context: Context) -> Sayings:
        """Return what each sentence of a passage says."""
        number = context.id
        return self._sayings.fetch([number], lambda _: {number: self._told(context)})[number]

    def _told(self, context: Context) -> Sayings:
        stored = context.stored
        found = []
        for sentence, words in zip(stored.passage.sentences, stored.words, strict=True):
            said = [s for s in context.said if s.span.overlap(sentence)]
            # Copies of a statement agree in what was said, not in how it is introduced.
            parts = [(s, self._saying(stored, s.span.common(sentence))) for s in said]
            found.append(tuple(parts) or ((None, Saying.of(words)),))
        return tuple(found)

    def _saying(self, stored: StoredPassage, span: Span) -> Saying:
        view = self.article(stored.article).flat
        return Saying.of(token.word for token in tokens(view, span))

    def _read(self, ids: list[int]) -> dict[int, Context]:
        found = self._disk.read(ids, self) if self._disk else {}
        stored = self._store.passages([n for n in ids if n not in found])
        beside = {p.id: _beside(p) for p in stored}
        places = {place for around in beside.values() for place in around}
        paragraphs = self._paragraphs.fetch(places, self._read_paragraphs)
        titles = self._titles.fetch({p.article for p in stored}, self._read_titles)
        sentences = iter(texts([words for p in stored for words in p.words], self._vocabulary))
        telling = [word for p in stored for answers in p.kinds for _, word in answers]
        numbers = iter(self._vocabulary.numbers(telling).tolist())
        for p in stored:
            around = tuple(paragraphs[place] for place in beside[p.id] if place in paragraphs)
            found[p.id] = Context(
                p.id,
                p.article,
                p.passage.span,
                p.passage.paragraph,
                tuple(islice(sentences, len(p.words))),
                around,
                titles[p.article],
                tuple(tuple((kind, next(numbers)) for kind, _ in answers) for answers in p.kinds),
                self._vocabulary,
                self,
                p,
            )
        return found

    def _read_paragraphs(self, places: list[_Place]) -> dict[_Place, Text]:
        return self._numbered(self._store.words_of(places))

    def _read_titles(self, articles: list[int]) -> dict[int, Text]:
        return self._numbered(self._store.titles_of(articles))

    def _numbered(self, words: Mapping[K, tuple[str, ...]]) -> dict[K, Text]:
        return dict(zip(words, texts(list(words.values()), self._vocabulary), strict=True))


def forward(library: Library) -> Forward:
    """Return the forward index of the state that a library has now."""
    arms = library.derived
    known = _KNOWN.get(library)
    if known is None or known.state != arms.state:
        known = _KNOWN[library] = Forward(library, arms)
    return known


_KNOWN: WeakKeyDictionary[Library, Forward] = WeakKeyDictionary()


def _beside(passage: StoredPassage) -> list[_Place]:
    """Return the places of a passage's paragraph, the ones around it, and the article's first."""
    article, number = passage.article, passage.passage.paragraph
    return [(article, place) for place in dict.fromkeys([number, number - 1, number + 1, 1])]
