"""From a question to the one `Answer`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.library import Library
from index.turkish import lower, tokens
from qa.answer import Answer
from qa.features import features, wanted
from qa.question import Question, understand
from qa.ranking import Ranked, Ranking, evidence, load
from qa.retrieval import Arm, Candidate, candidates, mentions
from qa.showing import show, spoke
from qa.speakers import NOBODY, Asked, beginnings, mentioned, stranger, who
from qa.topic import Place, chance

TOP = 3
"""Passages shown unless somebody wants more."""
TOP_STATEMENTS = 10
"""Passages shown where everything that somebody said is asked for."""
_NAMED = 0.95
"""Probability that what is given as somebody's is theirs, where the name is typed as it stands: the
share of right speakers on cases that nothing was fitted on (tests/index/statement_cases.py)."""
_ON_TOPIC = 0.5
"""Probability from which what somebody said is taken to be on the topic."""


def answer(
    library: Library,
    text: str,
    top: int | None = None,
    arm: Arm = "hybrid",
    min_confidence: float | None = None,
) -> Answer:
    """Answer the question ``text`` from ``library``.

    ``top`` limits the passages shown; ``min_confidence`` replaces the ranker's threshold. Raises
    `QuestionEmpty` or `QuestionTooLong`, or what a damaged library raises.
    """
    with library.store.snapshot():  # an article may be removed meanwhile, by another process
        return compose(library, rank(library, text, arm), top, min_confidence)


def compose(
    library: Library,
    ranking: Ranking,
    top: int | None = None,
    min_confidence: float | None = None,
) -> Answer:
    """Make of a ranking the answer that is shown; the evaluation scores both."""
    confidence = ranking.hits[0].probability if ranking.hits else 0.0
    threshold = load().threshold if min_confidence is None else min_confidence
    answered = bool(ranking.hits) and confidence >= threshold and ranking.silence is None
    if ranking.silence == "mentioned":  # nothing is offered but where they are named
        places = {p.id for p in mentions(library, ranking.asked)}
        named = (hit for hit in ranking.hits if hit.candidate.stored.id in places)
        ranking = replace(ranking, hits=tuple(named))
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
        ranking.silence,
    )


def rank(library: Library, text: str, arm: Arm = "hybrid") -> Ranking:
    """Order all candidates for the question ``text``; equal scores in the order of the articles.

    With one ``arm`` alone its own scores order them. Raises what `answer` raises.
    """
    question = understand(text)
    asked = who(question, library.store.speakers()) if question.subject else NOBODY
    if asked.known:
        return _said(library, question, _weighed(library, question, asked), arm)
    if question.kind == "speech" and (named := _mentioned(library, question)).mentioned:
        return _silent(library, question, named, arm)
    found = candidates(library, question, asked, arm)
    if question.kind == "speech" and _caseless(question.text):
        asked = stranger(question, _written(library, question, found))
    # Nobody of that name speaks: whoever else is quoted, it is not the one who was asked for.
    absent = question.kind == "speech" and asked.named
    ranking = Ranking(question, asked, (), "absent" if absent else None)
    return replace(ranking, hits=_ranked(library, ranking, found, arm))


def _said(library: Library, question: Question, asked: Asked, arm: Arm) -> Ranking:
    """Order what the one who is asked for said: by the topic, or all of it as it comes.

    Another's words are never shown as theirs.
    """
    question = replace(question, kind="speech")
    found = candidates(library, question, asked, arm)
    own = [c for c in found if any(spoke(c, s, asked) for s in c.said)]
    named = _NAMED * asked.likeness
    ranking = Ranking(question, asked, tuple(Ranked(c, 0.0, named) for c in own))
    if ranking.everything:
        return ranking
    hits = _ranked(library, ranking, own, arm)
    likely = _on_topic(library, question, asked, found, own)
    if not question.about or question.foreign:
        # The words may only tell more of who is meant, or can't match in another language.
        likely = max(likely, _ON_TOPIC)
    first = max(hits[0].probability, 1e-9) if hits else 1.0
    # The test of the topic tells how sure the first is; the others follow as the ranker has them.
    hits = tuple(
        replace(hit, probability=named * likely * min(1.0, hit.probability / first)) for hit in hits
    )
    return replace(ranking, hits=hits, silence=None if likely >= _ON_TOPIC else "off_topic")


def _on_topic(
    library: Library,
    question: Question,
    asked: Asked,
    found: Sequence[Candidate],
    own: Sequence[Candidate],
) -> float:
    """Return the probability that somebody said something on the topic."""
    typed = [t.span.of(question.text) for t in tokens(question.text) if t.word in asked.topic]
    vector = library.encoder.queries([" ".join(typed)])[0]
    ids = {c.stored.id for c in own}
    near = [c for c in found if c.stored.article in {o.stored.article for o in own}]
    places = [Place(c.paragraph, float(c.stored.vector @ vector), c.stored.id in ids) for c in near]
    return chance(asked.topic, places)


def _ranked(
    library: Library, ranking: Ranking, found: Sequence[Candidate], arm: Arm
) -> tuple[Ranked, ...]:
    """Order candidates by the ranker, or by one arm."""
    if not found:
        return ()
    question = ranking.question
    ranker = load()
    looked_for = wanted(ranking.words, library.derived.lexicon)
    table = features(question, looked_for, found, library.encoder)
    chances = ranker.probabilities(evidence(table.rows, table.anywhere, question.foreign))
    scores = {
        "hybrid": ranker.scores(table.rows),
        "lexical": np.array([c.lexical for c in found]),
        "dense": np.array([c.dense for c in found]),
    }[arm]
    if ranking.silence is not None:
        chances = np.zeros_like(chances)
    hits = [
        Ranked(c, float(score), float(chance))
        for c, score, chance in zip(found, scores, chances, strict=True)
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.candidate.stored.id))
    return tuple(hits)


def _weighed(library: Library, question: Question, asked: Asked) -> Asked:
    """Count what is laid to the speaker ("X'e göre") where that is asked for, or all there is."""
    said = library.store.statements({article for article, _ in asked.known})
    told = any(
        (article, s.speaker) in asked.known and s.kind != "attributed"
        for article, found in said.items()
        for s in found
    )
    return replace(asked, laid=question.opinion or not told)


def _mentioned(library: Library, question: Question) -> Asked:
    return mentioned(question, library.store.named(beginnings(question)))


def _silent(library: Library, question: Question, asked: Asked, arm: Arm) -> Ranking:
    """Order passages for a question on somebody who says nothing: those that name them first."""
    found = candidates(library, question, asked, arm)
    places = {p.id for p in mentions(library, asked)}
    ranking = Ranking(question, asked, (), "mentioned")
    hits = _ranked(library, ranking, found, arm)
    hits = tuple(sorted(hits, key=lambda hit: hit.candidate.stored.id not in places))
    return replace(ranking, hits=hits)


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
