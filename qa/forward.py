"""The forward index: of each passage the words that it and its surroundings are made of.

The arms lead from words to passages; the ranker needs the way back, for a hundred passages of each
question. It is read from the library, and what was read last is kept in memory, as long as the
library is in the same state.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TypeVar
from weakref import WeakKeyDictionary

from index.article import Article, Span
from index.library import Library
from index.rows import StoredPassage
from index.statements import Statement
from index.turkish import tokens
from qa.copies import Saying
from qa.scope import Catalogue
from qa.texts import Text, texts
from qa.vocabulary import Floats, Vocabulary

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_Place = tuple[int, int]  # number of an article and of a paragraph in it

Sayings = tuple[tuple[tuple[Statement | None, Saying], ...], ...]
"""What each sentence says: its statements, or all of it where there is none."""

_LONGEST_HEADLINE = 16  # words of a first paragraph that is a headline
_MOST_PASSAGES = 4096
_MOST_PARAGRAPHS = 8192
_MOST_TITLES = 4096
_MOST_ARTICLES = 32
_MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """A passage and what stands around it; nothing here depends on a question.

    ``sentences`` are those of the passage, ``paragraph`` the one that it is of, ``around`` the same
    with those before and behind it and the article's first, ``title`` that of the article; ``said``
    the statements in the passage, all speakers'. ``answers`` has the words of each sentence that
    may answer: the kind of question, and the number of the word. ``headline`` tells whether it is
    the article's headline, which repeats what the article says.
    """

    stored: StoredPassage
    sentences: tuple[Text, ...]
    paragraph: Text
    around: tuple[Text, ...]
    title: Text
    headline: bool
    said: tuple[Statement, ...]
    answers: tuple[tuple[tuple[str, int], ...], ...]
    vocabulary: Vocabulary


class _Recent(dict[K, V]):
    """What was fetched last; up to ``most`` things are kept."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def fetch(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """Return the values of ``keys``, read where they are not kept, if they are there at all."""
        found: dict[K, V] = {}
        missing = []
        for key in keys:
            if key in self:
                found[key] = self.pop(key)  # and put back, as the newest
            else:
                missing.append(key)
        if missing:
            found.update(read(missing))
        self.update(found)
        for key in list(islice(self, max(0, len(self) - self._most))):
            del self[key]
        return found


class Forward:
    """The passages and articles of one state of a library that were read last."""

    def __init__(self, library: Library, state: str) -> None:
        self.state = state
        self._store, self._encoder = library.store, library.encoder
        self._vocabulary = Vocabulary(library.encoder)
        self._passages = _Recent[int, Context](_MOST_PASSAGES)
        self._paragraphs = _Recent[_Place, Text](_MOST_PARAGRAPHS)
        self._titles = _Recent[int, Text](_MOST_TITLES)
        self._sayings = _Recent[int, Sayings](_MOST_PASSAGES)
        self._articles = _Recent[int, Article](_MOST_ARTICLES)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Where and when the articles were published."""
        return Catalogue.of(self._store.entries())

    def query(self, text: str) -> Floats:
        """Return the vector of a question."""
        return self._vocabulary.query(text)

    def forget(self) -> None:
        """Let go of all passages and articles."""
        for kept in (self._passages, self._paragraphs, self._titles, self._sayings, self._articles):
            kept.clear()

    def passages(self, ids: Iterable[int]) -> list[Context]:
        """Return the passages of those numbers that exist, in the order of their numbers."""
        if len(self._vocabulary) > _MOST_WORDS:
            self.forget()
            self._vocabulary = Vocabulary(self._encoder)
        found = self._passages.fetch(ids, self._read)
        return [found[number] for number in sorted(found)]

    def article(self, number: int) -> Article:
        """Return an article."""
        found = self._articles.fetch([number], lambda _: {number: self._store.article(number)})
        return found[number]

    def sayings(self, context: Context) -> Sayings:
        """Return what each sentence of a passage says."""
        number = context.stored.id
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
        stored = self._store.passages(ids)
        said = self._store.statements({p.article for p in stored})
        beside = {p.id: _beside(p) for p in stored}
        places = {place for around in beside.values() for place in around}
        paragraphs = self._paragraphs.fetch(places, self._read_paragraphs)
        titles = self._titles.fetch({p.article for p in stored}, self._read_titles)
        sentences = iter(texts([words for p in stored for words in p.words], self._vocabulary))
        telling = [word for p in stored for answers in p.kinds for _, word in answers]
        numbers = iter(self._vocabulary.numbers(telling).tolist())
        found = {}
        for p in stored:
            around = tuple(paragraphs[place] for place in beside[p.id] if place in paragraphs)
            found[p.id] = Context(
                p,
                tuple(islice(sentences, len(p.words))),
                around[0],
                around,
                titles[p.article],
                p.passage.paragraph == 1 and len(around[0].words) <= _LONGEST_HEADLINE,
                tuple(s for s in said[p.article] if s.span.overlap(p.passage.span)),
                tuple(tuple((kind, next(numbers)) for kind, _ in answers) for answers in p.kinds),
                self._vocabulary,
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
    state = library.derived.state
    known = _KNOWN.get(library)
    if known is None or known.state != state:
        known = _KNOWN[library] = Forward(library, state)
    return known


_KNOWN: WeakKeyDictionary[Library, Forward] = WeakKeyDictionary()


def _beside(passage: StoredPassage) -> list[_Place]:
    """Return the places of a passage's paragraph, the ones around it, and the article's first."""
    article, number = passage.article, passage.passage.paragraph
    return [(article, place) for place in dict.fromkeys([number, number - 1, number + 1, 1])]
