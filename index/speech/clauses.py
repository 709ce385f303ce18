"""Reported speech: the clause that a verb of saying takes as its content.

"... atılmasını beklediklerini belirterek": the content ends with a verbal noun (-dığını, -acağını,
-masını) in front of the verb, with no more than adverbs between, and begins behind the subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speech.cues import Cue
from index.speech.nouns import DOCUMENT
from index.speech.places import MEDIA
from index.speech.verbs import other_form
from index.speech.words import CONJUNCTIONS, PARTICLES, Word, listed

_GAP = 6
"""How many words may stand between a clause and its verb ("... olduğunu bir kez daha yineledi")."""
_OPENING, _CLOSING = tuple("\"“„«‘'"), tuple("\"”“»’'")
_LABEL = 3
"""So many quoted words are a label and no characterisation."""
_ITSELF = listed("kendini kendisini kendilerini")
_LEADS = 4
"""So many leading adverbials are cut at most."""
_LEAD = 14
"""How far a leading adverbial reaches at most."""

_VERBAL = r"(?:[dt][iu]g|[ae]c[ae]g|[dt][iu]kl[ae]r|[ae]c[ae]kl[ae]r)[iu]"
_CLAUSE = re.compile(rf".*{_VERBAL}(?:n[iu]n?|n[ae]|nd[ae]n?|yl[ae])$")
_BARE_CLAUSE = re.compile(rf".{{2,}}{_VERBAL}$")
_WISH = re.compile(r".{2,}m[ae](?:(?:s[iu]|l[ae]r[iu])(?:n[iu]n?|n[ae])|y[iu]|y[ae]|kl[ae])$")
_FROM = re.compile(r".{2,}m[ae](?:s[iu]|l[ae]r[iu])nd[ae]n$")
_BARE_WISH = re.compile(r".{2,}m[ae](?:k|s[iu]|l[ae]r[iu])?$")
_OBJECT = re.compile(r".{2,}(?:n[iu]|[iu]n[iu]n|l[ae]r[iu]|y[iu]|[iu])$")
_OBJECT_SUFFIXES = listed("i u yi yu ni nu")
_LINKS = listed(
    """
    konusunda yonunde seklinde hakkinda icin gerektigi gerektigini
    """
)
_ADVERBS = listed(
    """
    ayrintili olarak acikca net bir kez daha tekrar da de yeniden ayrica kesin dille ozellikle
    sik defalarca bizzat boylece sonra once basin toplantisinda kamuoyuna
    """
)
_MANNER = listed("gulerek gulumseyerek aglayarak bagirarak fisildayarak gururla espriyle sakayla")
"""How something is told: "kaldığını gülerek anlattı"."""
_LEADING = re.compile(
    r"(?:gore|olarak|ilgili|iliskin|dair|sonra|once|sonrasinda|ardindan|oncesinde|uzerine|gunu|konusunda|hakkinda"
    r"|.{2,}[dt][ae]|.{2,}(?:[ae]r[ae]k|rken)|.{3,}[iu]p|.{3,}(?:[iu]nc[ae]))$"
)
_SPEAKING = re.compile(
    r"(?:hatirlat|degin|degerlendir|karsilastir|konus|seslen|yanitla|cevapla|elestir|bulun|ed|cek)"
    r"[ae]r[ae]k$"
)
_ALWAYS_FRAME = re.compile(
    r"(?:acikla|konus|roporta|deme|paylasim|mesa|tweet|brifing|mulakat|soylesi|gonderi|cagri)"
)
_DATIVES = listed("a e ya ye na ne")
_GIVEN = listed(
    """
    yaptigi verdigi duzenledigi katildigi yapilan duzenlenen basin yazili paylastigi
    yayimladigi gerceklesen
    """
)


def boundary(found: Sequence[Word], i: int) -> int | None:
    """Return where a new clause begins if one does at word ``i``, else None."""
    if i == 0:
        return None
    gap, before = found[i - 1].after, found[i - 1].full
    if ";" in gap:
        return i
    form = other_form(before)
    if form == "converb" and before.endswith("ken"):
        return i  # "... yayınlarken, Halid ... söyledi"
    if form != "finite":
        return None
    if found[i].key in CONJUNCTIONS:
        return i + 1
    return i if "," in gap or ":" in gap else None


def clause_end(found: Sequence[Word], lo: int, cue: Cue) -> int | None:
    """Return the end of the content that ``cue`` takes from words ``[lo, cue.first)``."""
    if "o" in cue.takes:
        return _characterised(found, lo, cue)
    linked = False
    for j in range(cue.first - 1, max(lo - 1, cue.first - 1 - _GAP), -1):
        word = found[j].full
        adjacent = linked or j == cue.first - 1
        if "d" in cue.takes and (_CLAUSE.match(word) or (adjacent and _BARE_CLAUSE.match(word))):
            return j + 1
        if "m" in cue.takes and _WISH.match(word) and _wished(cue, word):
            return j + 1
        if "a" in cue.takes and adjacent and _FROM.match(word):
            return j + 1
        if adjacent and "N" in cue.takes and _BARE_WISH.match(word) and j - lo >= 2:
            return j + 1
        verb = other_form(word) in ("finite", "converb") and word not in _MANNER
        if verb or any(c in found[j].after for c in ";:.?!"):
            break
        linked = linked or word in _LINKS or word in PARTICLES
    if "n" not in cue.takes or found[cue.last - 1].key.endswith("ken"):
        return None
    return _object(found, lo, cue)


def is_clause(word: str) -> bool:
    """Tell whether a folded word ends a clause that is the content of a verb of saying."""
    return _CLAUSE.match(word) is not None


def takes_clause(cue: Cue, last: Word) -> bool:
    """Tell whether ``cue`` takes the clause that ends with ``last``, quoted or not."""
    if "d" in cue.takes and is_clause(last.full):
        return True
    return "m" in cue.takes and _WISH.match(last.full) is not None


def _wished(cue: Cue, word: str) -> bool:
    if "p" not in cue.takes:
        return True
    return cue.form != "passive" and bool(re.search(r"m[ae](?:s[iu]|l[ae]r[iu])n[iu]$", word))


def _object(found: Sequence[Word], lo: int, cue: Cue) -> int | None:
    """Return the end of a plain noun that is the content: "... vizyonunu açıkladı"."""
    j = cue.first - 1
    while j > lo and found[j].key in _ADVERBS:
        j -= 1
    if j - lo < 3:
        return None
    word = found[j]
    fits = word.suffix in _OBJECT_SUFFIXES if word.suffix else _OBJECT.match(word.key) is not None
    return j + 1 if fits and other_form(word.full) is None else None


def _characterised(found: Sequence[Word], lo: int, cue: Cue) -> int | None:
    """Return the end of a characterisation in front of "olarak", unless it is a label."""
    j = cue.first - 1
    if j <= lo or found[j].key != "olarak":
        return None
    if found[j - 1].after.strip()[:1] in _CLOSING:
        begin = j - 1
        while begin > lo and found[begin].before.strip()[-1:] not in _OPENING:
            begin -= 1
        itself = begin > lo and found[begin - 1].key in _ITSELF
        return j if j - begin > _LABEL and not itself else None
    for at in range(j - 1, max(lo, j - 25) - 1, -1):
        word = found[at]
        acted = (
            word.suffix in _OBJECT_SUFFIXES
            if word.suffix
            else bool(re.search(r"[^m]n[iu]$", word.key))
        )
        if acted:
            return j if j - at > 5 or j - lo >= 12 else None
    return None


def content_start(found: Sequence[Word], lo: int, end: int) -> int:
    """Return where the content begins in words ``[lo, end)``, behind what leads up to it.

    "BBC'ye", "yaptığı açıklamada", "konuyla ilgili olarak," and "... hatırlatarak" are the
    reporter's words.
    """
    start = lo
    for _ in range(_LEADS):
        further = _behind_lead(found, start, end)
        if further == start:
            break
        start = further
    return start


def _behind_lead(found: Sequence[Word], lo: int, end: int) -> int:
    """Return where what leads up to a content at ``lo`` ends; ``lo`` where nothing does."""
    if lo >= end - 1:
        return lo
    if found[lo].key in PARTICLES or found[lo].key in CONJUNCTIONS - {"bu"}:
        return lo + 1
    for t in range(lo, min(end - 2, lo + 4)):
        if not found[t].capital:
            break
        if found[t].key in MEDIA and found[t].suffix in _DATIVES:
            return t + 1
    for t in range(lo, min(end - 2, lo + _LEAD)):
        word = found[t].full
        if _CLAUSE.match(word):
            break
        comma = found[t].after.startswith(",")
        if DOCUMENT.fullmatch(word):
            given = any(w.key in _GIVEN for w in found[max(lo, t - 6) : t])
            if t == lo or comma or given or _ALWAYS_FRAME.match(word):
                return t + 1
        elif (comma and _LEADING.match(word)) or _SPEAKING.search(word):
            return t + 1
    return lo
