"""What a question asks for: its language, its kind, whose words, and on what.

Everything is read off folded words, so that a question typed in capitals or without Turkish letters
is understood the same. Azerbaijani falls out of folding: "nə dedi" and "ne dedi" are one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from index.article import flatten, normalise, shown
from index.errors import QuestionEmpty, QuestionTooLong
from index.speech.nouns import noun
from index.turkish import Token, content, lower, tokens
from qa.foreign import ABOUT_FOREIGN, FUNCTION_WORDS, SPEECH
from qa.phrases import (
    ABOUT,
    ASKING,
    AZERBAIJANI,
    CALLED,
    ENGLISH,
    GENITIVE,
    HELPING,
    IS_WHAT,
    LIGHT,
    MEAN,
    NO_CASE,
    OPINION,
    PATTERNS,
    SAY,
    SAY_NOUNS,
    SHORTEST_VERB,
    SORTED,
    SORTS,
    WHAT,
    WHICH,
    WHO,
    Kind,
)
from qa.saying import plain

Language = Literal["tr", "az", "en", "ru"]

LONGEST = 4096
"""Characters of the longest question: as long as a Telegram message may be."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    ``words`` are its folded content words, what passages are looked for by. In a question of kind
    "speech", ``subject`` are the words among which the speaker is named, as (folded, as typed);
    who that is can only be told with the names of the library (`qa.speakers`). ``topic`` are the
    words that can only say what was spoken about, ``owners`` whose speaker it is (Aliyev in
    "Aliyev'in danışmanı"), and ``about`` tells whether that was asked for in
    so many words ("… hakkında"), ``opinion`` whether views are ("X'e göre"). ``meant`` tells what
    mistyped words were meant to be (`qa.spelling`). A question of another
    kind may have a subject too: "X ne bekliyor" is answered by what X said, if X said anything.
    """

    text: str
    language: Language
    kind: Kind
    words: tuple[str, ...]
    subject: tuple[tuple[str, str], ...] = ()
    topic: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    about: bool = False
    opinion: bool = False
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def foreign(self) -> bool:
        """Whether its words can hardly be those of a Turkish text."""
        return self.language in ("en", "ru")


@lru_cache(maxsize=8)  # a question is read by all who look at it
def understand(text: str) -> Question:
    """Read a question. Raises `QuestionEmpty` or `QuestionTooLong`."""
    if len(text) > LONGEST:
        raise QuestionTooLong(length=len(text), limit=LONGEST)
    # Half a surrogate pair, as a broken terminal sends it, is no character.
    text = shown(flatten(normalise(text.encode("utf-8", "replace").decode("utf-8"))))
    typed = [_mended(t) for t in tokens(text)]
    if not typed:
        raise QuestionEmpty
    found = plain(typed)
    language = _language(text, found)
    owners = _owners(found, text)
    named = [t for t in found if t not in owners]
    spoken = SPEECH[language](found) if language in SPEECH else _speech(named)
    if spoken is None:
        return Question(text, language, _kind(found), _words(typed, language))
    subject, topic = spoken
    words = [t.word for t in found]
    said = language in SPEECH or any(_tells(words, i) for i in range(len(words)))
    kind: Kind = _kind(found) if not said else "speech" if subject else "person"
    # What somebody who says nothing asks for, or thinks, stands in whatever words.
    kept = [t for t in found if t in subject or t in topic or t in owners] if said else typed
    return Question(
        text,
        language,
        kind,
        _words(kept, language),
        tuple((t.word, _bare(t, text)) for t in subject),
        tuple(t.word for t in content(topic)),
        tuple(t.word for t in owners),
        not {t.word for t in found}.isdisjoint(ABOUT_FOREIGN.get(language, ABOUT)),
        not {t.word for t in found}.isdisjoint(OPINION),
    )


def _words(found: Sequence[Token], language: Language) -> tuple[str, ...]:
    """Return the content words, each once; a question of nothing else keeps all its words.

    In "hangi şehirde" the second word says what is asked for, not what to look for; so do both in
    "tarihi ne".
    """
    pairs = [(before.word, t.word) for before, t in pairwise(found)]
    asking = {word for before, word in pairs if before in WHICH and word in SORTS}
    for before, word in pairs:
        if before in SORTED and word in IS_WHAT:
            asking |= {before, word}
    kept = [
        t
        for t in content(found)
        if t.word not in asking | LIGHT and t.word not in FUNCTION_WORDS.get(language, ())
    ]
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
    english = sum(w in ENGLISH for w in words)
    if english >= 2 or (english and english * 2 >= len(words)):
        return "en"
    typed = lower(text)
    if "ə" in typed or not AZERBAIJANI.isdisjoint(typed.rstrip("?! .").split()):
        return "az"
    return "tr"


def _kind(found: Sequence[Token]) -> Kind:
    words = " ".join(t.word for t in found)
    return next((kind for kind, pattern in PATTERNS if pattern.search(words)), "fact")


def _speech(found: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Part "X (Y hakkında) ne dedi" and its kin into subject and topic; None where it is no such.

    With "kim" for X nobody is named: the subject comes back empty.
    """
    words = [t.word for t in found]
    says = [i for i, w in enumerate(words) if w in MEAN or _tells(words, i)]
    what = [
        i
        for i, w in enumerate(words)
        if w in WHAT and not (w == "ne" and words[i + 1 : i + 2] in (["zaman"], ["kadar"]))
    ]
    if "gore" in words[1:] and not (says and what):
        # "X'e göre …": X is what stands before, the rest is the topic.
        border = words.index("gore", 1)
        if not (WHAT | WHICH).isdisjoint(words[:border]):
            return None  # "hangi yasaya göre", "ilk ne zaman … göre": that is asked for
        return list(found[:border]), list(found[border + 1 :])
    if not says:
        return None
    if WHO & set(words):
        return [], [t for t in found if t.word not in WHO | SAY | MEAN | HELPING]
    if not what or min(what) > max(says):
        return None
    rest = [
        (i, t)
        for i, t in enumerate(found)
        if not (t.word in WHAT | SAY | MEAN | HELPING or _says(t.word))
    ]
    head = [t for i, t in rest if i < min(what)]
    tail = [t for i, t in rest if i > min(what)]
    if not head:  # "Ne dedi Aliyev?"
        return (tail, []) if tail else None
    about = [i for i, t in enumerate(head) if t.word in ABOUT]
    if about and about[-1] + 1 < len(head):  # "Y hakkında X ne dedi"
        return head[about[-1] + 1 :], head[: about[-1]] + tail
    if about and tail:  # "Y hakkında ne dedi X"
        return tail, head[: about[-1]]
    if about and about[0]:
        # What stands right before "hakkında" is the topic, be it a name: "Bakan Suriye hakkında …".
        tail = [head[about[0] - 1], *tail]
        head = head[: about[0] - 1] + head[about[0] :]
    head = [t for t in head if t.word not in ABOUT]
    # A name with a case ending is not who speaks: "Hükümet Junqueras'ın adaylığı için ne dedi".
    subject = [t for t in head if t.suffix in NO_CASE]
    return subject, [t for t in head if t.suffix not in NO_CASE] + tail


