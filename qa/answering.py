"""From a question to the one `Answer`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.library import Library
from index.turkish import lower, tokens
from qa.answer import Answer
from qa.features import features, wanted
from qa.question import Question, understand
from qa.ranking import Ranked, Ranking, evidence, load
from qa.retrieval import Arm, Candidate, candidates
from qa.scope import EVERYTHING, Scope, by_question, may_name
from qa.showing import show, spoke
from qa.speakers import NOBODY, stranger, who

TOP = 3
"""Passages shown unless somebody wants more."""
TOP_STATEMENTS = 10
"""Passages shown where everything that somebody said is asked for."""
_NAMED = 0.95
"""Probability that all statements of a speaker who is found by name answer "X ne dedi?"."""
_SPOKE = 0.5
"""Least probability where the speaker is found and no topic was asked for in so many words."""


def answer(
    library: Library,
    text: str,
    top: int | None = None,
    arm: Arm = "hybrid",
    min_confidence: float | None = None,
    scope: Scope = EVERYTHING,
) -> Answer:
    """Answer the question ``text`` from ``library``, or from those of its articles in ``scope``.

    ``top`` limits the passages shown; ``min_confidence`` replaces the ranker's threshold. Raises
    `QuestionEmpty` or `QuestionTooLong`, or what a damaged library raises.
    """
    with library.store.snapshot():  # an article may be removed meanwhile, by another process
        question = scoped(library, text, scope)
        ranking = rank(library, question.rest, arm, question.within)
        found = compose(library, ranking, top, min_confidence)
        return replace(found, question=question.text, scope=question.scope)


@dataclass(frozen=True, slots=True)
class Scoped:
    """A question and the articles that it is for.

    ``rest`` is ``text`` without the words that say for which, ``within`` their numbers and
    ``scope`` what they have in common; both None where all are asked.
    """

    text: str
    rest: str
    within: frozenset[int] | None = None
    scope: Scope | None = None


def scoped(library: Library, text: str, scope: Scope = EVERYTHING) -> Scoped:
    """Return for which articles of ``scope`` a question is. Raises what `answer` raises."""
    asked = understand(text).text
    if scope == EVERYTHING and not may_name(asked):
        return Scoped(asked, asked)
    entries = library.entries()
    rest, said = by_question(asked, entries, date.today())
    scope = scope.joined(said)
    return Scoped(asked, rest, scope.articles(entries), None if scope == EVERYTHING else scope)


def compose(
    library: Library,
    ranking: Ranking,
    top: int | None = None,
    min_confidence: float | None = None,
) -> Answer:
    """Make of a ranking the answer that is shown; the evaluation scores both."""
    confidence = ranking.hits[0].probability if ranking.hits else 0.0
    threshold = load().threshold if min_confidence is None else min_confidence
    answered = bool(ranking.hits) and confidence >= threshold
    hits = show(library, ranking, top or (TOP_STATEMENTS if ranking.everything else TOP))
    return Answer(
        ranking.question.text,
        ranking.question.language,
        ranking.question.kind,
        ranking.asked.name,
        answered,
        round(confidence, 4),
        hits if answered else (),
        () if answered else hits,
    )


def rank(
    library: Library, text: str, arm: Arm = "hybrid", within: frozenset[int] | None = None
) -> Ranking:
    """Order all candidates for the question ``text``; equal scores in the order of the articles.

    With one ``arm`` alone its own scores order them; with ``within``, only those articles are
    looked at. Raises what `answer` raises.
    """
    question = understand(text)
    speakers = library.store.speakers() if question.subject else []
    speakers = [s for s in speakers if within is None or s.article in within]
    asked = who(question, speakers) if question.subject else NOBODY
    found = candidates(library, question, asked, arm, within)
    if asked.known:
        question = replace(question, kind="speech")
        # Another's words are never shown as those of the one who is asked for.
        found = [c for c in found if any(spoke(c, s, asked) for s in c.said)]
    elif question.kind == "speech" and _caseless(question.text):
        asked = stranger(question, _written(library, question, found))
    ranking = Ranking(question, asked, tuple(Ranked(c, 0.0, _NAMED) for c in found))
    if ranking.everything or not found:
        return ranking
    ranker = load()
    looked_for = wanted(ranking.words, library.derived.lexicon)
    table = features(question, looked_for, found, library.encoder)
    chances = ranker.probabilities(evidence(table.rows, table.anywhere, question.foreign))
    scores = {
        "hybrid": ranker.scores(table.rows),
        "lexical": np.array([c.lexical for c in found]),
        "dense": np.array([c.dense for c in found]),
    }[arm]
    if asked.known and not question.about:
        chances = np.maximum(chances, _SPOKE)
    elif question.kind == "speech" and asked.named and not asked.known:
        chances = np.zeros_like(chances)  # nobody of that name speaks, whoever is mentioned
    hits = [
        Ranked(c, float(score), float(chance), tuple(map(float, row)))
        for c, score, chance, row in zip(found, scores, chances, table.rows, strict=True)
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.candidate.stored.id))
    return Ranking(question, asked, tuple(hits))


def _caseless(text: str) -> bool:
    return text.isupper() or text == lower(text)


def _written(library: Library, question: Question, found: Sequence[Candidate]) -> dict[str, str]:
    """Return the subject's words as the candidates write them, best inside a sentence."""
    wanted_words = {word for word, _ in question.subject}
    written: dict[str, str] = {}
    for c in found:
        for sentence, words in zip(c.stored.passage.sentences, c.stored.words, strict=True):
            if wanted_words.isdisjoint(words):
                continue
            article = library.store.article(c.stored.article)
            for i, token in enumerate(tokens(article.flat, sentence)):
                if token.word in wanted_words and (i or token.word not in written):
                    written[token.word] = token.span.of(article.text)
    return written
