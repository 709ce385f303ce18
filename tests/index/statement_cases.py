"""Cases of who says what, and how well they are read: ``python tests/index/statement_cases.py``.

Prints precision, recall and F1 of each file of fresh cases, by kind, and how often the speaker is
right. Found and marked pair where they share more than half of their words, in order of the text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.article import shown
from index.reading.text import article_from_text
from index.sentences import sentences
from index.statements import statements
from index.turkish import tokens

HERE = Path(__file__).parent
FRESH, BLIND = HERE / "statements_fresh.txt", HERE / "statements_blind.txt"
KINDS = ("direct", "reported")


class Said(NamedTuple):
    kind: str
    speaker: str
    content: str


def cases(path: Path) -> Iterator[tuple[str, list[Said]]]:
    """Read a file of cases: text, and the statements in it."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        text = "\n".join(line for line in lines if not line.startswith("= "))
        marked = [
            Said(*(part.strip() for part in line[2:].split("|", 2)))
            for line in lines
            if line.startswith("= ")
        ]
        if text:
            yield text.replace("¶", "\n\n"), marked


def said(text: str) -> list[Said]:
    """Return what the program finds in a text."""
    article = article_from_text(text, "haber.txt", "Haber")
    found = statements(article, [sentences(article.flat, p) for p in article.paragraphs])
    return [
        Said(s.kind, s.speaker, shown(s.span.of(article.flat)))
        for s in found
        if s.kind != "attributed"
    ]


@dataclass(slots=True)
class Score:
    """Counts over cases, by kind; ``placed`` pairs whatever their speaker, ``named`` rightly."""

    marked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    placed: int = 0
    named: int = 0

    def count(self, marked: list[Said], found: list[Said]) -> bool:
        """Count a case; tell whether all of it is right."""
        for kind in KINDS:
            self.marked[kind] += sum(m.kind == kind for m in marked)
            self.found[kind] += sum(f.kind == kind for f in found)
        left = list(found)
        whole = len(marked) == len(found)
        for m in marked:
            near = [f for f in left if f.kind == m.kind and _overlap(m.content, f.content) > 0.5]
            if not near:
                whole = False
                continue
            one = max(near, key=lambda f: _overlap(m.content, f.content))
            left.remove(one)
            named = one.speaker in [name.strip() for name in m.speaker.split("/")]
            self.placed += 1
            self.named += named
            self.right[m.kind] += named
            whole &= named
        return whole

    def measures(self, kind: str) -> tuple[float, float, float]:
        """Return precision, recall and F1; a statement counts with the right speaker only."""
        right = self.right[kind]
        p, r = right / max(self.found[kind], 1), right / max(self.marked[kind], 1)
        return p, r, 2 * p * r / max(p + r, 1e-9)

    @property
    def speaker(self) -> float:
        """Share of the paired statements whose speaker is right."""
        return self.named / max(self.placed, 1)


def _overlap(one: str, other: str) -> float:
    a, b = ([t.word for t in tokens(text)] for text in (one, other))
    common = len(set(a) & set(b))
    return common / max(len(set(a) | set(b)), 1)


def score(path: Path) -> Score:
    """Score all cases of a file."""
    total = Score()
    for text, marked in cases(path):
        total.count(marked, said(text))
    return total


def main() -> None:
    show_misses = "--misses" in sys.argv
    for path in (FRESH, BLIND):
        total = score(path)
        print(f"{path.name}: {sum(total.marked.values())} statements")
        for kind in KINDS:
            print("  {:9} P {:.3f}  R {:.3f}  F1 {:.3f}".format(kind, *total.measures(kind)))
        print(f"  speaker   {total.speaker:.3f}")
        for text, marked in cases(path) if show_misses and path is FRESH else ():
            found = said(text)
            if not Score().count(marked, found):
                print("\n" + text)
                for one in found:
                    print("  found  ", *one, sep=" | ")
                for one in marked:
                    print("  marked ", *one, sep=" | ")


if __name__ == "__main__":
    main()