def _owners(found: Sequence[Token], text: str) -> list[Token]:
    """Return whose speaker is asked for, not who speaks: "Ergin" in "Ergin'in avukatı"."""
    for at, token in enumerate(found[:-1]):
        person = noun(found[at + 1].word)
        about = at + 2 < len(found) and found[at + 2].word in ABOUT
        owned = person is not None and person.person and person.owned and not about
        if not owned or not GENITIVE.fullmatch(token.suffix):
            continue
        first = at
        while first and not found[first - 1].suffix and text[found[first - 1].span.start].isupper():
            first -= 1
        return list(found[first : at + 1])
    return []


def _mended(token: Token) -> Token:
    """Return the token of a mistyped question word as that word: "ne zamn", "nerde"."""
    if token.word in ASKING or len(token.word) < SHORTEST_VERB:
        return token
    for word in ASKING:
        if word[0] == token.word[0] and OSA.distance(word, token.word, score_cutoff=1) <= 1:
            return replace(token, word=word)
    return token


def _tells(words: Sequence[str], at: int) -> bool:
    """Tell whether a word is one of saying: a verb, or a noun with its verb ("iddia etti")."""
    if words[at] in SAY_NOUNS:
        return at + 1 == len(words) or words[at + 1] in HELPING or words[at + 1] in SAY
    return words[at] in SAY or _says(words[at])


@lru_cache(maxsize=4096)
def _says(word: str) -> bool:
    """Tell whether a word is a mistyped verb of saying."""
    return (
        len(word) >= SHORTEST_VERB
        and word not in CALLED
        and any(
            verb[0] == word[0] and OSA.distance(verb, word, score_cutoff=1) <= 1
            for verb in SAY - SAY_NOUNS
            if len(verb) > SHORTEST_VERB
        )
    )
