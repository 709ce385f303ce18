"""A chat: questions that follow one another in a library, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.library import Library
from qa.answer import Answer, Hit
from qa.conversation import EMPTY, Memory, converse
from qa.render import Style, plain, terminal
from qa.settings import UiLanguage


@dataclass(slots=True)
class Chat:
    """The state of a chat.

    ``articles`` are the only ones that are asked, None where all are; ``answers`` are all that was
    answered, ``saved`` the file that they were written to last.
    """

    library: Library
    language: UiLanguage
    style: Style = plain
    memory: Memory = EMPTY
    articles: tuple[int, ...] | None = None
    answers: list[Answer] = field(default_factory=list)
    saved: Path | None = None

    def ask(self, question: str) -> str:
        """Return the answer as lines. Raises what `converse` raises."""
        answer, self.memory = converse(self.library, question, self.memory, articles=self.articles)
        self.answers.append(answer)
        return terminal(answer, self.language, self.style)

    @property
    def shown(self) -> tuple[Hit, ...]:
        """The passages of the last answer."""
        last = self.answers[-1:]
        return (last[0].passages or last[0].nearest) if last else ()

    def titles(self) -> list[str]:
        """Return the titles of the articles that are asked."""
        entries = self.library.entries()
        return [e.title for e in entries if self.articles is None or e.id in self.articles]
