"""The words of an article, tokenised once for everybody who reads them.

Columns instead of objects: a `Token` takes longer to make than to find.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from index.article import Article, Span
from index.turkish import plain_tokens


@dataclass(frozen=True, slots=True)
class Tokenised:
    """Words of a reading view in order: where they start and end, the folded word, its suffix.

    The four columns are of one length; `index.turkish.Token` says what they hold.
    """

    view: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    suffixes: list[str]

    def inside(self, span: Span) -> Tokenised:
        """Return the words inside ``span``; of a word that it cuts, its part."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        cut = first > 0 and self.ends[first - 1] > span.start
        if cut or (last > 0 and self.ends[last - 1] > span.end):
            return tokenise(self.view, [span])
        return Tokenised(
            self.view,
            self.starts[first:last],
            self.ends[first:last],
            self.words[first:last],
            self.suffixes[first:last],
        )

    def words_of(self, span: Span) -> list[str]:
        """Return the folded words inside ``span``."""
        return self.inside(span).words


def tokenised(article: Article) -> Tokenised:
    """Return the words of an article's paragraphs."""
    return tokenise(article.flat, article.paragraphs)


def tokenise(view: str, spans: Iterable[Span]) -> Tokenised:
    """Return the words of a reading view inside ``spans``, which are in order."""
    found = [word for span in spans for word in plain_tokens(view, span.start, span.end)]
    starts, ends, words, suffixes = zip(*found, strict=True) if found else ((), (), (), ())
    return Tokenised(view, list(starts), list(ends), list(words), list(suffixes))
