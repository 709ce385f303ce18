"""Why a passage stands where it stands: what each feature did to its score.

The ranker is a linear model over named features (`qa.ranking`), so a score is the sum of what the
features add to it, and the distance of two passages the sum of what they differ in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from index.library import Library
from qa.answer import Answer, Citation
from qa.answering import rank, scoped
from qa.features import NAMES
from qa.matching import matches
from qa.messages import known, text
from qa.ranking import Ranked, Ranking, load
from qa.scope import EVERYTHING
from qa.settings import UiLanguage

_SLIGHT = 0.005  # an effect that two decimals don't show


@dataclass(frozen=True, slots=True)
class Effect:
    """What a feature does to the score of a passage.

    ``effect`` is the value times its weight, ``against`` how much more it is than the same for the
    first passage.
    """

    name: str
    value: float
    effect: float
    against: float


def effects(hit: Ranked, first: Ranked) -> tuple[Effect, ...]:
    """Return what made the score of ``hit``, the most telling first; () where nothing was scored.

    For the first passage that is what adds most, for another what parts it most from the first.
    """
    weights = load().weights
    rows = [
        Effect(name, value, value * weight, (value - best) * weight)
        for name, value, best, weight in zip(
            NAMES, hit.features, first.features, weights, strict=False
        )
    ]
    telling = (lambda e: -abs(e.effect)) if hit is first else (lambda e: -abs(e.against))
    return tuple(sorted(rows, key=telling))


def explained(
    library: Library,
    answer: Answer,
    number: int,
    language: UiLanguage,
    articles: Collection[int] | None = None,
) -> str:
    """Return in words why passage ``number`` (from 1) of an answer stands where it stands.

    ``articles`` are those that were asked, where not all were. Raises `IndexError` where the answer
    has no such passage or the library no longer has it.
    """
    hits = answer.passages or answer.nearest
    if not 1 <= number <= len(hits):
        raise IndexError(number)
    citation = hits[number - 1].citation
    question = scoped(library, answer.resolved or answer.question, answer.scope or EVERYTHING)
    asked = question.within if articles is None else frozenset(articles)
    # Far behind in a large library, its own article still ranks it, on the same scale.
    for within in (asked, frozenset([citation.article])):
        ranking = rank(library, question.rest, within=within)
        place = next((i for i, h in enumerate(ranking.hits) if _is(h, citation)), None)
        if place is not None:
            break
    else:
        raise IndexError(number)
    if ranking.everything:
        return text("explain_everything", language, speaker=ranking.asked.name)
    return "\n".join(_lines(ranking, place, number, language))


def explanations(library: Library, answer: Answer, language: UiLanguage) -> list[str]:
    """Return in words why each passage of an answer stands where it stands, each reason once."""
    numbers = range(1, len(answer.passages or answer.nearest) + 1)
    return list(dict.fromkeys(explained(library, answer, n, language) for n in numbers))


def _is(hit: Ranked, citation: Citation) -> bool:
    stored = hit.candidate.stored
    span = stored.passage.span
    return stored.article == citation.article and span.start <= citation.start < span.end


def _lines(ranking: Ranking, place: int, number: int, language: UiLanguage) -> list[str]:
    hit, first = ranking.hits[place], ranking.hits[0]
    head = text(
        "explain_head",
        language,
        n=number,
        place=place + 1,
        score=f"{hit.score:.2f}",
        percent=round(hit.probability * 100),
    )
    if place:
        head += " · " + text("explain_behind", language, gap=f"{first.score - hit.score:.2f}")
    lines = [head]
    if ranking.asked.known:
        lines.append("  " + text("explain_speaker", language, speaker=ranking.asked.name))
    lines.append("  " + text("explain_words", language, words=_words(ranking, hit, language)))
    return lines + _table(effects(hit, first), language, others=place > 0)


def _words(ranking: Ranking, hit: Ranked, language: UiLanguage) -> str:
    """Return for each word that was looked for which word of the passage is most like it."""
    vocabulary = [word for sentence in hit.candidate.stored.words for word in sentence]
    found = []
    for word, forms in zip(ranking.words, matches(ranking.words, vocabulary), strict=True):
        name = "explain_found" if forms else "explain_missing"
        form = max(forms, key=lambda f: forms[f], default="")
        found.append(text(name, language, word=word, form=form))
    return ", ".join(found)


def _table(rows: tuple[Effect, ...], language: UiLanguage, *, others: bool) -> list[str]:
    """Return the table as lines, without what does nothing."""
    shown = [e for e in rows if abs(e.against if others else e.effect) >= _SLIGHT]
    names = [_name(e.name, language) for e in shown]
    title = text("explain_feature", language)
    width = max(map(len, [title, *names]), default=0)
    columns = ["explain_value", "explain_effect", *(["explain_against"] if others else [])]
    heads = [text(name, language) for name in columns]
    lines = [f"  {title:{width}}  " + "  ".join(f"{h:>7}" for h in heads)]
    for name, e in zip(names, shown, strict=True):
        cells = [f"{e.value:.2f}", f"{e.effect:+.2f}", f"{e.against:+.2f}"][: len(heads)]
        row = "  ".join(f"{c:>{max(7, len(h))}}" for c, h in zip(cells, heads, strict=True))
        lines.append(f"  {name:{width}}  {row}")
    return lines


def _name(feature: str, language: UiLanguage) -> str:
    name = f"feature_{feature}"
    return text(name, language) if known(name) else feature
