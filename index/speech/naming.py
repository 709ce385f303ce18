"""From an expression to who is meant: names, titles, pronouns, "the firm", two who speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.article import Span
from index.speech.capitals import core, joined, keys_of, plain
from index.speech.modifiers import QUANTIFIERS, is_relative
from index.speech.nouns import Noun, case_of, noun
from index.speech.phrases import PRONOUNS, Phrase
from index.speech.subjects import Subjects
from index.speech.words import Word, listed
from index.turkish import fold

_ROLES = listed(
    """
    lider baskan oyuncu futbolcu sanatci yazar siyasetci politikaci yonetmen sarkici senator
    vali milletvekil direktor aktor sporcu kaptan yildiz patron general gazeteci doktor
    profesor cumhurbaskan basbakan bakan kaleci forvet golcu antrenor
    mudur rektor dekan kaymakam muhtar bashekim komutan
    """
)
"""What an article calls a person whom it has named before."""
_PRAISE = listed("unlu genc deneyimli tecrubeli basarili yasindaki yasli kidemli usta efsane")
_TRADES = listed(
    """
    oyuncu futbolcu sanatci yazar siyasetci politikaci yonetmen sarkici aktor sporcu kaleci forvet
    golcu antrenor calistirici boksor stoper yildiz gazeteci senator muzisyen sair pilot tenisci
    arastirmaci akademisyen bilimci bilimad biliminsani diplomat ekonomist iktisatci hukukcu
    tarihci arkeolog psikolog jeolog elestirmen kadin adam sanik davaci davali zanli supheli
    besteci girisimci
    """
)
"""What an article calls such a person in more words: "deneyimli orta saha oyuncusu"."""
_LONGEST_ROLE = 4
_REMEMBERED = 8
_ARTICLES = listed("bir ayrica ancak bu ise fakat ama oysa")
_CALLED = listed("adli isimli adindaki ismindeki")
_OBLIQUE_PLURAL = re.compile(r"(.*l[ae]r)(?:[ae]|[dt][ae]n?|[ıi]n|l[ae])$")
_HEARD_OF = listed(
    """
    sirket firma kurum kurulus orgut dernek vakif kulup parti banka gazete ajans universite
    holding federasyon sendika birlik grup marka isletme havayolu
    """
)
"""Bodies that an article calls by their kind once it has named them."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as found: the name to show, and the expression in the text."""

    name: str
    surface: Span | None
    person: bool
    proper: bool = False  # the expression is a name

    def unnamed(self) -> Speaker:
        """Return the same speaker where no expression stands for it."""
        return Speaker(self.name, None, self.person)


