"""A statement: what somebody says in an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.article import Span

Kind = Literal["direct", "reported", "attributed"]
"""In quotation marks; in a clause that a verb of saying takes; or laid to a source by "-e göre",
which is kept apart from what somebody is told to have said."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something somebody said.

    ``span`` is the content, in one paragraph, without outer quotation marks, without the comma
    before the closing mark and without the verb of saying; ``speaker`` is the most complete name
    in the article, "" where none could be found; ``surface`` the expression for the speaker, None
    where the sentence has no subject of its own; ``cue`` the verb of saying; ``frame`` the
    sentences it is taken from. A quotation that goes on without a verb of its own has the cue of
    the one that it carries on.
    """

    span: Span
    speaker: str
    surface: Span | None
    kind: Kind
    cue: Span | None
    frame: Span
