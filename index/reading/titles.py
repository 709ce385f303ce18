"""What a reader would call an article that states no title.

A first line that reads as a headline is one. A spot, the sentence in bold that Turkish news begins
with, is not: 'Cumhurbaşkanı Aliyev, …, "Barış anlaşması teklifimiz cevapsız kaldı, …" dedi.' is
called what its headline would be, 'Aliyev: "Barış anlaşması teklifimiz cevapsız kaldı"'. Else a
file's name is taken where it is made of words, and the beginning of the text where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from index.article import Span, flatten, shown
from index.reading.metadata import agency, is_dateline
from index.turkish import fold, lower, tokens

_LONGEST = 140
"""Characters of the longest headline."""
_LONG = 90  # characters of a title that we make ourselves
_LOOKED_AT = 4  # paragraphs among which a headline is looked for, behind what stands above it
_ENDS_SENTENCE = re.compile(r"[.!…:;,][\"'”’»)]*$")
_ABOVE = frozenset(
    fold(
        """gündem dünya türkiye ekonomi spor politika siyaset yaşam sağlık kültür sanat magazin
        teknoloji bilim eğitim haber haberler haberleri son dakika anasayfa ana sayfa güncel yerel
        özel flaş analiz röportaj"""
    ).split()
)
"""Words of which the line above a headline is made."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_INSIDE = re.compile(r"(?<=[^\W\d_,][\s])([^\W\d_]{3,})")
# "Azerbaycan Cumhurbaşkanı Aliyev, …": who speaks is named first, up to the comma.
_NAMED = re.compile(r"((?:[A-ZÇĞİÖŞÜ][\wâîû.-]*\s+){1,7}[A-ZÇĞİÖŞÜ][\wâîû-]+),\s")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{10,}?)[,.!?]?[\"”»]\s*((?:\w+\s+){0,3}\w+)")
_SAID = frozenset(fold("dedi diyerek kullandı konuştu bulundu söyledi açıkladı belirtti").split())
_END = " .!…:;,\"'”’»)"
_CLAUSE = re.compile(r"[,;:–](?=\s)|(?<=[.!?…])(?=\s)")
_SHORTEST_CLAUSE = 20
_SAME_BEGINNING = 4  # letters in which a word of the name agrees with one of the text


def title_of(text: str, paragraphs: Sequence[Span], source: str) -> str:
    """Return a title for ``text``, which states none."""
    lines = [shown(flatten(p.of(text))) for p in paragraphs[: _LOOKED_AT + 1]]
    while len(lines) > 1 and _stands_above(lines[0]):
        lines.pop(0)
    if len(lines) > 1 and reads_as_title(lines[0]):
        return lines[0]
    return _quoted(lines[0]) or _named(source, text) or _shortened(lines[0]) or source


def reads_as_title(line: str) -> bool:
    """Tell whether a line reads as a headline: short, and no sentence that ends."""
    return (
        len(line) <= _LONGEST
        and not _ENDS_SENTENCE.search(line)
        and bool(_WORD.search(line))
        and not agency(line, [Span(0, len(line))])
    )


def _stands_above(line: str) -> bool:
    """Tell whether a line is what stands above a headline: a date, the name of a section."""
    words = [t.word for t in tokens(line)]
    return not words or is_dateline(line) or all(w in _ABOVE for w in words)


def _quoted(line: str) -> str:
    """Return the headline of a sentence in which somebody who is named says something."""
    who, said = _NAMED.match(line), _QUOTED.search(line)
    if (
        not who
        or not said
        or _SAID.isdisjoint(fold(said[2]).split())
        or who.end() > said.start() + 1
    ):
        return ""
    return f"{who[1].split()[-1]}: “{_clause(said[1])}”"


def _clause(quote: str) -> str:
    """Return the first clause of a quotation that says something, all of it where it is short."""
    if len(quote) <= _LONG // 2:
        return quote
    cuts = (m.start() for m in _CLAUSE.finditer(quote))
    cut = next((at for at in cuts if _SHORTEST_CLAUSE <= at <= _LONG), 0)
    return quote[:cut].rstrip(".") if cut else _shortened(quote)


def _named(source: str, text: str) -> str:
    """Return the words of a file's name, spelt as the text spells them; "" where it has none."""
    words = re.split(r"[-_\s+]+", Path(source).stem)
    if not any(_WORD.search(word) for word in words):
        return ""
    # A capital inside a sentence is that of a name, at its beginning it may be of any word.
    spelt = {fold(m.group()): lower(m.group()) for m in reversed(list(_WORD.finditer(text)))}
    spelt |= {fold(m[1]): m[1] for m in reversed(list(_INSIDE.finditer(text)))}
    return " ".join(_spelt(word, spelt) for word in words if word)


def _spelt(word: str, spelt: dict[str, str]) -> str:
    """Return a word with the Turkish letters and the capital that it has in the text."""
    if not word.isascii():
        return word
    folded = fold(word)
    for length in range(len(folded), _SAME_BEGINNING - 1, -1):
        for known, written in spelt.items():
            if known[:length] == folded[:length]:
                found = written[:length] + word[length:]
                return _capital(found) if word[0].isupper() else found
    return word


def _capital(word: str) -> str:
    return ("İ" if word[0] == "i" else word[0].upper()) + word[1:]


def _shortened(line: str) -> str:
    """Return the beginning of a line; a sentence without its end, for it is no headline."""
    if len(line) <= _LONG:
        return line.rstrip(_END) or line
    return line[:_LONG].rsplit(maxsplit=1)[0].rstrip(",;:–-") + "…"
