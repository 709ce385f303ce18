"""From ranked passages to what is shown of them: cut, marked, cited, each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.article import Span, shown
from index.library import Library
from index.statements import Statement
from qa.answer import Hit, Said, cite, shown_ranges
from qa.copies import Content, Piece, Shown, collapse
from qa.forward import Forward, forward
from qa.matching import matches
from qa.ranking import Ranked, Ranking
from qa.retrieval import Candidate
from qa.speakers import Asked

_SEARCHED_FOR_COPIES = 30  # candidates among which copies of what is shown are looked for


def show(library: Library, ranking: Ranking, limit: int) -> tuple[Hit, ...]:
    """Return what is shown of the best ``limit`` passages, near copies collapsed."""
    kept = forward(library)
    near = {r.candidate.id: r for r in ranking.hits[: max(limit, _SEARCHED_FOR_COPIES)]}
    contexts = [r.candidate.context for r in near.values()]
    kept.look(contexts)
    kept.hear(contexts)
    pieces = [_piece(kept, r.candidate, ranking.asked) for r in near.values()]
    found = collapse(pieces, limit)
    several = [item for item in found if len(item.sentences) > 1]
    told = (word for item in several for sentence in item.words for word in sentence)
    alike = matches(ranking.words, told) if several else []
    return tuple(_hit(kept, near[s.piece.stored.id], s, ranking, alike) for s in found)


def _piece(kept: Forward, candidate: Candidate, asked: Asked) -> Piece:
    contents: list[Content | None] = []
    for parts in kept.sayings(candidate.context):
        said = [s for s, _ in parts if s is not None]
        if asked.known and said and not any(spoke(candidate, s, asked) for s in said):
            contents.append(None)  # another speaker's words
        else:
            contents.append(tuple(saying for _, saying in parts))
    return Piece(candidate.stored, tuple(contents))


def spoke(candidate: Candidate, statement: Statement, asked: Asked) -> bool:
    """Tell whether a statement in a candidate is by the one who is asked for."""
    theirs = (candidate.article, statement.speaker) in asked.known
    return theirs and (asked.laid or statement.kind != "attributed")


def _hit(
    kept: Forward,
    ranked: Ranked,
    item: Shown,
    ranking: Ranking,
    alike: Sequence[Mapping[str, float]],
) -> Hit:
    stored, span = item.piece.stored, item.span
    article = kept.article(stored.article)
    said = [s for s in ranked.candidate.said if s.span.overlap(span)]
    if ranking.question.kind == "speech" and not ranking.asked.known:
        marked = []  # whoever is quoted here, it is not the one who was asked for
    elif ranking.everything:
        own = [s.span for s in said if spoke(ranked.candidate, s, ranking.asked)]
        marked = _merged([place.common(span) for place in own])
    else:
        marked = [_best(item, alike)]
    return Hit(
        shown(span.of(article.text)),
        shown_ranges(article.text, span, marked),
        round(ranked.probability, 4),
        tuple(
            Said(
                s.speaker,
                s.kind,
                shown(s.cue.of(article.text)) if s.cue else "",
                shown(s.span.common(span).of(article.text)),
            )
            for s in said
        ),
        cite(article, stored.article, span, stored.passage),
        tuple(
            cite(kept.article(p.article), p.article, place, p.passage) for p, place in item.copies
        ),
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


def _best(item: Shown, alike: Sequence[Mapping[str, float]]) -> Span:
    """Return the sentence that holds most of the question's words, the first of equals.

    ``alike`` has for each of them the words that are like it.
    """
    if len(item.sentences) == 1:
        return item.sentences[0]
    scores = []
    for sentence in map(frozenset, item.words):
        there = ([like for word, like in forms.items() if word in sentence] for forms in alike)
        scores.append(sum(max(values, default=0.0) for values in there))
    return item.sentences[scores.index(max(scores))]
