"""Whether two texts have the same wording, whatever their line ends and quotation marks.

Runs of white space count as one space, all quotation marks as one mark; case is significant.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Span, normalise, shown

_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛`´ʼ′", "'")},
)


def unified(text: str) -> str:
    """Return ``text`` in the form in which wordings are compared."""
    return shown(normalise(text)).translate(_MARKS)


def holds(text: str, wordings: Iterable[str]) -> bool:
    """Tell whether ``text`` holds one of the wordings; all must be `unified`."""
    return any(wording in text for wording in wordings)


def places(text: str, wording: str) -> list[Span]:
    """Return where ``wording`` stands in ``text``; both must be `unified`."""
    found, at = [], text.find(wording)
    while at >= 0:
        found.append(Span(at, at + len(wording)))
        at = text.find(wording, at + 1)
    return found
