"""Reads an article from its first sentence to its last, and notes who says what."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Span, shown
from index.speech.according import According
from index.speech.attribution import Attribution, Said, cue_behind
from index.speech.clauses import takes_clause
from index.speech.cues import Cue, said_of, speaking
from index.speech.dialogue import answers, dialogue
from index.speech.names import Speakers
from index.speech.naming import Naming
from index.speech.quotations import Quotation, content, quotations
from index.speech.reported import Found, Reported
from index.speech.scenes import Scene, scenes
from index.speech.statement import Kind, Statement
from index.speech.subjects import Subjects
from index.speech.topics import Topics
from index.speech.words import Word, words
from index.tokenised import Tokenised

_ENDS = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_LONGEST_HEADLINE = 250
_CHAIN = re.compile(r"\s*(?:,|ve|,\s*ve|ile)?\s*[\"“”«„‘']")
_SENTENCE = 3
"""So many words make a quotation without a verb more than a label."""


@dataclass(slots=True)
class _Memory:
    """The last direct statement, which a quotation without a verb carries on."""

    said: Said | None = None
    paragraph: int = -9  # where it stood
    handed: Span | None = None  # the sentence whose colon hands the next paragraph to its subject


@dataclass(frozen=True, slots=True)
class _Place:
    """A quotation among the words outside quotations: ``at`` is the first of them behind it."""

    quotation: Quotation
    found: Sequence[Word]
    at: int
    cue: Cue | None  # behind it


class Reader:
    """Reads the statements of one article, once."""

    def __init__(
        self, article: Article, sentences: Sequence[Sequence[Span]], read: Tokenised
    ) -> None:
        self.article = article
        paragraphs = [words(read, p) for p in article.paragraphs]
        self.scenes = scenes(article, sentences, paragraphs, quotations(article))
        self.subjects = Subjects(Speakers(article, paragraphs))
        self.naming = Naming(self.subjects)
        self.attribution = Attribution(self.naming)
        self.topics = Topics(self.naming)
        self.reported = Reported(self.naming, article.flat)
        self.according = According(self.naming, article.flat)
        self.lines = dialogue(self.subjects, paragraphs)
        self.answers = answers([p.of(article.flat) for p in article.paragraphs], article.paragraphs)
        self.paragraphs = paragraphs
        self.memory = _Memory()
        self.direct: list[Span] = []  # quotations that are statements, in order
        self.found: list[Statement] = []

    def read(self) -> tuple[Statement, ...]:
        """Return the statements in order."""
        for number, row in enumerate(self.scenes):
            if number == 0 and len(self.scenes) > 1 and self._headline():
                continue
            if number in self.lines:
                self._line(number)
                continue
            if number + 1 in self.answers:
                continue  # the question of an interview
            if number in self.answers and (speaker := self.naming.named((), None)):
                paragraph = self.article.paragraphs[number]
                span = content(self.article.flat, self.answers[number], paragraph.end)
                self._add(span, Said(speaker, None), "direct", paragraph)
                continue
            for scene in row:
                self._scene(scene)
            if row and self.article.flat[row[-1].span.end - 1] == ":":
                self._hand_over(row[-1])
        return tuple(sorted(self.found, key=lambda s: (s.span.start, s.span.end)))

    def _line(self, number: int) -> None:
        """Take a line of dialogue: "Sunucu: Kaç yıllık?"."""
        label, found = self.lines[number], self.paragraphs[number]
        paragraph = self.article.paragraphs[number]
        span = content(self.article.flat, found[label.last].start, paragraph.end)
        self._add(span, Said(self.naming.named(found, label), None), "direct", paragraph)

    def _headline(self) -> bool:
        first = shown(self.article.paragraphs[0].of(self.article.flat))
        return first == self.article.title or (
            len(first) <= _LONGEST_HEADLINE and not _ENDS.search(first)
        )

    def _hand_over(self, scene: Scene) -> None:
        """Remember who introduces the next paragraph."""
        free = scene.free
        if said := self.attribution.before(free) or self.attribution.introduced(free):
            self.memory.said, self.memory.paragraph = said, scene.paragraph
            self.memory.handed = scene.span
            self.naming.note(said.speaker, named=False)

    def _scene(self, scene: Scene) -> None:
        count = len(self.found)
        if scene.quotations:
            self._quotations(scene)
        unsaid: Sequence[Word] = scene.words
        if self.direct and self.direct[-1].end > scene.span.start:
            unsaid = [w for w in scene.words if not self._in_direct(w)]
        if speaking(unsaid):
            for said, speaker, cue in self._reported(scene, unsaid):
                self._add(said, Said(speaker, cue), "reported", scene.span)
        else:
            self.naming.later(lambda: self._reported(scene, unsaid))
        if count == len(self.found):
            laid = self.according.read(scene.words, scene.span.end)
            if laid:
                span, speaker, cue = laid
                self._keep(span, Said(speaker, cue), "attributed", scene.span)
            by = laid[1] if laid else None
            self.naming.later(lambda: self.topics.note(scene.free, by))

    def _reported(self, scene: Scene, unsaid: Sequence[Word]) -> Sequence[Found]:
        if scene.free is scene.words:
            return self.reported.read(unsaid, [False] * len(unsaid))
        outside = set(scene.free_begins)
        return self.reported.read(unsaid, [w.start not in outside for w in unsaid])

    def _in_direct(self, word: Word) -> bool:
        at = bisect_right(self.direct, Span(word.start, word.end)) - 1
        return at >= 0 and self.direct[at].end > word.start

    def _quotations(self, scene: Scene) -> None:
        """Attribute the quotations that begin in ``scene``."""
        places: list[_Place] = []
        following: _Place | None = None
        for quotation in reversed(scene.quotations):
            at = bisect_left(scene.free_begins, quotation.outer.start)
            found: Sequence[Word] = scene.free
            if quotation.outer.end > scene.span.end:
                found = [*scene.free[:at], *self._tail(quotation.outer.end)]
            cue = cue_behind(found, at)
            if (
                cue is None
                and following is not None
                and following.found is found  # not one that runs on into other sentences
                and _CHAIN.match(self.article.flat, quotation.outer.end)
            ):
                cue = following.cue  # "A" ve "B" dedi: the verb belongs to both
            following = _Place(quotation, found, at, cue)
            places.append(following)
        end = scene.span.start
        for place in reversed(places):
            if said := self._said(scene, place, end):
                self._quoted(scene, place.quotation, said)
            end = place.quotation.outer.end

    def _tail(self, end: int) -> list[Word]:
        """Return the words that follow, in its sentence, a quotation over several paragraphs."""
        number = bisect_right([p.start for p in self.article.paragraphs], end - 1) - 1
        for scene in self.scenes[number]:
            if scene.span.start < end <= scene.span.end:
                return [w for w in scene.free if w.start >= end]
        return []

    def _said(self, scene: Scene, place: _Place, end: int) -> Said | None:
        """Return who said a quotation, None where it is no statement.

        ``end`` is where the quotation before it ends, or where the sentence begins.
        """
        found, at = place.found, place.at
        inside = scene.inside(place.quotation.pieces[0])
        introduced = at > 0 and found[at - 1].start >= end
        colon = introduced and ":" in found[at - 1].after
        if not inside or _labelled(place, inside, colon):
            return None
        if place.cue is not None:
            since = bisect_left(scene.free_begins, end, 0, at)
            return self.attribution.by_cue(found, at, place.cue, since)
        if introduced and (said := self.attribution.before(found[max(0, at - 120) : at])):
            return said
        if at < len(found):
            return None
        title = all(word.capital for word in inside[1:]) and len(inside) > 1
        if colon and not title and (said := self.attribution.introduced(found)):
            told = any(said_of(found, i) for i in range(len(found)))  # "yanıtı tek kelime: ..."
            if told or len(inside) >= _SENTENCE:
                return said
        if introduced and not place.quotation.closed and self._continued(scene):
            return self.attribution.opened(found)
        # Nothing is left of the sentence: does it carry on what was said before?
        after_direct = bool(self.direct) and self.direct[-1].start >= scene.span.start
        if at > 0 and not after_direct:
            return None
        memory = self.memory
        enough = 1 if memory.handed or after_direct else _SENTENCE
        if memory.said and memory.paragraph >= scene.paragraph - 1 and len(inside) >= enough:
            speaker = memory.said.speaker
            return Said(speaker.unnamed() if speaker else None, memory.said.cue)
        if at == 0 and place.quotation.closed and len(inside) >= 2 * _SENTENCE:
            return Said(self.naming.named(found, None), None)
        return None

    def _continued(self, scene: Scene) -> bool:
        """Tell whether the next paragraph opens a quotation again."""
        following = self.article.paragraphs[scene.paragraph + 1 : scene.paragraph + 2]
        return any(_CHAIN.match(p.of(self.article.flat)) is not None for p in following)

    def _quoted(self, scene: Scene, quotation: Quotation, said: Said) -> None:
        self.direct.append(quotation.outer)
        frame = scene.span
        if self.memory.handed and self.memory.paragraph == scene.paragraph - 1:
            frame = Span(self.memory.handed.start, frame.end)
        for piece in quotation.pieces:
            if piece.start >= scene.span.end:
                said = Said(said.speaker.unnamed() if said.speaker else None, said.cue)
                frame = self._frame(piece)
            self._add(piece, said, "direct", frame)
        self.memory.said = said
        self.memory.paragraph = self.article.paragraph(quotation.pieces[-1]) - 1
        self.memory.handed = None

    def _frame(self, piece: Span) -> Span:
        row = self.scenes[self.article.paragraph(piece) - 1]
        spans = [s.span for s in row if s.span.overlap(piece)]
        return Span(spans[0].start, spans[-1].end) if spans else piece

    def _add(self, content: Span, said: Said, kind: Kind, frame: Span) -> None:
        self.naming.note(said.speaker, named=said.speaker is not None and said.speaker.proper)
        self._keep(content, said, kind, frame)

    def _keep(self, content: Span, said: Said, kind: Kind, frame: Span) -> None:
        speaker = said.speaker
        frame = Span(min(frame.start, content.start), max(frame.end, content.end))
        name, surface = (speaker.name, speaker.surface) if speaker else ("", None)
        self.found.append(Statement(content, name, surface, kind, said.cue, frame))


def _labelled(place: _Place, inside: Sequence[Word], colon: bool) -> bool:
    """Tell whether quoted words are a label, or part of a clause that is reported."""
    found, at, cue = place.found, place.at, place.cue
    if at < len(found) and found[at].key == "olarak":
        return True
    if colon or cue is None:
        return False
    least = _SENTENCE if cue.form == "relative" and "N" in cue.takes else 2
    if len(inside) < least and cue.form in ("participle", "relative"):
        return True
    plain = found[cue.first].key not in ("diye", "seklinde") and "N" not in cue.takes
    return plain and takes_clause(cue, inside[-1])
