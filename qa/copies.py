"""Near copies: what an article says three times is shown once, with the other places named.

Copies are found sentence by sentence. A passage with nothing new goes to the places of what it
repeats; one that only begins or ends with something shown is cut down to what is new; and where the
copy says more than what was to be shown, it takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.article import Span
from index.rows import StoredPassage
from index.turkish import PREFIXES, content_words

_HELD = 0.85
"""Share of the content words of the shorter sentence that the longer must hold."""
_FEWEST_WORDS = 4  # a shorter sentence is in anything
_STEM = PREFIXES[1]  # letters in which two forms of a word agree


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """What a statement or a sentence says: the stems of its content words.

    ``words`` is how many different ones there are.
    """

    stems: frozenset[str]
    words: int

    @classmethod
    def of(cls, words: Iterable[str]) -> Saying:
        """Look at folded words."""
        told = content_words(words)
        return cls(frozenset([word[:_STEM] for word in told]), len(told))


Content = tuple[Saying, ...]
"""What a sentence says: each statement in it, or all of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage that may be shown, with what each of its sentences says.

    None stands for a sentence that must not be shown at the edge of the passage.
    """

    stored: StoredPassage
    contents: tuple[Content | None, ...]


@dataclass(slots=True)
class Shown:
    """A passage to show: its sentences ``[first, last)``, and the copies of them elsewhere."""

    piece: Piece
    first: int
    last: int
    copies: list[tuple[StoredPassage, Span]] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences that are shown."""
        return self.piece.stored.passage.sentences[self.first : self.last]

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Their folded words."""
        return self.piece.stored.words[self.first : self.last]

    @property
    def span(self) -> Span:
        """What is shown of the passage."""
        return Span(self.sentences[0].start, self.sentences[-1].end)

    @property
    def said(self) -> list[Saying]:
        """All that is said in what is shown."""
        return _said(self.piece.contents[self.first : self.last])


def collapse(ranked: Sequence[Piece], most: int) -> list[Shown]:
    """Return up to ``most`` passages of ``ranked`` (best first), each saying something new.

    All of ``ranked`` is searched for copies of what is shown.
    """
    shown: list[Shown] = []
    for piece in ranked:
        said = [(s, s.said) for s in shown]
        originals = [_original(content, said) for content in piece.contents]
        new = [
            i
            for i, (content, original) in enumerate(zip(piece.contents, originals, strict=True))
            if original is None and content is not None
        ]
        fuller = next((s for s in shown if _says_more(piece, s)), None)
        if fuller is not None:
            fuller.copies.append((fuller.piece.stored, fuller.span))
            fuller.piece, fuller.first, fuller.last = piece, *_edges(piece)
            continue
        first, last = (new[0], new[-1] + 1) if new else (0, 0)
        if new and len(shown) < most:
            shown.append(Shown(piece, first, last))
        for i, original in enumerate(originals):
            if original is not None and not first <= i < last:
                original.copies.append((piece.stored, piece.stored.passage.sentences[i]))
    return shown


def _edges(piece: Piece) -> tuple[int, int]:
    allowed = [i for i, content in enumerate(piece.contents) if content is not None]
    return allowed[0], allowed[-1] + 1


def _said(contents: Sequence[Content | None]) -> list[Saying]:
    return [saying for content in contents if content for saying in content]


def _same(one: Saying, other: Saying) -> bool:
    """Tell whether two sayings say the same, or the longer nearly all that the shorter says."""
    words = min(len(one.stems), len(other.stems))
    if words < _FEWEST_WORDS:
        return one.stems == other.stems
    return len(one.stems & other.stems) >= _HELD * words


def _repeats(content: Iterable[Saying], said: Sequence[Saying]) -> bool:
    """Tell whether all of ``content`` is said in ``said``."""
    return all(any(_same(saying, other) for other in said) for saying in content)


def _original(content: Content | None, shown: Sequence[tuple[Shown, list[Saying]]]) -> Shown | None:
    """Return which of what is shown (with what it says) says all of a sentence's content."""
    if content is None:
        return None
    for place, said in shown:
        if _repeats(content, said):
            return place
    return None


def _says_more(piece: Piece, shown: Shown) -> bool:
    """Tell whether ``piece`` repeats all that is shown, in as many sentences but more words."""
    sentences = sum(content is not None for content in piece.contents)
    if sentences != shown.last - shown.first:
        return False
    said, repeated = _said(piece.contents), shown.said
    more = sum(s.words for s in said) > sum(s.words for s in repeated)
    return more and _repeats(repeated, said)
