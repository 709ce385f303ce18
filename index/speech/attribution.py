"""Who said a quotation: by the verb behind it, or by the verb or the colon before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span
from index.speech.cues import NAMING, Cue, cue_at, said_of
from index.speech.naming import Naming, Speaker, somebody
from index.speech.nouns import DOCUMENT, Case
from index.speech.phrases import Phrase
from index.speech.sources import Sources
from index.speech.verbs import other_form
from index.speech.words import PARTICLES, Word, listed

_SAID_SO = listed("soyle su sunu sunlari boyle bunlari sozlerle sunlar")
_NAME = 15
"""So many words the name before a colon has at most, with titles and all."""
_TRAILING = 5
"""So many words may end a sentence behind an inverted subject ("dedi Phelan uzmanlar için")."""
_WRITTEN = re.compile(
    r"(?:ad[iu]|ism[iu]|baslig|yaz[iu](?:yor|l[iu])|afis|pankart|levha|tabela|slogan|manset|unvan)"
)
"""What has words that nobody says: "kitabın adı: ...", "pankartta ... yazılıydı: ..."."""
_SPOKEN = listed("de/di soyle yaz sor")
_MANNER = listed("seklinde biciminde tarzinda")
_MANNERED = listed("seklindeki bicimindeki yonundeki yollu")


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something (None: nobody could be found), and by which words we know."""

    speaker: Speaker | None
    cue: Span | None


def cue_behind(found: Sequence[Word], k: int) -> Cue | None:
    """Return the cue of a quotation that ends before word ``k``."""
    while k < len(found) and found[k].key in PARTICLES and not found[k].suffix:
        k += 1
    if k >= len(found):
        return None
    key = found[k].key
    if key in _MANNERED:
        said = said_of(found, k + 1) if k + 1 < len(found) else None
        return Cue(k, said.last, said.form, said.takes, said.verb) if said else None
    if key == "diye" or key in _MANNER:
        return _manner(found, k, 12 if key in _MANNER else 4)
    if key == "gibi":
        cue = cue_at(found, k + 1) if k + 1 < len(found) else None
        return Cue(k, cue.last, cue.form, cue.takes, cue.verb) if cue and "N" in cue.takes else None
    cue = cue_at(found, k)
    if cue is None or cue.form == "noun":  # "açıklaması" is a noun of saying first
        cue = said_of(found, k) or cue
    if cue:
        told = cue.form not in ("noun", "relative") or cue.verb in _SPOKEN or "N" in cue.takes
        return cue if told and "q" in cue.takes else None
    return None


def _manner(found: Sequence[Word], k: int, reach: int) -> Cue | None:
    """Return the cue "diye bağırdı", "şeklinde konuştu": any verb will do."""
    if k + 1 < len(found) and NAMING.match(found[k + 1].key):
        return None
    parted = False  # another quotation stands between, whose verb comes first
    for j in range(k + 1, min(k + 1 + reach, len(found))):
        parted = parted or bool(set(found[j - 1].after) & set('"“”«»'))
        if (cue := cue_at(found, j)) and not (parted and cue.form != "finite"):
            return Cue(k, cue.last, cue.form, "q", cue.verb)
        if form := other_form(found[j].full):
            if form == "participle" and (j > k + 2 or parted):
                continue
            return Cue(k, j + 1, form, "q", found[j].key)
    return None


