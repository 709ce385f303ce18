"""Questions about somebody whom an article names, on what it does not say of them.

A question about one person is asked about another one: "Biruni nerede doğmuştur?" of a report that
quotes Lavrov becomes "Lavrov nerede doğmuştur?". The unanswerable questions of SQuAD 2.0
(Rajpurkar et al. 2018) were written by hand so, by swapping names; here the names are swapped by
rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from index.library import Library
from index.turkish import Token, content, tokens
from qa.evaluation.squad import SquadParagraph

_MOST_WORDS = 4  # of content besides the name: a longer question tells what it is about without it
_STEM = 5


@dataclass(frozen=True, slots=True)
class Template:
    """A question parted at the name of the ``title`` that it is about."""

    before: str
    behind: str
    title: str

    def about(self, name: str) -> str:
        """Return the question about somebody else."""
        return self.before + name + self.behind


def templates(paragraphs: Sequence[SquadParagraph]) -> list[Template]:
    """Return the questions that name what their title is about, and nothing else, each once."""
    found = [_template(q.text, p.title) for p in paragraphs for q in p.questions]
    return list(dict.fromkeys(t for t in found if t is not None))


def _template(question: str, title: str) -> Template | None:
    words = list(tokens(question))
    stems = {t.word[:_STEM] for t in content(tokens(title))}
    capitals = [i for i, t in enumerate(words) if question[t.span.start].isupper()]
    named = [i for i in capitals if words[i].word[:_STEM] in stems]
    if not named or named != list(range(named[0], named[-1] + 1)):
        return None
    if not set(capitals) <= {0, *named}:
        return None  # somebody else is named as well
    rest = content([*words[: named[0]], *words[named[-1] + 1 :]])
    if not 0 < len(rest) <= _MOST_WORDS:
        return None
    return Template(
        question[: words[named[0]].span.start], question[_end(words[named[-1]]) :], title
    )


def _end(token: Token) -> int:
    """Return where a name ends: its suffix stays in the question, behind the apostrophe."""
    return token.span.end - (len(token.suffix) + 1 if token.suffix else 0)


def swapped(
    library: Library, title: str, made: Sequence[Template], count: int, random: Random
) -> list[str]:
    """Return ``count`` questions on others about whom ``library`` names, none about its title."""
    entities = library.store.entities(entry.id for entry in library.entries())
    own = {t.word for t in tokens(title)}
    names = [e.name for found in entities.values() for e in found if e.name[:1].isupper()]
    names = [n for n in dict.fromkeys(names) if own.isdisjoint(t.word for t in tokens(n))]
    others = [t for t in made if t.title != title]
    if not names or not others:
        return []
    return [random.choice(others).about(random.choice(names)) for _ in range(count)]
