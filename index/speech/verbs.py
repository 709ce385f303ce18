"""The forms in which Turkish bends a verb, as far as they tell who speaks.

A stem is listed once, in folded letters, and every form (dedi, diyor, demişti, diyen, diyerek,
dediği, denildi) follows from it: the subject of ``belirtti`` speaks, the head behind ``belirten``,
nobody for ``belirtildi``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from index.speech.words import listed

Form = Literal["finite", "passive", "converb", "participle", "relative", "noun"]

_AORIST = listed(
    """
    de soyle belirt savun ekle um inan anlat bildir aktar hatirlat uyar duyur sor et getir sur cek
    """
)
"""Verbs whose present in -r is met in news; elsewhere it is a noun (yazar, açıklar, tanımlar)."""

_FINITE = (
    r"[dt][iu](?:l[ae]r)?|m[iu]s(?:t[iu]r?)?(?:l[ae]r)?|[iu]?yor(?:l[ae]r)?(?:d[iu]|mus)?(?:l[ae]r)?"
    r"|m[ae]kt[ae](?:d[iu]r|yd[iu])?(?:l[ae]r)?"
)
_PERSON = r"(?:g[iu]|kl[ae]r[iu])(?:n[iu]n?|n[ae]|nd[ae]n?|yl[ae])?"
_CONVERB = r"y?[ae]r[ae]k|y?[iu]p|[aeiu]?rken|[iu]?yorken|[dt][iu]kt[ae]n|y?[iu]nc[ae]"
_NOUN = r"m[ae](?:s[iu]|l[ae]r[iu])(?:n[iu]n?|n[ae]|nd[ae]n?|yl[ae])?"
_FORMS = re.compile(
    rf"(?P<passive>(?:[iu]?l|[iu]?n)(?:[iu]l)?(?:{_FINITE}))$|(?P<finite>{_FINITE}|(?P<aorist>[aeiu]?r(?:l[ae]r)?))$"
    rf"|(?P<converb>{_CONVERB})$|(?P<participle>y?[ae]n(?:l[ae]r(?:[iu]n?)?)?)$"
    rf"|(?P<relative>[dt][iu]{_PERSON})$|(?P<noun>{_NOUN})$"
)
# The same for a verb that is in no list: it must look like a verb without the help of its stem. The
# past in -tı stands behind a voiceless consonant only, which tells it from "devleti", "fiyatı".
ENDED = re.compile(
    r".{2,}(?:[chfkpst]t[iu](?:l[ae]r)?|[^chfkpst]d[iu](?:l[ae]r)?|[iu]yor(?:l[ae]r)?(?:d[iu])?"
    r"|m[iu]s(?:t[iu]r?)?(?:l[ae]r)?|[ae]c[ae]k(?:t[iu]r?|l[ae]r)?|m[ae]kt[ae]d[iu]r|[dt][iu]r|m[ae]z)$"
)
NOT_ENDED = listed(
    """
    kendi simdi adi tadi yurdu ordu ustu dostu hadi haydi yedi yadi cadi kadi altti gecmis
    yemis bugunku
    """
)
_OTHER = re.compile(rf"(?P<converb>.{{2,}}(?:{_CONVERB}))$|(?P<participle>.{{2,}}[^m][ae]n)$")


def stems(entry: str) -> list[str]:
    """Return the stems of an entry: before a consonant, and before a vowel where it differs."""
    stems = entry.split("/")
    return [stems[0], *stems[1:]]


@lru_cache(maxsize=65536)
def form(word: str, verb: str) -> Form | None:
    """Return which form of ``verb`` the folded ``word`` is, None where it is none."""
    for stem in stems(verb):
        # A final vowel gives way to -yor: söyle → söylüyor.
        for base in (stem, stem[:-1] if stem[-1] in "aeiu" else ""):
            if not base or not word.startswith(base):
                continue
            rest = word[len(base) :]
            match = _FORMS.match(rest)
            if match is None or (base != stem and "yor" not in rest):
                continue
            if match["aorist"] and verb.partition("/")[0] not in _AORIST:
                continue
            for name in ("passive", "finite", "converb", "participle", "relative", "noun"):
                if match[name]:
                    return name
    return None


@lru_cache(maxsize=65536)
def other_form(word: str) -> Form | None:
    """Return the form of a verb that is in no list, as far as its ending shows it."""
    if word in NOT_ENDED:
        return None
    if ENDED.match(word):
        return "finite"
    if match := _OTHER.match(word):
        return "converb" if match["converb"] else "participle"
    return None
