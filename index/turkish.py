"""Turkish words: folding, tokens with spans, and the terms that are indexed and asked for.

One analyser serves passages and questions. `VERSION` is stored with every library; change it with
any change of what `tokens` or `terms` yield.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.article import IGNORABLE, Span
from index.remembered import Remembered

VERSION = "tr-2"

PREFIXES = (4, 5, 7)
"""Lengths of the prefixes of a word that become terms: a stem of an agglutinating language seldom
changes at its beginning, and three lengths stand for a short, a usual and a long stem."""
GRAM = 4
"""Length of the character n-grams, which survive a typing error (McNamee and Mayfield 2004)."""

_APOSTROPHES = "'\u2019\u2018`\u00b4\u02bc\u2032"
WORD = re.compile(rf"([^\W_]+(?:(?:{IGNORABLE}|[{_APOSTROPHES}](?=[^\W_]))[^\W_]*)*)")
"""A word of a folded text, the suffix behind an apostrophe included."""
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
# What Unicode does not decompose to a Latin letter, the letters of Azerbaijani that Turkish spells
# otherwise (ə, q, x), and w, which Turkish writes v.
_LETTERS = dict(zip("ıəqxwßæøđłħ", "iekhvsaodlh", strict=True))
CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeoziyklmnoprstufhie", strict=True))
"""Russian letters as Turkish writes names from Russian, folded: Лавров, Lavrov."""
CYRILLIC |= {"ж": "j", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ю": "yu", "я": "ya"}
CYRILLIC |= dict.fromkeys("ъь", "")
SOFT_C = "дж"
"""Together they are c: Азербайджан."""
SOFT_U = "(?<=[бвгджзклмнпрстфхцчшщ])ю"
"""Behind a consonant it is u: Мюнхен."""
LATIN = str.maketrans(CYRILLIC)
"""Russian letters to Latin ones, for `str.translate`; `SOFT_C` and `SOFT_U` come before."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


