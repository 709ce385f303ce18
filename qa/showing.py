"""From ranked passages to what is shown of them: cut, marked, cited, each thing once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.article import Article, Span, shown
from index.library import Library
from index.statements import Statement
from index.turkish import content, tokens
from qa.answer import Hit, Said, cite, shown_ranges
from qa.copies import Content, Piece, Shown, collapse
from qa.matching import matches
from qa.ranking import Ranked, Ranking
from qa.retrieval import Candidate
from qa.speakers import Asked

_SEARCHED_FOR_COPIES = 30  # candidates among which copies of what is shown are looked for


def show(library: Library, ranking: Ranking, limit: int) -> tuple[Hit, ...]:
    """Return what is shown of the best ``limit`` passages, near copies collapsed."""
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
        if asked.known and said and not any(spoke(candidate, s, asked) for s in said):
            contents.append(None)  # another speaker's words
            continue
        # Copies of a statement agree in what was said, not in how it is introduced.
        parts = [_common(s.span, sentence) for s in said] or [sentence]
        contents.append(tuple(_words(article, part) for part in parts))
    return Piece(candidate.stored, tuple(contents))


def _words(article: Article, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.word for t in content(tokens(article.flat, span))))


def spoke(candidate: Candidate, statement: Statement, asked: Asked) -> bool:
    """Tell whether a statement in a candidate is by the one who is asked for."""
    theirs = (candidate.stored.article, statement.speaker) in asked.known
    return theirs and (asked.laid or statement.kind != "attributed")


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
        own = [s.span for s in said if spoke(ranked.candidate, s, ranking.asked)]
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
