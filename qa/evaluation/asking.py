"""Questions asked to libraries with known answers: what the ranker is fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from index.article import Article
from index.encoder import load_encoder
from index.library import Library, temporary
from index.reading.text import article_from_text
from qa.evaluation.dataset import Dataset, Item
from qa.evaluation.perturb import Perturbation, perturb
from qa.evaluation.rewording import Rewording
from qa.evaluation.squad import SquadParagraph, SquadQuestion
from qa.evaluation.swapping import Template, swapped
from qa.evaluation.wording import holds, unified
from qa.features import Table, features, wanted
from qa.question import understand
from qa.ranking import blank, evidence
from qa.retrieval import candidates
from qa.search import rank
from qa.speakers import NOBODY
from qa.spelling import corrected

_ASKED = ("none", "none", "none", "ascii", "typo", "synonyms", "synonyms", "english")
"""How questions are asked, in these shares."""
_TYPED = ("none", "none", "none", "ascii", "typo")
_WAYS = 2  # in which each question is asked
_FOREIGN = 3  # questions of other titles asked for each paragraph of a title
_SWAPPED = 1  # questions on others whom it names, for each paragraph of a title
_SWAPPED_NEWS = 8  # the same for each article of news
_EVERYDAY = 60  # questions that people ask any machine, for each article of news
_OTHERS = 40  # questions about other articles, for each article of news


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: which of them answer, and what the models look at.

    ``neutral`` are passages of the answering paragraph that don't hold the answer itself.
    """

    table: Table
    foreign: bool
    answers: NDArray[np.bool_]
    neutral: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Small:
    """A question to the library of one title; ``answerable`` tells whether it can answer.

    ``type`` is that of a question of a news data set.
    """

    title: str
    example: Example
    answerable: bool
    settled: bool = False
    """Whether it is told otherwise if there is an answer: by who speaks."""
    type: str = "squad"

    def first(self, weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
        """Return the evidence on the passage that ``weights`` put first, and if it is right."""
        e = self.example
        best = int((e.table.rows @ weights).argmax())
        row = evidence(e.table, e.foreign)[best]
        return row, bool(e.answers[best] or e.neutral[best])


class Asker:
    """Asks a library questions in many ways."""

    def __init__(self, rewording: Rewording, random: Random) -> None:
        self.rewording, self.random = rewording, random

    def ask(self, library: Library, number: int, question: SquadQuestion) -> Example:
        """Return the candidates for a question whose answer is in article ``number``, if in any."""
        return self.put(library, self._typed(question.text), number, question.answer)

    def put(
        self, library: Library, text: str, number: int = 0, answer: int | None = None
    ) -> Example:
        """Return the candidates for ``text``, as it stands; ``answer`` is a place in an article."""
        understood = corrected(understand(text), library.derived.lexicon)
        found = candidates(library, understood, NOBODY, "hybrid")
        looked_for = wanted(understood.words, library.derived.lexicon)
        own = np.array([c.stored.article == number for c in found], bool)
        spans = [c.stored.passage.span for c in found]
        place = -1 if answer is None else answer
        holds = np.array([span.start <= place < span.end for span in spans], bool)
        table = features(understood, looked_for, found)
        return Example(table, understood.foreign, own & holds, own & ~holds)

    def swapped(
        self,
        library: Library,
        title: str,
        made: Sequence[Template],
        count: int,
        kind: str,
        known: str = "",
    ) -> list[Small]:
        """Return ``count`` questions on somebody whom the library names, but not for ``known``."""
        texts = swapped(library, known, made, count, self.random)
        examples = [self.put(library, self._perturbed(text)) for text in texts]
        return [Small(title, e, answerable=False, type=kind) for e in examples if len(e.answers)]

    def some(self, questions: Sequence[str], most: int) -> list[str]:
        """Return up to ``most`` of ``questions``, by chance, typed in many ways."""
        chosen = self.random.sample(questions, min(most, len(questions)))
        return [self._perturbed(text) for text in chosen]

    def _perturbed(self, question: str, how: str = "") -> str:
        how = how or self.random.choice(_TYPED)
        return perturb(question, cast("Perturbation", how), self.random.randrange(10**6))

    def _typed(self, question: str) -> str:
        how = self.random.choice(_ASKED)
        if how == "synonyms":
            return self.rewording.synonyms(question, self.random)
        if how == "english":
            return self.rewording.english(question, self.random)
        return self._perturbed(question, how)


def pooled(
    paragraphs: Sequence[SquadParagraph], titles: frozenset[str], asker: Asker
) -> list[Example]:
    """Return examples of the questions of ``titles``, asked to all paragraphs at once."""
    distinct = list({p.text: p for p in paragraphs}.values())
    library, numbers = _library(distinct)
    asked = [
        (number, question)
        for number, paragraph in zip(numbers, distinct, strict=True)
        if paragraph.title in titles
        for question in paragraph.questions
    ] * _WAYS
    found = (asker.ask(library, n, q) for n, q in track(asked, "Ranking"))
    return [e for e in found if e.answers.any()]


def small(
    paragraphs: Sequence[SquadParagraph],
    titles: frozenset[str],
    asker: Asker,
    made: Sequence[Template],
) -> list[Small]:
    """Ask small libraries of one title each what they answer and what they don't.

    Their own questions, some of other titles, their own with the answering paragraph taken out, and
    questions on whom else they name.
    """
    chosen = [p for p in paragraphs if p.title in titles]
    everything = [q for p in chosen for q in p.questions]
    found: list[Small] = []

    def ask(title: str, library: Library, number: int, questions: Iterable[SquadQuestion]) -> None:
        for question in questions:
            example = asker.ask(library, number, question)
            if len(example.answers):
                found.append(Small(title, example, number > 0))

    groups = [(title, list(group)) for title, group in groupby(chosen, key=lambda p: p.title)]
    for title, group in track(groups, "Confidence"):
        distinct = list({p.text: p for p in group}.values())
        library, numbers = _library(distinct)
        for number, paragraph in zip(numbers, distinct, strict=True):
            ask(title, library, number, paragraph.questions * _WAYS)
            if len(distinct) > 1:
                rest, _ = _library([p for p in distinct if p is not paragraph])
                ask(title, rest, 0, paragraph.questions)
        ask(title, library, 0, asker.random.sample(everything, _FOREIGN * len(distinct)))
        found += asker.swapped(library, title, made, _SWAPPED * len(distinct), "squad", title)
    return found


def news(
    data: Dataset, everyday: Sequence[str], asker: Asker, made: Sequence[Template]
) -> list[Small]:
    """Ask the articles of a news data set what they answer and what they don't.

    Each article is a library. It is asked its own questions, some about other articles, some of
    ``everyday``, which none of them answers, and questions on others whom it names.
    """
    found: list[Small] = []
    for number, pool in track(list(enumerate(data.pools)), "News"):
        own = [i for i in data.items if i.pool == number]
        others = [i.text for i in data.items if i.pool != number and i.answerable]
        with closing(temporary(load_encoder(), pool.articles)) as library:
            [article] = pool.articles
            found += filter(None, (_asked(library, article, item) for item in own))
            for kind, texts, most in (
                ("everyday", everyday, _EVERYDAY),
                ("others", others, _OTHERS),
            ):
                for text in asker.some(texts, most):
                    small = _asked(library, article, Item("", text, kind))
                    found += [small] if small and not small.settled else []
            found += asker.swapped(library, article.title, made, _SWAPPED_NEWS, "swapped")
    return found


def _asked(library: Library, article: Article, item: Item) -> Small | None:
    """Ask the one article of a library; None where nothing is ranked: who speaks settles it."""
    ranking = rank(library, item.text, ranker=blank())
    if ranking.table is None or ranking.silence == "absent":
        return None
    wordings = [unified(wording) for wording in item.gold]
    texts = [h.candidate.stored.passage.span.of(article.text) for h in ranking.hits]
    answers = np.array([holds(unified(text), wordings) for text in texts], bool)
    neither = np.zeros(len(answers), bool)
    example = Example(ranking.table, ranking.question.foreign, answers, neither)
    return Small(article.title, example, item.answerable, bool(ranking.asked.known), item.type)


def _library(paragraphs: Sequence[SquadParagraph]) -> tuple[Library, list[int]]:
    """Make a library in which each paragraph is an article; return it with their numbers."""
    library = temporary(load_encoder(), [])
    articles = (article_from_text(p.text, source=p.title, title=p.title) for p in paragraphs)
    return library, [added.id for added in library.add(articles)]
