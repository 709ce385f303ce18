"""From a question to the one `Answer`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.article import Article, Span, shown
from index.library import Library
from index.statements import Statement
from index.turkish import content, tokens
from qa.answer import Answer, Hit, Said, cite, shown_ranges
from qa.copies import Content, Piece, Shown, collapse
from qa.features import features, wanted
from qa.matching import matches
from qa.question import Question, understand
from qa.ranking import evidence, load
from qa.retrieval import Arm, Candidate, candidates
from qa.speakers import NOBODY, Asked, who

TOP = 3
"""Passages shown unless somebody wants more."""
TOP_STATEMENTS = 10
"""Passages shown where everything that somebody said is asked for."""
_SEARCHED_FOR_COPIES = 30  # candidates among which copies of what is shown are looked for
_NAMED = 0.95
"""Probability that all statements of a speaker who is found by name answer "X ne dedi?"."""
_SPOKE = 0.5
"""Least probability where the speaker is found and no topic was asked for in so many words."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place: ``score`` to order by, ``probability`` that it answers."""

    candidate: Candidate
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """A question understood in a library, and all candidates for it, best first."""

    question: Question
    asked: Asked
    hits: tuple[Ranked, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that passages are ranked by."""
        return self.asked.topic if self.asked.known else self.question.words

    @property
    def everything(self) -> bool:
        """Whether all that somebody said is asked for, on whatever topic."""
        return bool(self.asked.known) and not self.asked.topic


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
    answered = bool(ranking.hits) and confidence >= threshold
    hits = _show(library, ranking, top or (TOP_STATEMENTS if ranking.everything else TOP))
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


def rank(library: Library, text: str, arm: Arm = "hybrid") -> Ranking:
    """Order all candidates for the question ``text``; equal scores in the order of the articles.

    With one ``arm`` alone its own scores order them. Raises what `answer` raises.
    """
    question = understand(text)
    asked = who(question, library.store.speakers()) if question.subject else NOBODY
    found = candidates(library, question, asked, arm)
    if asked.known:
        question = replace(question, kind="speech")
        # Another's words are never shown as those of the one who is asked for.
        found = [c for c in found if any(_by(c, s, asked) for s in c.said)]
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
        Ranked(c, float(score), float(chance))
        for c, score, chance in zip(found, scores, chances, strict=True)
    ]
    hits.sort(key=lambda hit: (-hit.score, hit.candidate.stored.id))
    return Ranking(question, asked, tuple(hits))


def _show(library: Library, ranking: Ranking, limit: int) -> tuple[Hit, ...]:
    """Collapse near copies and make what is shown of the best ``limit``."""
    near = ranking.hits[: max(limit, _SEARCHED_FOR_COPIES)]
    articles = {n: library.store.article(n) for n in {r.candidate.stored.article for r in near}}
    pieces = [
        _piece(articles[r.candidate.stored.article], r.candidate, ranking.asked) for r in near
    ]
    found = {r.candidate.stored.id: r for r in near}
    return tuple(
        _hit(articles, found[s.piece.stored.id], s, ranking) for s in collapse(pieces, limit)
    )


def _piece(article: Article, candidate: Candidate, asked: Asked) -> Piece:
    contents: list[Content | None] = []
    for sentence in candidate.stored.passage.sentences:
        said = [s for s in candidate.said if s.span.overlap(sentence)]
        if asked.known and said and not any(_by(candidate, s, asked) for s in said):
            contents.append(None)  # another speaker's words
            continue
        # Copies of a statement agree in what was said, not in how it is introduced.
        parts = [_common(s.span, sentence) for s in said] or [sentence]
        contents.append(tuple(_words(article, part) for part in parts))
    return Piece(candidate.stored, tuple(contents))


def _words(article: Article, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.word for t in content(tokens(article.flat, span))))


def _by(candidate: Candidate, statement: Statement, asked: Asked) -> bool:
    return (candidate.stored.article, statement.speaker) in asked.known


def _common(a: Span, b: Span) -> Span:
    return Span(max(a.start, b.start), min(a.end, b.end))


def _hit(
    articles: Mapping[int, Article],
    ranked: Ranked,
    item: Shown,
    ranking: Ranking,
) -> Hit:
    stored, span = item.piece.stored, item.span
    article = articles[stored.article]
    said = [s for s in ranked.candidate.said if s.span.overlap(span)]
    sentences = stored.passage.sentences[item.first : item.last]
    if ranking.question.kind == "speech" and not ranking.asked.known:
        marked = []  # whoever is quoted here, it is not the one who was asked for
    elif ranking.everything:
        own = [s.span for s in said if _by(ranked.candidate, s, ranking.asked)]
        marked = _merged([_common(place, span) for place in own])
    else:
        marked = [_best(article, sentences, ranking.words)]
    return Hit(
        shown(span.of(article.text)),
        shown_ranges(article.text, span, marked),
        round(ranked.probability, 4),
        tuple(
            Said(
                s.speaker,
                s.kind,
                shown(s.cue.of(article.text)) if s.cue else "",
                shown(_common(s.span, span).of(article.text)),
            )
            for s in said
        ),
        cite(article, stored.article, span, stored.passage),
        tuple(cite(articles[p.article], p.article, place, p.passage) for p, place in item.copies),
    )


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Join spans that overlap, as a statement inside another does."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _best(article: Article, sentences: Sequence[Span], words: Sequence[str]) -> Span:
    """Return the sentence that holds most of the question's words, the first of equals."""
    held = [matches(words, (t.word for t in tokens(article.flat, s))) for s in sentences]
    scores = [sum(max(forms.values(), default=0.0) for forms in found) for found in held]
    return sentences[scores.index(max(scores))]
