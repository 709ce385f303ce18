"""The reported statements of a sentence: each verb of saying with the clause it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span
from index.speech.clauses import boundary, clause_end, content_start, is_clause
from index.speech.cues import Cue, cue_at
from index.speech.modifiers import ANONYMOUS
from index.speech.naming import Naming, Speaker
from index.speech.nouns import Case
from index.speech.phrases import Phrase
from index.speech.quotations import content
from index.speech.sources import Sources
from index.speech.words import Word

_SHORTEST = 2
"""So many words a content has at least."""
_HEARSAY = re.compile(
    r"(?:belirt|soylen|bildir|ogren|aktar|iddia|ileri|one|kayded|ifade|duyur|acikla|ortaya|anlas|gor)"
)

Found = tuple[Span, Speaker | None, Span]


@dataclass(slots=True)
class _Clause:
    """Where the clause at hand begins, and who the subject of the sentence is so far."""

    lo: int = 0
    speaker: Speaker | None = None
    settled: bool = False  # it is the subject of this clause too


class Reported:
    """Reads reported statements, sentence after sentence."""

    def __init__(self, naming: Naming, view: str) -> None:
        self.naming = naming
        self.sources = Sources(naming)
        self.subjects = naming.subjects
        self.view = view

    def read(self, found: Sequence[Word], quoted: Sequence[bool]) -> list[Found]:
        """Return what the words of a sentence report, its direct statements left out.

        ``quoted[i]`` tells that word ``i`` stands in marks that are no statement of their own.
        """
        statements: list[Found] = []
        clause = _Clause()
        i = 0
        while i < len(found):
            begin = None if quoted[i] else boundary(found, i)
            if begin is not None and begin > clause.lo:
                phrase = self.subjects.subject(found, clause.lo, i, False)
                clause.speaker = self.naming.named(found, phrase) if phrase else clause.speaker
                clause.lo, clause.settled = begin, False
            cue = None if quoted[i] else cue_at(found, i)
            if cue is None:
                i += 1
                continue
            head = None
            if cue.form == "participle":
                head = self.subjects.head_after(found, cue.last, len(found))
            read = self._statement(found, clause, cue, head)
            statements += read
            self._go_on(found, clause, cue, head, read)
            i = cue.last
        return statements

    def _go_on(
        self,
        found: Sequence[Word],
        clause: _Clause,
        cue: Cue,
        head: Phrase | None,
        read: Sequence[Found],
    ) -> None:
        """Move to what follows a verb of saying, and keep its subject where that goes on."""
        if cue.form in ("relative", "noun"):
            return  # it stands inside the clause of another verb
        if head is not None:
            if head.comma or read:
                if not read:  # it tells who speaks, not what: "plana karşı çıkan vekiller"
                    head = self.subjects.whole(found, clause.lo, head)
                clause.lo = head.last if head.comma else cue.last
                clause.speaker = self.naming.named(found, head)
                clause.settled = head.comma
        elif read or cue.form == "finite":
            clause.lo = cue.last
            if read:
                clause.speaker = read[-1][1]
                # "... vurgularken Grant ... belirtti": the next verb may have another subject.
                while_so = found[cue.last - 1].key.endswith("ken")
                clause.settled = cue.form == "converb" and not while_so

    def _statement(
        self, found: Sequence[Word], clause: _Clause, cue: Cue, head: Phrase | None
    ) -> list[Found]:
        hearsay = _hearsay(found, cue.last)
        if (cue.form == "relative" and not hearsay) or ("p" in cue.takes and _wishes(found, cue)):
            return []
        end = clause_end(found, clause.lo, cue)
        if end is None or (cue.form == "passive" and _told(found, end)):
            return []
        if (cue.form == "noun" and not is_clause(found[end - 1].full)) or _whether(found, cue):
            return []
        speaker, start = self._speaker(found, clause, cue, head, end)
        start = content_start(found, start, end)
        if end <= start or speaker is None:
            return []
        if end - start < _SHORTEST and not is_clause(found[start].full):
            return []
        if found[start].key in ANONYMOUS and cue.verb == "iste":
            return []
        span = Span(found[cue.first].start, found[cue.last - 1].end)
        for phrase in self.subjects.phrases(found, start, end):
            # "Ankara ... tutmadığını, Moskova ise ... olduğunu savunuyor": one verb, two speakers.
            contrast = phrase.last < end - _SHORTEST and found[phrase.last].key == "ise"
            if contrast and phrase.first > start and is_clause(found[phrase.first - 1].full):
                other = self.naming.named(found, phrase)
                return [
                    (self._content(found, start, phrase.first), speaker, span),
                    (self._content(found, phrase.last + 1, end), other, span),
                ]
        return [(self._content(found, start, end), speaker, span)]

    def _speaker(
        self, found: Sequence[Word], clause: _Clause, cue: Cue, head: Phrase | None, end: int
    ) -> tuple[Speaker | None, int]:
        """Return who speaks, and the word behind the subject, where the content may begin."""
        lo = clause.lo
        if cue.form == "passive":
            # A thought in the passive is nobody's: "umut ediliyor".
            return (None, lo) if "t" in cue.takes else self.sources.source(found, lo, end)
        if head is not None:
            before = self.subjects.subject(found, lo, end - 1, False)
            # "Zaev, ... söyleyen Lavrov'u eleştirdi": Zaev is no part of what Lavrov said.
            whole = before is not None and before.comma and before.first == lo
            return self.naming.named(found, head), before.last if before and whole else lo
        if clause.settled:
            return clause.speaker, lo
        case: Case = "genitive" if cue.form in ("relative", "noun") else "nominative"
        if end < cue.first and (between := self.subjects.subject(found, end, cue.first, True)):
            return self.naming.named(found, between), lo
        phrase = self.subjects.subject(found, lo, end - 1, False, case)
        if phrase is None and _HEARSAY.match(found[-1].key):
            # "Gül'ün ... gerektiğini belirterek ... ilettiği öğrenildi"
            phrase = self.subjects.subject(found, lo, end - 1, False, "genitive")
            phrase = phrase if phrase and phrase.first == lo and phrase.name >= 0 else None
        if phrase and clause.speaker and not (phrase.comma or phrase.first == lo):
            phrase = None  # a clause that goes on has the subject of the one before
        if phrase:
            return self.naming.named(found, phrase), phrase.last
        if case == "genitive":
            return None, lo
        return clause.speaker or self.naming.named(found, None), lo

    def _content(self, found: Sequence[Word], start: int, end: int) -> Span:
        first, last = found[start].start, found[end - 1].end
        # Quotation marks that touch the ends belong to it, where their partners are inside.
        inside = self.view[first:last]
        if (
            found[start].before[-1:] in "\"“”«'‘"
            and found[start].before.strip()
            and _closes(inside)
        ):
            first -= 1
        if (
            found[end - 1].after[:1] in "\"”»’'"
            and found[end - 1].after.strip()
            and _opens(self.view[first:last])
        ):
            last += 1
        return content(self.view, first, last)


def _hearsay(found: Sequence[Word], at: int) -> bool:
    """Tell whether the verb at ``at`` lays a clause to nobody: "... söylediği öğrenildi"."""
    if at >= len(found) or not _HEARSAY.match(found[at].key):
        return False
    cue = cue_at(found, at)
    return cue is None or cue.form != "finite"  # but "... söylediğini aktardı" is of who speaks


def _told(found: Sequence[Word], end: int) -> bool:
    """Tell whether a clause says that somebody said: "... söylediği aktarıldı"."""
    cue = cue_at(found, end - 1)
    return cue is not None and cue.form == "relative"


def _whether(found: Sequence[Word], cue: Cue) -> bool:
    """Tell whether a verb is half of "talep edip etmeyecekleri"."""
    verb = found[cue.last - 1].key
    if cue.last >= len(found) or not verb.endswith(("ip", "up")):
        return False
    return found[cue.last].key[:2] in (verb[:2], "et")


def _wishes(found: Sequence[Word], cue: Cue) -> bool:
    """Tell whether a verb of wishing stands in the present: a wish, not a request."""
    return "yor" in found[cue.last - 1].key


def _closes(text: str) -> bool:
    return (
        text.count('"') % 2 == 1
        or text.count("”") > text.count("“")
        or text.count("»") > text.count("«")
    )


def _opens(text: str) -> bool:
    return (
        text.count('"') % 2 == 1
        or text.count("“") > text.count("”")
        or text.count("«") > text.count("»")
    )
