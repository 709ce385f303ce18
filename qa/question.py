"""What a question asks for: its language, its kind, whose words, and on what.

Everything is read off folded words, so that a question typed in capitals or without Turkish letters
is understood the same. Azerbaijani falls out of folding: "nə dedi" and "ne dedi" are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from index.article import flatten, normalise, shown
from index.errors import QuestionEmpty, QuestionTooLong
from index.turkish import Token, content, fold, lower, tokens

Kind = Literal["speech", "person", "time", "place", "number", "reason", "fact"]
Language = Literal["tr", "az", "en", "ru"]

LONGEST = 4096
"""Characters of the longest question: as long as a Telegram message may be."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


_SAY = _folded(
    """
    dedi dediler diyor diyorlar demiş demişti der derdi dediği dedikleri deyib deyir söyledi
    söylediler söylüyor söylemiş söyler söylemişti söylediği anlattı anlatıyor açıkladı açıklamış
    açıklıyor açıklaması açıklama açıklamada belirtti belirtiyor belirtmiş konuştu konuşmuş
    konuşuyor savundu savunuyor vurguladı vurguluyor kaydetti bildirdi aktardı ekledi yorumladı yorum
    düşünüyor düşündüğü dile değerlendirdi değerlendirmesi değerlendirme eleştirdi uyardı sözleri demeç
    ifade iddia itiraf beyan vaat tavsiye talep tahmin bilgi cevap yanıt
    """
)
_SAY_ENGLISH = _folded(
    """say says said saying tell tells told claim claims claimed think thinks thought argue argues
    argued state states stated announce announces announced explain explains explained comment
    comments commented respond responded warn warned promise promised suggest suggested admit
    admitted"""
)
# What is thought or wanted is told by statements too, but not only: they don't make a question one
# for statements unless the one who is asked for has spoken.
_MEAN = _folded(
    """bekliyor bekliyorlar beklediğini istiyor istiyorlar istedi umuyor umuyorlar inanıyor planlıyor
    hedefliyor öneriyor önerdi söz amaçlıyor savunuyor görüyor tepki"""
)
_SHORTEST_VERB = 4  # letters of a verb in which a mistake is forgiven
_WHAT = _folded("ne neler neyi neye nasıl")
_WHO = _folded("kim kimler")
# What parts the subject of the sayings from the sayer: "Y hakkında X ne dedi", "X, Y hakkında …".
_ABOUT = _folded("hakkında konusunda ilişkin ilgili dair üzerine haqqında konusu için")
_HELPING = _folded(
    """etti ediyor etmiş eder ettiği yaptı yapıyor yapmış yapar getirdi getiriyor bulundu bulunuyor
    kullandı verdi veriyor bir şey şeyler peki acaba bu konuda olarak diye ve de da ile"""
)
_NO_CASE = ("", "s")  # the second as in "Sainsbury's"
_ENGLISH = _folded(
    """the what who when where why which how many much did does do is are was were has have of in
    on at to for by with about from that this according will would can could"""
)
_AZERBAIJANI = frozenset("harada hansı haqqında deyib deyir".split())  # as typed, not folded
# First match wins; a phrase stands between spaces.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("time", "kaç yılında|kaç yılda|kaçıncı yüzyılda|kaç tarihinde|saat kaçta"),
    ("reason", "neden|niçin|niye|niyə|sebebi|sebebiyle|gerekçesi|why"),
    ("number", "kaç|kaçıncı|kaça|kaçta|kaçını|kaçı|ne kadar|kaçar|how many|how much|neçə"),
    (
        "time",
        "ne zaman|hangi yıl|hangi yılda|hangi tarih|hangi tarihte|hangi gün|hangi ay|hangi ayda|"
        "hangi yüzyılda|when|what year|what date|nə vaxt",
    ),
    (
        "place",
        "nerede|nereye|nereden|neresi|neresinde|neresidir|nerde|nereli|hangi ülke|hangi ülkede|"
        "hangi şehir|hangi şehirde|hangi kentte|where|harada",
    ),
    ("person", "kim|kime|kimi|kimin|kimler|kimdir|kiminle|kimden|who|whom|whose"),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{fold(phrases)})\b")) for kind, phrases in _KINDS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    ``words`` are its folded content words, what passages are looked for by. In a question of kind
    "speech", ``subject`` are the words among which the speaker is named, as (folded, as typed);
    who that is can only be told with the names of the library (`qa.speakers`). ``topic`` are the
    words that can only say what was spoken about, and ``about`` tells whether that was asked for in
    so many words ("… hakkında"). A question of another kind may have a subject too: "X ne bekliyor"
    is answered by what X said, if X said anything.
    """

    text: str
    language: Language
    kind: Kind
    words: tuple[str, ...]
    subject: tuple[tuple[str, str], ...] = ()
    topic: tuple[str, ...] = ()
    about: bool = False

    @property
    def foreign(self) -> bool:
        """Whether its words can hardly be those of a Turkish text."""
        return self.language in ("en", "ru")


def understand(text: str) -> Question:
    """Read a question. Raises `QuestionEmpty` or `QuestionTooLong`."""
    if len(text) > LONGEST:
        raise QuestionTooLong(length=len(text), limit=LONGEST)
    # Half a surrogate pair, as a broken terminal sends it, is no character.
    text = shown(flatten(normalise(text.encode("utf-8", "replace").decode("utf-8"))))
    found = list(tokens(text))
    if not found:
        raise QuestionEmpty
    language = _language(text, found)
    spoken = _speech_english(found) if language == "en" else _speech(found)
    if spoken is None:
        return Question(text, language, _kind(found), _words(found, language))
    subject, topic = spoken
    said = language == "en" or any(t.word in _SAY or _says(t.word) for t in found)
    kind: Kind = _kind(found) if not said else "speech" if subject else "person"
    return Question(
        text,
        language,
        kind,
        _words([t for t in found if t in subject or t in topic], language),
        tuple((t.word, _bare(t, text)) for t in subject),
        tuple(t.word for t in content(topic)),
        not {t.word for t in found}.isdisjoint(_ABOUT | {"about"}),
    )


def _words(found: Sequence[Token], language: Language) -> tuple[str, ...]:
    """Return the content words, each once; a question of nothing else keeps all its words."""
    kept = [t for t in content(found) if language != "en" or t.word not in _ENGLISH]
    return tuple(dict.fromkeys(t.word for t in kept or found))


def _bare(token: Token, text: str) -> str:
    """Return a word as typed, without the suffix behind an apostrophe."""
    piece = token.span.of(text)
    return piece[: len(token.word)] if token.suffix else piece


def _language(text: str, found: Sequence[Token]) -> Language:
    letters = [c for c in text if c.isalpha()]
    if letters and sum("\u0400" <= c <= "\u04ff" for c in letters) * 2 > len(letters):
        return "ru"
    words = [t.word for t in found]
    english = sum(w in _ENGLISH for w in words)
    if english >= 2 or (english and english * 2 >= len(words)):
        return "en"
    typed = lower(text)
    if "ə" in typed or not _AZERBAIJANI.isdisjoint(typed.rstrip("?! .").split()):
        return "az"
    return "tr"


def _kind(found: Sequence[Token]) -> Kind:
    words = " ".join(t.word for t in found)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), "fact")


def _speech(found: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Part "X (Y hakkında) ne dedi" and its kin into subject and topic; None where it is no such.

    With "kim" for X nobody is named: the subject comes back empty.
    """
    words = [t.word for t in found]
    says = [i for i, w in enumerate(words) if w in _SAY | _MEAN or _says(w)]
    what = [i for i, w in enumerate(words) if w in _WHAT]
    if "gore" in words[1:] and not (says and what):
        # "X'e göre …": X is what stands before, the rest is the topic.
        border = words.index("gore", 1)
        return list(found[:border]), list(found[border + 1 :])
    if not says:
        return None
    if _WHO & set(words):
        return [], [t for t in found if t.word not in _WHO | _SAY | _MEAN | _HELPING]
    if not what or min(what) > max(says):
        return None
    rest = [
        (i, t)
        for i, t in enumerate(found)
        if not (t.word in _WHAT | _SAY | _MEAN | _HELPING or _says(t.word))
    ]
    head = [t for i, t in rest if i < min(what)]
    tail = [t for i, t in rest if i > min(what)]
    if not head:  # "Ne dedi Aliyev?"
        return (tail, []) if tail else None
    about = [i for i, t in enumerate(head) if t.word in _ABOUT]
    if about and about[-1] + 1 < len(head):  # "Y hakkında X ne dedi"
        return head[about[-1] + 1 :], head[: about[-1]] + tail
    if about and tail:  # "Y hakkında ne dedi X"
        return tail, head[: about[-1]]
    head = [t for t in head if t.word not in _ABOUT]
    # A name with a case ending is not who speaks: "Hükümet Junqueras'ın adaylığı için ne dedi".
    subject = [t for t in head if t.suffix in _NO_CASE]
    return subject, [t for t in head if t.suffix not in _NO_CASE] + tail


def _says(word: str) -> bool:
    """Tell whether a word is a mistyped verb of saying."""
    return len(word) >= _SHORTEST_VERB and any(
        verb[0] == word[0] and OSA.distance(verb, word, score_cutoff=1) <= 1
        for verb in _SAY
        if len(verb) > _SHORTEST_VERB
    )


def _speech_english(found: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Part "What did X say (about Y)?" and "According to X, …" in the same way."""
    words = [t.word for t in found]
    says = [i for i, w in enumerate(words) if w in _SAY_ENGLISH]
    if words[:2] == ["according", "to"]:
        return list(found[2:]), []
    if not says:
        return None
    said = says[0]
    topic = [t for t in found[said + 1 :] if t.word not in _ENGLISH]
    if words[0] in _folded("who"):
        return [], topic
    if words[0] not in _folded("what how"):
        return None
    subject = [t for t in found[1:said] if t.word not in _ENGLISH]
    return (subject, topic) if subject else None
