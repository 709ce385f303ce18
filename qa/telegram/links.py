"""Links that jump to the words that are cited.

A text fragment (https://wicg.github.io/scroll-to-text-fragment/) names the words to scroll to. A
browser that doesn't find them opens the page all the same.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_WHOLE = 120
"""Characters up to which the whole passage is named; of a longer one its first and last words."""
_WORDS = 5


def address(source: str) -> str:
    """Return ``source`` where it is the address of a web page, "" where it is not."""
    try:
        parts = urlsplit(source)
        host = parts.hostname
    except ValueError:
        return ""
    plain = source.isprintable() and not any(c.isspace() for c in source)
    return source if parts.scheme in ("http", "https") and host and plain else ""


def to_passage(url: str, passage: str) -> str:
    """Return the address that opens ``url`` at ``passage``."""
    base, _, fragment = url.partition("#")
    words = passage.split()
    if len(passage) <= _WHOLE or len(words) <= 2 * _WORDS:
        directive = _encoded(words)
    else:
        directive = f"{_encoded(words[:_WORDS])},{_encoded(words[-_WORDS:])}"
    return f"{base}#{fragment.partition(':~:')[0]}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # "-" stands for prefix and suffix in a directive, so it is escaped too.
    return quote(" ".join(words), safe="").replace("-", "%2D")
