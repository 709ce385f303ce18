"""Dialogue without quotation marks: paragraphs that begin with who speaks and a colon.

One such line may be a headline or a list ("Yer: Ankara"); two, by somebody who is named or comes
back, are an interview.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.article import Span
from index.speech.phrases import Phrase
from index.speech.subjects import Subjects
from index.speech.words import Word, listed

_LABEL = 5
"""So many words a label has at most."""
_SHORTEST = 2
"""So many words are said in a line at least."""
_FEWEST = 2
"""So many lines make a dialogue."""
_TURN = re.compile(r"(?:[-–—]|(?:soru|yan[ıi]t|cevap|s|c)\s?:)\s*(?=\S)", re.IGNORECASE)
"""What begins a turn of an interview."""
_NO_SPEAKERS = listed(
    """
    soru cevap yanit not ornek kaynak adres tarih saat yer fiyat konu sonuc ozet baslik haber foto
    fotograf video telefon bilgi uyari ayrinti detay editor yazan ceviri
    """
)


def dialogue(subjects: Subjects, paragraphs: Sequence[Sequence[Word]]) -> dict[int, Phrase]:
    """Return the label of each paragraph that is a line of dialogue, by its number.

    What is said begins with the word behind the label.
    """
    labels = {}
    for number, found in enumerate(paragraphs):
        if number and (end := _label(found)):
            labels[number] = end
    names = Counter(_key(paragraphs[n], end) for n, end in labels.items())
    lines = {}
    for number, end in labels.items():
        found = paragraphs[number]
        phrase = subjects.subject(found, 0, end, True)
        whole = phrase is not None and phrase.last == end and phrase.sure
        if phrase is None or not whole:
            if names[_key(found, end)] < _FEWEST:
                continue
            phrase = Phrase(0, end, -1, "nominative", True, True, True)
        lines[number] = phrase
    return lines if len(lines) >= _FEWEST else {}


def answers(texts: Sequence[str], paragraphs: Sequence[Span]) -> dict[int, int]:
    """Return where the answer begins in each paragraph that answers the question before it.

    "— Kaç yaşındasınız?" and "— Otuz.", or "Soru: ..." and "Yanıt: ...": questions are nobody's
    in particular, answers belong to whoever is interviewed.
    """
    found = {}
    asked = False
    for number, text in enumerate(texts):
        mark = _TURN.match(text)
        asks = mark is not None and text.rstrip().endswith("?")
        if mark and asked and not asks:
            found[number] = paragraphs[number].start + mark.end()
        asked = asks
    return found


def _label(found: Sequence[Word]) -> int:
    """Return the number of words before the colon that ends a label, 0 where there is none."""
    for at, word in enumerate(found[: min(_LABEL, len(found) - _SHORTEST)]):
        if word.after.strip() == ":":
            label = found[: at + 1]
            fits = label[0].capital and not any(w.key in _NO_SPEAKERS or w.suffix for w in label)
            return at + 1 if fits else 0
        if word.after.strip():
            return 0
    return 0


def _key(found: Sequence[Word], end: int) -> tuple[str, ...]:
    return tuple(word.key for word in found[:end])
