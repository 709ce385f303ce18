"""Ask the questions of a data set and note what came back; nothing is judged twice.

The answer that is scored is the one that users see (`qa.answering.compose`), made from the ranking
that is scored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass

from index.encoder import Encoder
from index.errors import QuestionEmpty, QuestionTooLong
from index.library import Library, temporary
from qa.answer import Answer, Hit
from qa.answering import compose
from qa.evaluation.attribution import named_first, named_wrongly
from qa.evaluation.dataset import Dataset, Item, Pool
from qa.evaluation.exactness import Exactness
from qa.evaluation.perturb import Perturbation, perturb
from qa.evaluation.relevance import Relevance
from qa.evaluation.spoken import Spoken, spoken
from qa.ranking import Ranking
from qa.retrieval import Arm
from qa.search import rank


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what became of it.

    ``order`` are the retrieved units, best first and ties against us; ``gains`` those that are
    relevant. ``right`` tells of each passage of the answer, or of the nearest ones, whether it
    holds the gold. ``first`` and ``wrong``: whether the first passage names the right speaker, and
    whether another's words are given as theirs; None where nobody is asked for. ``exact`` of
    ``cited`` spans reproduce the text. ``seconds`` is what the answer took.
    """

    item: Item
    text: str
    answer: Answer | None
    order: tuple[str, ...]
    gains: Mapping[str, int]
    right: tuple[bool, ...]
    first: bool | None
    wrong: bool | None
    exact: int
    cited: int
    seconds: float

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The passages of the answer, or the nearest ones where it is withheld."""
        return shown(self.answer)

    @property
    def answered(self) -> bool:
        """Whether passages were given as an answer."""
        return self.answer is not None and self.answer.answered

    @property
    def confidence(self) -> float:
        """The probability that the answer states."""
        return self.answer.confidence if self.answer else 0.0

    @property
    def rank(self) -> int | None:
        """Place of the first relevant unit, with gold wordings of the first such passage shown."""
        found = self.right if self.item.gold else [unit in self.gains for unit in self.order]
        return next((place for place, hit in enumerate(found, start=1) if hit), None)


@dataclass(frozen=True, slots=True)
class Built:
    """What making the libraries cost: passages, seconds, bytes of the databases."""

    passages: int
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Run:
    """All outcomes in the order of the questions, and the statements that were found."""

    outcomes: tuple[Outcome, ...]
    spoken: tuple[Spoken, ...]
    built: Built
    articles: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are asked: what ranks, how they are typed, and the seed of the typing."""

    arm: Arm = "hybrid"
    perturb: Perturbation = "none"
    seed: int = 0


def shown(answer: Answer | None) -> tuple[Hit, ...]:
    """Return the passages of an answer, or the nearest ones where it is withheld."""
    return (answer.passages or answer.nearest) if answer else ()


def ask_all(
    data: Dataset,
    encoder: Encoder,
    existing: Library | None,
    manner: Manner,
    step: Callable[[], None],
) -> Run:
    """Ask every question of ``data``, each in its library, or all in an ``existing`` one.

    ``step`` is called after each. Raises `DatasetAnswerLost` where an existing library does not
    hold a gold wording, and `DatasetOther` where it holds none of the units.
    """
    outcomes: dict[str, Outcome] = {}
    found: list[Spoken] = []
    passages = size = articles = 0
    seconds = 0.0
    for number, pool in enumerate(data.pools if existing is None else data.pools[:1]):
        items = [i for i in data.items if existing is not None or i.pool == number]
        began = time.perf_counter()
        with _opened(existing, pool, encoder) as library:
            _ = library.derived
            seconds += time.perf_counter() - began
            entries = library.entries()
            articles += len(entries)
            passages += sum(e.passages for e in entries)
            size += library.store.size
            if pool.statements is not None and existing is None:
                found.append(spoken(library, pool.statements))
            for outcome in _ask(library, data, items, manner):
                outcomes[outcome.item.id] = outcome
                step()
    return Run(
        tuple(outcomes[i.id] for i in data.items),
        tuple(found),
        Built(passages, seconds if existing is None else 0.0, size),
        articles,
    )


def _opened(
    existing: Library | None, pool: Pool, encoder: Encoder
) -> AbstractContextManager[Library]:
    if existing is not None:
        return nullcontext(existing)  # whoever opened it closes it
    return closing(temporary(encoder, pool.articles))


def _ask(
    library: Library, data: Dataset, items: Sequence[Item], manner: Manner
) -> Iterator[Outcome]:
    if not items:
        return
    relevance = Relevance(library, data, items)
    exactness = Exactness(library)
    _answer(library, items[0].text, manner.arm)  # what is measured is the warm path
    for item in items:
        text = perturb(item.text, manner.perturb, manner.seed)
        began = time.perf_counter()
        ranking, answer = _answer(library, text, manner.arm)
        seconds = time.perf_counter() - began
        gains = relevance.gains(item)
        exact, cited = exactness.count(shown(answer))
        yield Outcome(
            item,
            text,
            answer,
            relevance.order(ranking, gains) if ranking else (),
            gains,
            tuple(relevance.holds(item, hit) for hit in shown(answer)),
            named_first(item, answer),
            named_wrongly(item, answer),
            exact,
            cited,
            seconds,
        )


def _answer(library: Library, text: str, arm: Arm) -> tuple[Ranking | None, Answer | None]:
    try:
        with library.store.snapshot():
            ranking = rank(library, text, arm)
            return ranking, compose(library, ranking)
    except (QuestionEmpty, QuestionTooLong):
        return None, None  # nothing to ask is nothing found
