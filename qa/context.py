"""A passage as the ranker sees it: its words and those around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.article import Span
from index.rows import StoredPassage
from index.statements import Statement
from qa.texts import Text
from qa.vocabulary import Vocabulary

if TYPE_CHECKING:
    from qa.forward import Forward

_LONGEST_HEADLINE = 16  # words of a first paragraph that is a headline


@dataclass(slots=True, eq=False)
class Context:
    """A passage and what stands around it; nothing here depends on a question.

    ``id`` is its number, ``article`` that of its article, ``span`` and ``place`` (of its paragraph,
    from 1) where it stands. ``sentences`` are those of the passage; ``around`` the paragraph that
    it is of, those before and behind it and the article's first; ``title`` that of the article.
    ``answers`` has the words of each sentence that may answer: the kind of question, and the number
    of the word.

    Of most candidates no more is looked at: `stored` and `said` are read where they are asked for,
    of many at once by `Forward.look` and `Forward.hear`.
    """

    id: int
    article: int
    span: Span
    place: int
    sentences: tuple[Text, ...]
    around: tuple[Text, ...]
    title: Text
    answers: tuple[tuple[tuple[str, int], ...], ...]
    vocabulary: Vocabulary
    kept: Forward
    read: StoredPassage | None = None
    heard: tuple[Statement, ...] | None = None

    @property
    def paragraph(self) -> Text:
        """The paragraph that the passage is of."""
        return self.around[0]

    @property
    def headline(self) -> bool:
        """Whether it is the article's headline, which repeats what the article says."""
        words = self.paragraph.numbers
        return self.place == 1 and int(np.count_nonzero(words)) <= _LONGEST_HEADLINE

    @property
    def stored(self) -> StoredPassage:
        """The passage as the library keeps it."""
        if self.read is None:
            self.kept.look([self])
        assert self.read is not None  # noqa: S101  # just looked at
        return self.read

    @property
    def said(self) -> tuple[Statement, ...]:
        """The statements in the passage, all speakers'."""
        if self.heard is None:
            self.kept.hear([self])
        return self.heard or ()
