"""Case endings of names, in vowel harmony: "Lavrov'un", "Bakü'ye", "Nord Stream 2'nin"."""

from __future__ import annotations

import re
import unicodedata

from index.turkish import lower
from qa.followup_words import POSSESSIVE, Case

_VOWELS = "aıoueiöü"
_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}
_VOICELESS = "fstkçşhp"
_POSSESSED = re.compile(f"(?:{POSSESSIVE.pattern}|l[ae]r[ıi]$|[ıiuü]ğ[ıiuü]$|yonu$)")
_DIGITS = ("sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")


def inflect(name: str, case: Case) -> str:
    """Return ``name`` with a case ending behind an apostrophe, the name itself in no case.

    How a foreign name is spoken is not known: its last letters are read as Turkish ones. What is
    no name, being written small, is left as it is.
    """
    if not case or name[:1].islower() or not name:
        return name
    spoken = lower(name)
    spoken = "".join(c if c in _VOWELS else unicodedata.normalize("NFD", c)[0] for c in spoken)
    if spoken[-1] in "0123456789":
        spoken = _DIGITS[int(spoken[-1])]
    vowel = next((c for c in reversed(spoken) if c in _VOWELS), "e")
    open_end = spoken[-1] in _VOWELS
    low = "a" if vowel in "aıou" else "e"
    high = _HIGH[vowel]
    # A body's name is possessed already: "Deniz Kuvvetleri'ne", "Rusya Federasyonu'nda".
    buffer, before = ("n", "n") if " " in name and _POSSESSED.search(lower(name)) else ("y", "")
    low_stop = before + ("t" if spoken[-1] in _VOICELESS else "d") + low
    ending = {
        "genitive": ("n" if open_end else "") + high + "n",
        "dative": (buffer if open_end else "") + low,
        "accusative": (buffer if open_end else "") + high,
        "locative": low_stop,
        "ablative": low_stop + "n",
        "instrumental": ("y" if open_end else "") + "l" + low,
    }[case]
    return f"{name}'{ending}"


CASE_OF: dict[str, Case] = {
    **dict.fromkeys(("in", "un", "nin", "nun"), "genitive"),
    **dict.fromkeys(("a", "e", "ya", "ye", "na", "ne"), "dative"),
    **dict.fromkeys(("i", "u", "yi", "yu", "ni", "nu"), "accusative"),
    **dict.fromkeys(
        ("da", "de", "ta", "te", "nda", "nde", "daki", "deki", "taki", "teki"), "locative"
    ),
    **dict.fromkeys(("dan", "den", "tan", "ten", "ndan", "nden"), "ablative"),
    **dict.fromkeys(("la", "le", "yla", "yle"), "instrumental"),
}
"""The case of a folded ending behind an apostrophe."""
