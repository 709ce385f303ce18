"""Whether a question goes on from what was said before, told from its own words alone.

Nothing here sees a history, so no history can change a question that stands alone. What counts as
evidence is what makes a listener ask back: a question word without anything to ask about ("Ne
zaman?"), a name without a question ("Peki Lavrov?"), a pronoun whose antecedent is not in the
question ("Bunu kim söyledi?"), a predicate without its subject ("Ne teklif etti?"). In doubt a
question stands alone: it is then answered as it was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from rapidfuzz.distance import OSA

from index.turkish import Token, lower, tokens
from qa import followup_words as lists
from qa.phrases import ABOUT, ENGLISH, SORTS, WHAT
from qa.unsaid import CASED_SORTS, Unsaid, unsaid

Shape = Literal["more", "other", "said", "asking", "name", "anaphor", "unsaid"]

_LONGEST_NAME = 4  # words of "Peki Rusya Dışişleri Bakanı Lavrov?"
_OWN_ANTECEDENT = 3  # content words before a pronoun among which its antecedent may stand
_SHORT_PREDICATE = 3  # words of "ona cevap verdi"
_SHORTEST_MENDED = 4  # letters


@dataclass(frozen=True, slots=True)
class Followup:
    """A question that does not stand alone.

    ``shape`` is why: it asks for what is left (more), for what else somebody said (other) or who
    said it (said), it is a question word (asking) or a name alone, it has a pronoun (anaphor) or
    leaves out a part of its sentence (unsaid). ``text`` is the question without what it opens with
    and without its question mark, ``found`` its tokens. ``phrase`` is the question phrase of
    "asking", ``about`` tells that a name is given as what is spoken about. ``pronouns`` are the
    numbers of those tokens, ``unsaid`` the part that is left out, "" where none is.
    """

    shape: Shape
    text: str
    found: tuple[Token, ...]
    phrase: str = ""
    about: bool = False
    pronouns: tuple[int, ...] = ()
    unsaid: Unsaid = ""


def followup(text: str) -> Followup | None:
    """Return how the question ``text`` (white space collapsed) goes on; None: it stands alone."""
    rest, opened = _opened(text)
    found = tuple(tokens(rest))
    if not found:
        return None
    found = tuple(replace(t, word=_word(t, rest)) for t in found)
    words = [t.word for t in found]
    if lists.MORE.intersection(words) and _only(words, lists.MORE | lists.MORE_WITH):
        return Followup("more", rest, found)
    if _asks_for_other(words):
        return Followup("other", rest, found)
    if _asks_who_said(words):
        return Followup("said", rest, found)
    if phrase := _phrase(words, rest, found):
        return Followup("asking", rest, found, phrase=phrase)
    if _is_name(words, rest, found, opened, asked=text.endswith("?")):
        last = found[-1]
        about = last.suffix in lists.OBLIQUE - {""} or not ABOUT.isdisjoint(words)
        return Followup("name", rest, found, about=about)
    pronouns = _pronouns(words, rest, found)
    missing = unsaid(found, rest, pronouns)
    if pronouns:
        cases = {lists.PRONOUNS[words[i]][1] for i in pronouns}
        if "" in cases or (missing == "possessor" and "genitive" in cases):
            missing = ""  # the pronoun is the subject, or the possessor
        return Followup("anaphor", rest, found, pronouns=pronouns, unsaid=missing)
    return Followup("unsaid", rest, found, unsaid=missing) if missing else None


def _opened(text: str) -> tuple[str, bool]:
    """Return what follows "Peki", "Ya", "And", "What about", and whether there was any."""
    found = list(tokens(text))
    start = len(list(takewhile(lambda t: _mended(t.word) in lists.OPENING, found)))
    if frozenset(t.word for t in found[start : start + 2]) in lists.ABOUT_OPENING:
        start += 2
    rest = text[found[start].span.start :] if start < len(found) else ""
    return rest.rstrip("?!.… "), start > 0


def _word(token: Token, text: str) -> str:
    """Return the folded word of a token, mended; "öldü" (died) is no "oldu" (was)."""
    if token.word.startswith("ol") and lower(token.span.of(text)).startswith("öl"):
        return "öl" + token.word[2:]
    return _mended(token.word)


def _mended(word: str) -> str:
    """Return the function word that ``word`` is, mistyped by one letter."""
    if word in lists.FUNCTION or word in lists.POSSESSED:  # "oraya", "nedeni": right as they are
        return word
    return near(word, lists.MENDED) or word


def near(word: str, words: Collection[str]) -> str:
    """Return the word that ``word`` is, or is but for one letter; "" where there is none."""
    if word in words:
        return word
    if len(word) < _SHORTEST_MENDED:
        return ""
    return next(
        (
            other
            for other in words
            if len(other) > _SHORTEST_MENDED
            and other[0] == word[0]
            and OSA.distance(other, word, score_cutoff=1) <= 1
        ),
        "",
    )


def _only(words: Sequence[str], allowed: Collection[str]) -> bool:
    return all(word in allowed for word in words)


def _saying(word: str) -> bool:
    return bool(near(word, lists.SAYING))


def _asks_for_other(words: Sequence[str]) -> bool:
    """Tell whether it is "Başka ne dedi?", "What else did he say?"."""
    rest = [w for w in words if not _saying(w)]
    allowed = lists.OTHER | WHAT | lists.UNSAID | lists.PERSON.keys() | ENGLISH
    return len(rest) < len(words) and bool(lists.OTHER.intersection(rest)) and _only(rest, allowed)


def _asks_who_said(words: Sequence[str]) -> bool:
    """Tell whether it is "Bunu kim söyledi?", "Bu kimin sözü?", "Who said that?"."""
    rest = [w for w in words if not (_saying(w) or w in ("sozu", "sozleri"))]
    allowed = lists.WHO | lists.THING.keys() | {"acaba", "ki"}
    return len(rest) < len(words) and not lists.WHO.isdisjoint(rest) and _only(rest, allowed)


def _phrase(words: Sequence[str], rest: str, found: Sequence[Token]) -> str:
    """Return the question phrase of which the question consists, "" where there is more in it."""
    known = lists.ASKING.keys() | lists.FILLING | SORTS
    first = next((i for i, w in enumerate(words) if w in lists.ASKING), None)
    if first is None or not _only(words[:first], lists.FILLING):
        return ""
    noun = words[first] in lists.MANY and len(words) == first + 2 and _bare_noun(words[-1])
    if not noun and not _only(words[first:], known):
        return ""
    if words[first] in ("kac", "hangi") and _happens(words[first + 1 :]):
        return ""  # "kaç kişi" is the subject: nothing is missing
    kept = [
        lists.ASKING.get(w) or (w if w == "zaman" else lower(t.span.of(rest)))
        for w, t in zip(words[first:], found[first:], strict=True)
        if w in lists.ASKING or w in lists.DURATION or w not in lists.FILLING
    ]
    empty = len(kept) == 1 and words[first] in lists.WHAT_ALONE  # "Ne oldu?" asks for anything
    return "" if empty else " ".join(kept)


def _happens(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[0] not in CASED_SORTS and words[-1].startswith("ol")


def _bare_noun(word: str) -> bool:
    return not lists.FINITE.search(word) or word in lists.NO_VERBS


def _is_name(
    words: Sequence[str], rest: str, found: Sequence[Token], opened: bool, *, asked: bool
) -> bool:
    """Tell whether there is a name without a question: "Peki Lavrov?", "Ya Rusya?", "Lavrov?"."""
    if len(words) > _LONGEST_NAME or any(
        w in lists.ASKING or w in lists.PRONOUNS or lists.QUESTION_PARTICLE.fullmatch(w)
        for w in words
        if w != lists.DIRECTOR
    ):
        return False
    if opened:
        return _bare_noun(words[-1])
    typed = [t.span.of(rest) for t in found]
    return asked and all(w[:1].isupper() and not w.isupper() for w in typed)


def _pronouns(words: Sequence[str], rest: str, found: Sequence[Token]) -> tuple[int, ...]:
    """Return which tokens are pronouns whose antecedent is not in the question."""
    points_back = _points_back_english if words[0] in lists.ENGLISH_OPENING else _points_back
    return tuple(
        i
        for i, word in enumerate(words)
        if word in lists.PRONOUNS
        and (i == 0 or found[i].span.of(rest).islower())  # "O-R-O", "CO'nun" are symbols
        and rest[found[i].span.end : found[i].span.end + 1] != "-"
        and points_back(words, rest, found, i)
    )


def _points_back(words: Sequence[str], rest: str, found: Sequence[Token], i: int) -> bool:
    """Tell whether the antecedent of the Turkish pronoun ``i`` must be looked for elsewhere.

    In "Grönland onlara statü veren antlaşmayı …" it may be in the question, as in whatever has a
    noun before the pronoun, unless the pronoun belongs to the question's own predicate.
    """
    word, following = words[i], words[i + 1 : i + 2]
    if word in lists.ENGLISH_PRONOUNS or words[i - 1 : i] == ["ve"]:
        return False
    asked = not following or _in_predicate(following[0])
    if word.startswith("kendi"):
        return asked and i == 0
    on_this = tuple(words[i : i + 2]) in lists.ON_THIS
    if word in lists.ALSO_DETERMINERS and not on_this:
        if not _only(words[:i], lists.FUNCTION) or following in (["kadar"], ["gibi"]):
            return False
        if asked:
            return i > 0 or bool(following)
        name = found[i + 1].span.of(rest)[:1].isupper() and found[i + 1].suffix
        return bool(name) and found[i + 1].suffix in lists.OBLIQUE
    before = [w for w in words[:i] if w not in lists.FUNCTION]
    if before:
        return (asked or on_this) and len(before) < _OWN_ANTECEDENT
    behind_question_word = any(w in lists.ASKING for w in words[:i])
    return not behind_question_word or len(words) - i <= _SHORT_PREDICATE


def _in_predicate(word: str) -> bool:
    """Tell whether a word can only stand where a question comes to what it asks."""
    return (
        word in lists.ASKING
        or word in lists.PRONOUNS
        or word in lists.POSTPOSITIONS
        or (_saying(word) and bool(lists.FINITE.search(word)))
    )


def _points_back_english(words: Sequence[str], _: str, __: Sequence[Token], i: int) -> bool:
    """Tell the same of an English pronoun: "What did he say?", but "Who said he would …?"."""
    if words[i] not in lists.ENGLISH_PRONOUNS:
        return False
    content = [w for w in words if w not in lists.FUNCTION and not _saying(w)]
    before = [w for w in words[:i] if w not in lists.FUNCTION and not _saying(w)]
    if words[i] in lists.AT_THE_END:
        return len(content) < 2 and len(before) < 2
    return not before and words[0] != "vho"