class Attribution:
    """Attributes the quotations of an article, one after the other."""

    def __init__(self, naming: Naming) -> None:
        self.subjects = naming.subjects
        self.named = naming.named
        self.sources = Sources(naming)

    def by_cue(self, found: Sequence[Word], at: int, cue: Cue, since: int) -> Said | None:
        """Attribute what stands before word ``at`` by a cue behind it.

        The words from ``since`` on are those behind the quotation before it.
        """
        span = Span(found[cue.first].start, found[cue.last - 1].end)
        phrase: Phrase | None = None
        if cue.form == "participle":
            phrase = self.subjects.head_after(found, cue.last, len(found))
        elif cue.form == "passive":
            return Said(self.sources.source(found, 0, at)[0], span)
        elif cue.form in ("relative", "noun"):
            phrase = self.subjects.subject(found, 0, at, True, "genitive")
            if phrase is None and "N" in cue.takes:
                return None
        if phrase is None and (cue.form != "relative" or cue.verb in _SPOKEN):
            phrase = self.subjects.subject(found, since, at, True) if since < at else None
            phrase = phrase or self.subjects.subject(found, 0, at, True)
        if phrase is None and cue.form == "converb":  # "X'in "..." diyerek açtığı oturum"
            owner = self.subjects.subject(found, since, at, True, "genitive")
            phrase = owner if owner and owner.last == at else None
        if phrase is None and cue.verb == "yaz" and cue.form == "finite":
            return None  # "Pankartta ... yazıyordu"
        if phrase is None and cue.form in ("finite", "converb"):
            phrase = self._inverted(found, cue)
        return Said(self.named(found, phrase), span)

    def _inverted(self, found: Sequence[Word], cue: Cue) -> Phrase | None:
        """Return the subject behind the verb: "..." dedi Aliyev."""
        if cue.last >= len(found) or found[cue.last - 1].after.strip():
            return None
        if cue.form == "converb":
            return self.subjects.subject(found, cue.last, len(found), False)
        phrases = self.subjects.phrases(found, cue.last, min(len(found), cue.last + 30))
        if phrases and phrases[0].case == "nominative" and phrases[0].sure:
            rest = found[phrases[0].last - 1 :]
            near = any(w.after.strip() for w in rest[:_TRAILING]) or len(rest) <= _TRAILING
            if phrases[0].first == cue.last and near:
                return phrases[0]
        return None

    def before(self, found: Sequence[Word]) -> Said | None:
        """Attribute a quotation by the words before it, all outside quotations."""
        if not found:
            return None
        last = len(found)
        if found[-1].key == "ki":
            last -= 1
        colon = ":" in found[-1].after
        for i in range(last - 1, max(-1, last - 7), -1):
            cue = cue_at(found, i)
            if cue is None or cue.last != last or cue.form not in ("finite", "passive"):
                continue
            if i and (longer := cue_at(found, i - 1)) and longer.last == last:
                cue = longer
            if not colon and "q" not in cue.takes:
                return None
            span = Span(found[cue.first].start, found[last - 1].end)
            if cue.form == "passive":
                return Said(self.sources.source(found, 0, cue.first)[0], span)
            return Said(self.named(found, self._leading(found, cue.first)), span)
        if not colon or last == 0:
            return None
        said_so = any(w.key in _SAID_SO for w in found[max(0, last - 10) : last])
        span = Span(found[last - 1].start, found[last - 1].end)
        if other_form(found[last - 1].full) == "finite" and said_so:
            return Said(self.named(found, self._leading(found, last - 1)), span)
        if (
            found[last - 1].key == "soyle"
            and last > 1
            and DOCUMENT.fullmatch(found[last - 2].key + "nda")
        ):
            phrase = self.subjects.subject(found, 0, last - 1, True, "genitive")
            return Said(self.named(found, phrase), span) if phrase else None
        if DOCUMENT.fullmatch(found[last - 1].full):  # "Brandt, yaptığı konuşmada: ..."
            phrase = self.subjects.subject(found, 0, last - 1, True)
            if phrase is not None:
                return Said(self.named(found, phrase), span)
            speaker, _ = self.sources.source(found, 0, last)
            return Said(speaker, span) if speaker else None
        phrase = self.subjects.subject(found, max(0, last - _NAME), last, True)
        if phrase and phrase.last == last and phrase.sure:
            return Said(self.named(found, phrase), None)
        return None

    def introduced(self, found: Sequence[Word]) -> Said | None:
        """Attribute a quotation behind a colon to who is seen, or owns what is spoken of.

        "Ilgaz gözyaşlarını tutamadı: ...", "Hazneci'nin asıl kaygısı hizmetler: ...".
        """
        if not found or ":" not in found[-1].after or any(_WRITTEN.match(w.key) for w in found):
            return None
        acts = other_form(found[-1].full) == "finite"
        case: Case = "nominative" if acts else "genitive"
        # "Falcão'nun yanıtı ise tek kelime: ..."
        words_of = (i for i in range(len(found)) if not acts and said_of(found, i))
        hi = next(words_of, len(found))
        phrase = self.subjects.subject(found, 0, hi, hi < len(found), case)
        if phrase is None and not acts:
            return None
        speaker = self.named(found, phrase)
        return Said(speaker, None) if speaker and somebody(speaker) else None

    def opened(self, found: Sequence[Word]) -> Said | None:
        """Attribute a quotation that goes on in the next paragraph to the subject before it."""
        phrase = self.subjects.subject(found, 0, len(found), True)
        if phrase and phrase.comma and phrase.sure and phrase.last == len(found):
            return Said(self.named(found, phrase), None)
        return None

    def _leading(self, found: Sequence[Word], at: int) -> Phrase | None:
        """Return the subject of the verb that begins at ``at`` and leads up to a quotation."""
        while at > 0 and (found[at - 1].key in _SAID_SO or found[at - 1].key in PARTICLES):
            at -= 1
        return self.subjects.subject(found, 0, at, True)
