"""Dates as Turkish writes them, in texts, headers and questions."""

from __future__ import annotations

import re
from datetime import date

from index.turkish import fold

_NAMES = "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"
MONTHS = {name: number for number, name in enumerate(fold(_NAMES).split(), start=1)}
"""Numbers of the months by their folded names."""

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(MONTHS)})\w*\s+(\d{{4}})(?!\d)")


def find_date(text: str) -> date | None:
    """Return the first date in ``text``: "2022-05-12", "12.05.2022", "12/05/2022", "12 Mayıs 2022".

    None where there is none. Days come before months, as everywhere but in America.
    """
    found: list[tuple[int, tuple[int, int, int]]] = []
    if m := _ISO.search(text):
        found.append((m.start(), (int(m[1]), int(m[2]), int(m[3]))))
    if m := _NUMERIC.search(text):
        found.append((m.start(), (int(m[4]), int(m[3]), int(m[1]))))
    if m := _WORDED.search(fold(text)):
        found.append((m.start(), (int(m[3]), MONTHS[m[2]], int(m[1]))))
    for _, (year, month, day) in sorted(found):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
