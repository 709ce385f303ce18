"""Who a sentence without a statement is about: what is said next may be theirs."""

from __future__ import annotations

from collections.abc import Sequence

from index.speech.naming import Naming, Speaker
from index.speech.phrases import Phrase
from index.speech.subjects import OWN_VERB
from index.speech.words import Word

_PRESENTED = 12
"""So many words at the end of a sentence are looked at for who is presented."""


class Topics:
    """Reads who is spoken of, sentence by sentence, and lets `Naming` remember it."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.subjects = naming.subjects

    def note(self, found: Sequence[Word], laid_to: Speaker | None) -> None:
        """Remember who the words of a sentence are about, or to whom they are laid ("X'e göre")."""
        if laid_to and laid_to.proper and laid_to.person:
            self.naming.note(laid_to, named=False)
        elif other := self._presented(found) or self._owner(found):
            self.naming.note(self.naming.named(found, other), named=False)
        elif phrase := self._subject(found):
            named = phrase.comma and phrase.name >= 0
            self.naming.note(self.naming.named(found, phrase), named=named)

    def _subject(self, found: Sequence[Word]) -> Phrase | None:
        phrase = self.subjects.subject(found, 0, len(found), False)
        if phrase is None or not phrase.sure:
            return None
        lead = found[: phrase.first]
        leads = not lead or (phrase.comma and not any("," in word.after for word in lead))
        return phrase if leads and (phrase.name >= 0 or phrase.person) else None

    def _presented(self, found: Sequence[Word]) -> Phrase | None:
        """Return the name that a sentence ends with: "Sesin sahibi 83 yaşındaki Bekir Taşçıoğlu.".

        Or whom the reporter met: "Bestekâr Oya Tan ile konuştuk.".
        """
        last = len(found)
        phrases = self.subjects.phrases(found, max(0, last - _PRESENTED), last)
        if found and OWN_VERB.search(found[-1].full):
            met = [p for p in phrases if p.name >= 0 and p.person]
            return met[-1] if met else None
        if phrases and phrases[-1].last == last and phrases[-1].name > 0:
            return phrases[-1] if phrases[-1].case == "nominative" else None
        return None

    def _owner(self, found: Sequence[Word]) -> Phrase | None:
        """Return who opens a sentence without another subject: "Eşi Hanife'nin derdi ..."."""
        if self.subjects.subject(found, 0, len(found), False) is not None:
            return None
        phrase = self.subjects.subject(found, 0, len(found), False, "genitive")
        owner = phrase is not None and phrase.first == 0 and phrase.name >= 0 and phrase.person
        return phrase if owner and phrase is not None and phrase.sure else None
