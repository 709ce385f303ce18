"""A conversation as Markdown: questions, passages word for word, where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.answer import Answer, Hit
from qa.messages import text
from qa.render import also, cited, heading, printable, speakers, sure, understood
from qa.settings import UiLanguage

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(answers: Sequence[Answer], language: UiLanguage) -> str:
    """Return the conversation; nothing in an article means anything to Markdown."""
    blocks = [f"# {text('transcript', language)}"]
    for answer in answers:
        blocks += _answer(answer, language)
    return "\n\n".join(blocks) + "\n"


def _answer(answer: Answer, language: UiLanguage) -> Iterator[str]:
    yield f"## {_plain(answer.question)}"
    if reading := understood(answer, language):
        yield f"*{_plain(reading)}*"
    if not answer.answered:
        yield _plain(heading(answer, language))
        if answer.nearest:
            yield _plain(text("nearest", language))
    for number, hit in enumerate(answer.passages or answer.nearest, start=1):
        yield _passage(hit, number, language)
    if answer.answered:
        yield _plain(sure(answer, language))


def _passage(hit: Hit, number: int, language: UiLanguage) -> str:
    lines = [f"> {_marked(hit)}"]
    if who := speakers(hit, language):
        lines += [">", f"> — {_plain(who)}"]
    source = _plain(cited(hit, number, language))
    if hit.citation.url:
        source += f" <{hit.citation.url}>"
    lines += ["", source]
    if others := also(hit, language):
        lines += ["", _plain(others)]
    return "\n".join(lines)


def _marked(hit: Hit) -> str:
    pieces, end = [], 0
    for start, stop in hit.highlights:
        pieces += [_plain(hit.text[end:start]), f"**{_plain(hit.text[start:stop])}**"]
        end = stop
    return "".join([*pieces, _plain(hit.text[end:])])


def _plain(piece: str) -> str:
    return _MARKUP.sub(r"\\\1", printable(piece))