class Naming:
    """Names the speakers of an article, sentence after sentence.

    ``bodies`` are the last companies, parties and offices, ``described`` the last full description
    of somebody without a name, by its noun. Most sentences only matter for who was spoken of last,
    and most speakers are named: so what such sentences tell is read when somebody asks for it.
    """

    def __init__(self, subjects: Subjects) -> None:
        self.speakers = subjects.speakers
        self.subjects = subjects
        self.bodies: list[str] = []
        self.described: dict[tuple[str, bool], str] = {}
        self._running: Speaker | None = None
        self._unread: list[Callable[[], object]] = []

    def later(self, reading: Callable[[], object]) -> None:
        """Put off what is read for no more than for what it lets this object remember."""
        self._unread.append(reading)

    @property
    def running(self) -> Speaker | None:
        """Who was spoken of last, by all that was put off."""
        unread, self._unread = self._unread, []
        for reading in unread:
            reading()
        return self._running

    def named(self, found: Sequence[Word], phrase: Phrase | None) -> Speaker | None:
        """Return who ``phrase`` is; None is whoever was spoken of last."""
        if phrase is None:
            running = self.running
            return running.unnamed() if running else None
        other = self._partner(found, phrase)
        speaker = self._one(found, phrase)
        if other is None:
            return speaker
        first = self._one(found, other)
        surface = Span(found[other.first].start, found[phrase.last - 1].end)
        return Speaker(f"{first.name} ve {speaker.name}", surface, speaker.person)

    def note(self, speaker: Speaker | None, named: bool) -> None:
        """Remember who was spoken of."""
        if self._unread:
            self.later(lambda: self.note(speaker, named))
            return
        if speaker is None:
            return
        self._running = speaker
        if named and not speaker.person and speaker.name not in self.bodies[-1:]:
            self.bodies.append(speaker.name)
            del self.bodies[:-_REMEMBERED]

    def _partner(self, found: Sequence[Word], phrase: Phrase) -> Phrase | None:
        """Return the phrase that ``phrase`` is joined to by "ve" or "ile"."""
        if phrase.first < 2 or found[phrase.first - 1].key not in ("ve", "ile"):
            return None
        before = self.subjects.phrases(found, max(0, phrase.first - 12), phrase.first - 1)
        if not before or before[-1].last != phrase.first - 1:
            return None
        other = before[-1]
        if other.case != "nominative" or not other.sure:
            return None
        titles = other.name < 0 and other.person and phrase.name > phrase.first
        if titles and found[phrase.first - 1].key == "ve":
            return None  # "başkanı ve genel müdürü John Atherton" is one
        opens = other.first == 0 or "," in found[other.first - 1].after
        if not opens or not joined(found[other.last - 1], found[other.last]):
            return None
        # "Tarım ve Orman Bakanı": the halves of one title.
        halves = phrase.name < 0 or phrase.name > phrase.first
        whole = other.name < 0 or other.last - other.name > 1 or other.person or not halves
        return other if whole else None

    def _one(self, found: Sequence[Word], phrase: Phrase) -> Speaker:
        view = self.speakers.view
        surface = core(view, found[phrase.first], found[phrase.last - 1])
        if phrase.name >= 0:
            keys = keys_of(found, phrase.name, phrase.last)
            known = self.speakers.register.full_name(keys, surface.start)
            span = core(view, found[phrase.name], found[phrase.last - 1])
            person = phrase.person or (known is not None and bool(known.titles))
            return Speaker(known.name if known else plain(view, span), surface, person, proper=True)
        head = found[phrase.last - 1]
        if called := self._called(found, phrase):
            return Speaker(called, surface, True, proper=True)
        running = self.running  # from here on, what was said before matters
        if head.key in PRONOUNS and running:
            return Speaker(running.name, surface, running.person)
        first = phrase.first
        for at in range(phrase.first, phrase.last - 1):
            if is_relative(found[at]):
                first = at + 1  # "görüşmeye katılan | Rusya Dışişleri Bakanı"
        keys = tuple(w.key for w in found[first : phrase.last])
        analysed = noun(head.full)
        if analysed and analysed.person and not analysed.plural:
            # "Rusya Dışişleri Bakanı" where the article gives that title to Sergey Lavrov.
            known = self.speakers.register.by_title(
                keys, running.name if running else "", surface.start
            )
            if known:
                return Speaker(known.name, surface, True)
            lead = found[first : phrase.last - 1]
            if running and somebody(running) and _meant(lead, analysed):
                return Speaker(running.name, surface, True)
        if analysed and not analysed.person and (body := self._heard_of(found, phrase)):
            return Speaker(body, surface, False)
        name = self._bare(found, phrase)
        if analysed and analysed.person:
            kind = analysed.stem, analysed.plural
            if len(name.split()) > 1:
                self.described[kind] = name
            else:  # "avukatlar", after "Grace'i savunan avukatlar"
                name = self.described.get(kind, name)
        return Speaker(name, surface, analysed is not None and analysed.person)

    def _called(self, found: Sequence[Word], phrase: Phrase) -> str | None:
        """Return the name in "Hakan Bilgin isimli esnaf"."""
        for at in range(phrase.first - 1, max(-1, phrase.first - 4), -1):
            if found[at].key not in _CALLED:
                continue
            names = [p for p in self.subjects.phrases(found, max(0, at - 5), at) if p.last == at]
            if names and names[0].name >= 0:
                keys = keys_of(found, names[0].name, at)
                known = self.speakers.register.full_name(keys, found[at].start)
                span = core(self.speakers.view, found[names[0].name], found[at - 1])
                return known.name if known else plain(self.speakers.view, span)
        return None

    def _heard_of(self, found: Sequence[Word], phrase: Phrase) -> str | None:
        """Return the body that is meant by no more than its kind: "Firma", "Havayolu şirketi"."""
        analysed = noun(found[phrase.last - 1].full)
        if analysed is None or analysed.plural:
            return None
        lead = found[phrase.first : phrase.last - 1]
        if len(lead) > 2 or any(w.suffix or w.key in QUANTIFIERS for w in lead):
            return None
        if any(noun(w.full) is None for w in lead) and analysed.stem not in _HEARD_OF:
            return None
        for name in reversed(self.bodies):
            kinds = [body.stem[:6] for part in fold(name).split() if (body := noun(part))]
            if analysed.stem[:6] in kinds or (not kinds and analysed.stem in _HEARD_OF):
                return name
        return None

    def _bare(self, found: Sequence[Word], phrase: Phrase) -> str:
        """Return a phrase without article and case ending."""
        first = phrase.first
        while first < phrase.last - 1 and found[first].key in _ARTICLES:
            first += 1
        head = noun(found[phrase.last - 1].full)
        if head and head.owned and not head.person:
            for at in range(first, phrase.last - 2):
                if is_relative(found[at]) and found[at + 1].capital:
                    first = at + 1  # "aramayı yürüten | Levanter Enerji şirketi"
        if found[phrase.last - 1].key.isdigit():  # yüzde 57'si
            span = Span(found[first].start, found[phrase.last - 1].end)
            return plain(self.speakers.view, span)
        span = core(self.speakers.view, found[first], found[phrase.last - 1])
        text = plain(self.speakers.view, span)
        if phrase.case != "nominative" and (match := _OBLIQUE_PLURAL.match(text)):
            return match[1]
        return text


def somebody(speaker: Speaker) -> bool:
    """Tell whether a speaker may be a person: by a title, or by a name that is no body's."""
    last = noun(fold(speaker.name).split()[-1]) if speaker.name else None
    return speaker.person or (bool(speaker.name) and (last is None or last.person))


def _meant(lead: Sequence[Word], head: Noun) -> bool:
    """Tell whether "ünlü şarkıcı", "Portekizli oyuncu" means somebody who was named before."""
    if head.stem in _ROLES and all(w.key in _PRAISE or w.key.isdigit() for w in lead):
        return True
    plain_words = all(
        not w.suffix and w.key not in QUANTIFIERS - _PRAISE and not is_relative(w) for w in lead
    )
    owned = any(case_of(w.key, w.suffix) != "nominative" for w in lead)
    return head.stem in _TRADES and len(lead) < _LONGEST_ROLE and plain_words and not owned
