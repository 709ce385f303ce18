"""Links into a web page: ``#:~:text=`` with words that stand on the page exactly once.

A browser marks the first place that fits, so a link is only right where there is no other. The
whole page is at hand only when it is read; what of the article stands elsewhere on it too (in a
teaser, in a list of headlines), or nowhere in these words, is noted then, and links avoid it.
(The format: WICG, URL Fragment Text Directives.)
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urldefrag

from index.article import Article, Span, shown
from index.turkish import Token, tokens

KEY = "unlinked"
"""Key of an article's metadata: the spans that `noted` returns."""
_WINDOW = 3  # words; two places that share as many in a row are compared further
_MOST_WORDS = 12  # at either end of a link
_SHORT = 12  # words of a passage that is named whole


@dataclass(frozen=True, slots=True)
class _Noted:
    repeated: list[list[int]]
    absent: list[list[int]]


def noted(text: str, page: str) -> str:
    """Return what of an article's ``text`` does not stand exactly once on the ``page``, as JSON.

    Spans that are covered by windows of three words that stand there more than once, and windows
    that don't stand there at all.
    """
    there = [t.word for t in tokens(page)]
    counts = Counter(zip(*(there[i:] for i in range(_WINDOW)), strict=False))
    found = list(tokens(text))
    noted = _Noted([], [])
    for i in range(len(found) - _WINDOW + 1):
        window = found[i : i + _WINDOW]
        count = counts[tuple(t.word for t in window)]
        if count != 1:
            spans = noted.repeated if count else noted.absent
            start, end = window[0].span.start, window[-1].span.end
            # Windows that follow each other share words: together they are one stretch.
            if spans and spans[-1][2] == i - 1:
                spans[-1][1:] = [end, i]
            else:
                spans.append([start, end, i])
    lists = [[span[:2] for span in spans] for spans in (noted.repeated, noted.absent)]
    return json.dumps(lists, separators=(",", ":"))


def link(article: Article, span: Span) -> str:
    """Return the address that shows ``span`` on its page, "" where the article has no address.

    Without a fragment where no words of the span stand exactly once on the page.
    """
    url = urldefrag(article.metadata.get("url", "")).url
    if not url or KEY not in article.metadata:
        return url
    repeated, absent = json.loads(article.metadata[KEY])
    places = _Places(article, _Noted(repeated, absent))
    words = list(tokens(article.text, span))
    if len(words) <= _SHORT and places.unique(words):
        return f"{url}#:~:text={places.encoded(words)}"
    ends = [w for w in (places.shortest(words), places.shortest(words, last=True)) if w]
    if len(ends) < 2 or ends[0][-1].span.end > ends[1][0].span.start:
        return f"{url}#:~:text={places.encoded(ends[0])}" if ends else url
    return f"{url}#:~:text={','.join(map(places.encoded, ends))}"


class _Places:
    def __init__(self, article: Article, noted: _Noted) -> None:
        self._text = article.text
        self._repeated = [Span(a, b) for a, b in noted.repeated]
        self._absent = [Span(a, b) for a, b in noted.absent]

    def unique(self, words: Sequence[Token]) -> bool:
        """Tell whether consecutive words stand on the page, and only once."""
        if len(words) < _WINDOW:
            return False
        span = Span(words[0].span.start, words[-1].span.end)
        if "\n" in span.of(self._text):  # across a line break, browsers don't agree
            return False
        missing = any(
            sum(other.covers(word.span) for word in words) >= _WINDOW for other in self._absent
        )
        return not missing and not any(other.covers(span) for other in self._repeated)

    def shortest(self, words: Sequence[Token], *, last: bool = False) -> Sequence[Token]:
        """Return the fewest words at one end that stand on the page once, none if there are not."""
        for count in range(_WINDOW + 1, min(len(words), _MOST_WORDS) + 1):
            some = words[-count:] if last else words[:count]
            if self.unique(some):
                return some
        return ()

    def encoded(self, words: Sequence[Token]) -> str:
        """Return the text of consecutive words, as it stands in an address."""
        piece = shown(self._text[words[0].span.start : words[-1].span.end])
        return quote(piece, safe="").replace("-", "%2D")
