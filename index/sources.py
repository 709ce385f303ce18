"""Whose words a passive tells: "Bakanlıktan yapılan açıklamada ... denildi", "raporda ... belirtildi"."""

from __future__ import annotations

from collections.abc import Sequence

from index.cues import Word, listed, other_form
from index.naming import Naming, Speaker
from index.nouns import DOCUMENT, noun
from index.speakers import core, plain

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

    def source(self, found: Sequence[Word], lo: int, hi: int) -> Speaker | None:
        """Return whose words a passive tells: "Bakanlıktan yapılan açıklamada ... denildi"."""
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
                    return self.naming.named(found, owners[-1])
                continue
            if genitive := [p for p in owners if p.case == "genitive"]:
                return self.naming.named(found, genitive[-1])
            if owners and owners[-1].last == t and not (owners[-1].first == t):
                return self.naming.named(found, owners[-1])
            if any(w.key in _MADE for w in found[lo:t]):
                continue
            return self._document(found, t, document.end() - document.start("case"))
        return None

    def _document(self, found: Sequence[Word], t: int, ending: int) -> Speaker:
        """Return a document as the speaker ("Bilirkişi raporunda" → "Bilirkişi raporu")."""
        running = self.naming.running
        first = t
        while (
            first > 0
            and t - first < 2
            and found[first - 1].after.isspace()
            and not noun(found[first - 1].full)
        ):
            if other_form(found[first - 1].full) or found[first - 1].suffix:
                break
            first -= 1
        surface = core(self.subjects.speakers.view, found[first], found[t])
        if first == t and running is not None and not running.person:
            return Speaker(running.name, surface, running.person)
        name = plain(self.subjects.speakers.view, surface)
        return Speaker(name[:-ending] if ending < len(name) else name, surface, False)
