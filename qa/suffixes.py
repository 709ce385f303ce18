"""Case endings of names, in vowel harmony: "Lavrov'un", "Bakü'ye", "Nord Stream 2'nin"."""

from __future__ import annotations

from index.turkish import lower
from qa.followup_words import Case

_VOWELS = "aıoueiöü"
_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "i": "i", "ö": "ü", "ü": "ü"}
_VOICELESS = "fstkçşhp"
_DIGITS = dict(
    zip("0123456789", "sıfır bir iki üç dört beş altı yedi sekiz dokuz".split(), strict=True)
)


def inflect(name: str, case: Case) -> str:
    """Return ``name`` with a case ending behind an apostrophe, the name itself in no case.

    How a foreign name is spoken is not known: its last letters are read as Turkish ones. What is
    no name, being written small, is left as it is.
    """
    if not case or name[:1].islower() or not name:
        return name
    spoken = lower(name)
    spoken = spoken[:-1] + _DIGITS.get(spoken[-1], spoken[-1])
    vowel = next((c for c in reversed(spoken) if c in _VOWELS), "e")
    open_end = spoken[-1] in _VOWELS
    low = "a" if vowel in "aıou" else "e"
    high = _HIGH[vowel]
    ending = {
        "genitive": ("n" if open_end else "") + high + "n",
        "dative": ("y" if open_end else "") + low,
        "accusative": ("y" if open_end else "") + high,
        "locative": ("t" if spoken[-1] in _VOICELESS else "d") + low,
        "ablative": ("t" if spoken[-1] in _VOICELESS else "d") + low + "n",
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
