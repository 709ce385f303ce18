"""The one answer that all front ends and the evaluation render, and its public JSON form.

``qa/answer.schema.json`` is the contract of the JSON form.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from index.article import Article, Span, shown
from index.passages import Passage
from qa.phrases import Kind
from qa.question import Language

if TYPE_CHECKING:
    from qa.scope import Scope  # reads lists of articles, which the help of a command must not

Silence = Literal["absent", "mentioned", "off_topic"]
"""Why the one who is asked for answers nothing: nobody of that name is in the library; somebody is,
but no word of theirs (``nearest`` are the places that mention them); or they speak of other things
only (``nearest`` is what they say)."""

LINED = frozenset(["text", "markdown", "pdf"])
"""Formats whose lines are those of what was read."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something stands: in the article ``article`` of the library, at ``[start, end)``.

    ``paragraph``, ``lines`` and ``page`` count from 1, ``lines`` in the article's text. ``places``
    are page and line, counted on that page, of its beginning and its end; None where the article
    has no printed pages. ``format`` is that of what was read, ``url`` leads to the words on their
    page. ``date`` is an ISO date.
    """

    article: int
    title: str
    source: str
    paragraph: int
    lines: tuple[int, int]
    page: int | None
    start: int
    end: int
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    format: str = "text"
    places: tuple[tuple[int, int], tuple[int, int]] | None = None

    @property
    def lined(self) -> bool:
        """Whether what was read has lines that a reader can count."""
        return self.format in LINED


@dataclass(frozen=True, slots=True)
class Said:
    """A statement inside a shown passage. ``cue`` is the reporting verb, "" where there is none."""

    speaker: str
    kind: Literal["direct", "reported", "attributed"]
    cue: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A shown passage.

    ``text`` is the article's at the citation with runs of white space shown as one space;
    ``highlights`` are ranges of ``text``; ``score`` is the probability that the passage answers;
    ``also`` are the other places that say the same.
    """

    text: str
    highlights: tuple[tuple[int, int], ...]
    score: float
    statements: tuple[Said, ...]
    citation: Citation
    also: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library answers, or does not.

    ``passages`` are empty where it does not; ``nearest`` are then the passages that come closest,
    and ``silence`` tells why, where a speaker was asked for.
    In a conversation, ``resolved`` is the question that stands alone as which ``question`` was
    read, None where it was read as it stands; ``further`` tells that only what was not shown before
    is in the answer.
    ``scope`` tells among which articles was looked, None where among all.
    """

    question: str
    language: Language
    kind: Kind
    speaker: str | None
    answered: bool
    confidence: float
    passages: tuple[Hit, ...]
    nearest: tuple[Hit, ...]
    silence: Silence | None = None
    resolved: str | None = None
    further: bool = False
    scope: Scope | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the public JSON form: ``nearest`` and ``silence`` where nothing was answered."""
        form = asdict(self)
        if self.scope is not None:
            days = {"since": self.scope.since, "until": self.scope.until}
            form["scope"] |= {key: day and day.isoformat() for key, day in days.items()}
        if self.answered:
            del form["nearest"], form["silence"]
        return form


def cite(article: Article, number: int, span: Span, passage: Passage) -> Citation:
    """Return the citation of ``span``, which lies inside ``passage`` of article ``number``."""
    from index.reading.fragments import link  # late: with it come all who read files

    facts = article.metadata
    form = facts.get("format", "text")
    return Citation(
        number,
        article.title,
        article.source,
        passage.paragraph,
        article.lines(span),
        article.page(span),
        span.start,
        span.end,
        facts.get("outlet"),
        facts.get("date"),
        link(article, span) or None,
        form,
        article.page_lines(span) if form in LINED else None,
    )


def shown_ranges(text: str, span: Span, parts: list[Span]) -> tuple[tuple[int, int], ...]:
    """Return where ``parts`` of ``span`` stand in ``shown(span.of(text))``.

    ``span`` and ``parts`` must begin and end with something visible.
    """

    def place(at: int) -> int:
        """Return where a visible code point stands."""
        return len(shown(text[span.start : at + 1])) - 1

    return tuple((place(part.start), place(part.end - 1) + 1) for part in parts)
