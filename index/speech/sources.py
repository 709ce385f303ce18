"""Whose words a passive tells: "Bakanlıktan yapılan açıklamada ... denildi"."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.speech.capitals import plain
from index.speech.naming import Naming, Speaker
from index.speech.nouns import DOCUMENT, noun
from index.speech.verbs import other_form
from index.speech.words import Word, listed

_REACH = 80
_MADE = listed(
    """
    yapilan yayimlanan yayinlanan verilen paylasilan hazirlanan yayinladigi
    """
)


class Sources:
    """Finds the sources that stand in for the subject of a passive."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.subjects = naming.subjects

    def source(self, found: Sequence[Word], lo: int, hi: int) -> tuple[Speaker | None, int]:
        """Return whose words a passive tells, and the word behind what names them.

        "Bakanlıktan yapılan açıklamada ... denildi"
        """
        lo = max(lo, hi - _REACH)
        phrases = self.subjects.phrases(found, lo, hi)
        for t in range(lo, hi):
            word = found[t]
            document = DOCUMENT.fullmatch(word.full)
            if word.key not in _MADE and word.key != "tarafindan" and not document:
                continue
            owners = [p for p in phrases if p.sure and p.last <= t]
            if document is None:
                if owners and owners[-1].last >= t - 1:
                    return self.naming.named(found, owners[-1]), t + 1
                continue
            if genitive := [p for p in owners if p.case == "genitive"]:
                return self.naming.named(found, genitive[-1]), t + 1
            if owners and owners[-1].last == t and owners[-1].first != t:
                return self.naming.named(found, owners[-1]), t + 1
            if any(w.key in _MADE for w in found[lo:t]):
                continue
            return self._document(found, t, document.end() - document.start("case")), t + 1
        return None, lo

    def _document(self, found: Sequence[Word], t: int, ending: int) -> Speaker:
        """Return a document as the speaker ("Bilirkişi raporunda" → "Bilirkişi raporu")."""
        running = self.naming.running
        first = t
        while (
            first > 0
            and t - first < 2
            and found[first - 1].after.isspace()
            and ((owner := noun(found[first - 1].full)) is None or owner.case == "nominative")
        ):
            if other_form(found[first - 1].full) or found[first - 1].suffix:
                break
            first -= 1
        surface = Span(found[first].start, found[t].end - ending)
        if first == t and running is not None and not running.person:
            return Speaker(running.name, surface, running.person)
        name = plain(self.subjects.speakers.view, surface).rstrip("'’")
        return Speaker(name, surface, False)