class _Lower(dict[int, str]):
    """Turkish lower case, one code point to one (`str.lower` makes two of İ and an i of I)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = {"İ": "i", "I": "ı"}.get(char, char.lower())
        self[code] = lower if len(lower) == 1 else char
        return self[code]


class _Fold(dict[int, str]):
    """Turkish lower case without diacritics; combining marks become ignorable."""

    def __missing__(self, code: int) -> str:
        char = _LOWER[code]
        if char in CYRILLIC:  # has no Latin letter of the same length: `Token.word` has it
            self[code] = char
            return char
        base = unicodedata.normalize("NFD", char)[0]
        folded = IGNORABLE if unicodedata.combining(base) else _LETTERS.get(base, base)
        self[code] = folded
        return folded


_LOWER = _Lower()
_FOLD = _Fold()
_PLAIN = tuple(zip("ışğçöüâîûqxw", "isgcouaiukhv", strict=True))
# What stands in most Turkish text and is folded by `str.lower` and `_PLAIN` alone.
_USUAL = re.compile("[\x00-\x7f“”‘’…–—«»]*")
_UNUSUAL = re.compile("[^\x00-\x7f“”‘’…–—«»]+")


def lower(text: str) -> str:
    """Return ``text`` in Turkish lower case: a view of the same length."""
    if "Σ" in text:  # whose small form depends, for `str.lower`, on where it stands
        return text.translate(_LOWER)
    return text.replace("İ", "i").replace("I", "ı").lower()


def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics: a view of the same length.

    I, ı, İ and i meet in i; ş, ğ, ç, ö, ü and circumflexes lose their marks, so that a question
    typed without Turkish letters finds what was written with them.
    """
    folded = text.replace("İ", "i").replace("I", "i").lower()
    for letter, plain in _PLAIN:
        folded = folded.replace(letter, plain)
    if folded.isascii() or _USUAL.fullmatch(folded):
        return folded
    return _UNUSUAL.sub(lambda m: text[m.start() : m.end()].translate(_FOLD), folded)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    ``span`` covers the word as it stands, suffix included; ``word`` is its folded form without the
    suffix behind an apostrophe ("Bakü'ye" → "baku"), ``suffix`` that suffix, folded ("ye"). Words
    in Russian letters are transliterated, so that names agree.
    """

    span: Span
    word: str
    suffix: str = ""


def tokens(view: str, span: Span | None = None) -> Iterator[Token]:
    """Yield the words of ``view`` (an article's reading view, or a question) inside ``span``.

    Spans are in the coordinates of ``view``.
    """
    start, end = (0, len(view)) if span is None else (span.start, span.end)
    for match in WORD.finditer(fold(view[start:end])):
        yield Token(Span(start + match.start(), start + match.end()), *PARTS[match.group()])


def _parts(folded: str) -> tuple[str, str]:
    if folded.isascii() and folded.isalnum():
        return folded, ""
    plain = folded.replace(IGNORABLE, "")
    for ligature, letters in _LIGATURES.items():
        plain = plain.replace(ligature, letters)
    if not plain.isascii():
        plain = re.sub(SOFT_U, "u", plain.replace(SOFT_C, "c")).translate(LATIN)
    stem, *rest = _APOSTROPHE.split(plain)
    # A single letter is a part of the name (O'Neill, D'Artagnan), what follows is its body.
    while rest and len(stem) == 1 and not stem.isdigit():
        stem += rest.pop(0)
    return stem, "".join(rest)


PARTS = Remembered(_parts)
"""The word and the suffix (`Token`) of what `WORD` finds."""


@lru_cache(maxsize=65536)
def prefixes(word: str) -> tuple[str, ...]:
    """Return the prefix terms of a folded word: its first 4, 5 and 7 letters, each once."""
    return tuple([word[:n] for n in PREFIXES[: bisect_left(PREFIXES, len(word)) + 1]])


@lru_cache(maxsize=65536)
def grams(word: str) -> tuple[str, ...]:
    """Return the character 4-grams of a folded word, each once; a shorter word is its own gram."""
    return tuple(dict.fromkeys([word[i : i + GRAM] for i in range(max(1, len(word) - GRAM + 1))]))


STOP_WORDS = frozenset(
    fold(
        """
        acaba ama ancak artık asla aslında bana bazı belki ben beni benim bile bir biraz
        biri birkaç biz bize bizi bizim bu buna bunda bundan bunlar bunu bunun çünkü da daha
        dahi de defa değil diye dolayı en fakat gibi göre ha hâlen hem hep hepsi her hiç
        için idi ile ilgili ise işte ki kim kime kimi kimin kiminle kimle kimden kimlerle
        kimlere kimleri kimlerin kaçı kaçta kaça kaçını neler neleri neye neyi neyle neresi
        neresinde nereli nasıldır mi mu na nasıl ne neden nedir nere nerede nereye nerden
        nereden niye niçin o ona ondan onlar onu onun oysa öyle pek peki sanki şey siz size
        sizi sizin şuna şunu tüm üzere ve veya ya yani yine yoksa zaten hangi hangisi kaç
        kaçıncı kimdir kimler olan olarak oldu olduğu olup var yok dir mudur midir hakkında
        konusunda
        """
    ).split()
)
"""Folded function and question words. No content words: what is left out here cannot be found.

"şu" is none: folded, it is water.
"""


def is_content(word: str) -> bool:
    """Tell whether a folded word carries content: no stop word, no lone letter."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def content_words(words: Iterable[str]) -> list[str]:
    """Return those of folded words that carry content (`is_content`), each once, in any order."""
    return [word for word in set(words) - STOP_WORDS if len(word) > 1 or word.isdigit()]


def content(words: Iterable[Token]) -> list[Token]:
    """Return the tokens that carry content (`is_content`)."""
    return [t for t in words if is_content(t.word)]
