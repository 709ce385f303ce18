"""Hold dialogues and measure: the last turn, the same asked alone, and what history must not touch.

A figure is a mean over dialogues. "ceiling" is what the ranker makes of the last turn written as a
question that stands alone, so that misses of the conversation and of the ranker can be told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from random import Random

from index.encoder import Encoder
from index.errors import InputError
from index.library import Library, temporary
from qa.answer import Answer, Hit
from qa.conversation import EMPTY, Memory, converse, resolve
from qa.evaluation.attribution import same_speaker
from qa.evaluation.dialogues import PARTS, Dialogue
from qa.evaluation.intervals import Figure, mean
from qa.evaluation.outcomes import shown
from qa.evaluation.perturb import Perturbation, perturb
from qa.evaluation.wording import holds, unified

ALL = "all"
_DEEP = 30  # passages of a question asked alone: enough to find what is left behind those shown
_NOW = 0.0


@dataclass(frozen=True, slots=True)
class Held:
    """A dialogue and what became of it.

    ``reading`` is how its last turn was read. ``rank`` is the place of the first right passage in
    the last answer, ``ceiling`` that in the answer to the question asked alone, None where there is
    none; ``named`` tells whether the right passage names the right speaker (None: nobody to name).
    """

    dialogue: Dialogue
    reading: str
    answered: bool
    rank: int | None
    ceiling: int | None
    named: bool | None


@dataclass(frozen=True, slots=True)
class DialogueRun:
    """All dialogues, and of each question that stands alone whether history left it as it was."""

    held: tuple[Held, ...]
    untouched: tuple[bool, ...]

    def measures(self, seed: int) -> dict[str, dict[str, Figure]]:
        """Return the figures by part of the data and by name."""
        parts = {ALL: self.held} | {
            part: tuple(h for h in self.held if h.dialogue.part == part) for part in PARTS
        }
        types = sorted({h.dialogue.type for h in self.held})
        parts |= {kind: tuple(h for h in self.held if h.dialogue.type == kind) for kind in types}
        found = {name: _figures(held, seed) for name, held in parts.items() if held}
        if self.untouched:
            found[ALL]["alone_untouched"] = mean([float(u) for u in self.untouched], seed)
        return found


def _figures(held: Sequence[Held], seed: int) -> dict[str, Figure]:
    columns: dict[str, list[bool]] = {}
    for name in ("rank", "ceiling"):
        ranks = [getattr(h, name) for h in held]
        for k in (1, 3):
            columns[f"{'hit' if name == 'rank' else name}@{k}"] = [
                r is not None and r <= k for r in ranks
            ]
    columns["answered"] = [h.answered for h in held]
    columns["speaker"] = [h.named for h in held if h.named is not None]
    return {name: mean([float(v) for v in c], seed) for name, c in columns.items() if c}


def hold_all(
    dialogues: Sequence[Dialogue],
    alone: Sequence[str],
    encoder: Encoder,
    typed: Perturbation,
    seed: int,
    step: Callable[[], None],
) -> DialogueRun:
    """Hold every dialogue in the library of its article; then ask ``alone`` after all of them.

    ``typed`` is how turns and questions are typed; ``step`` is called after each dialogue.
    """
    held: dict[str, Held] = {}
    untouched: list[bool] = []
    random = Random(seed)
    by_article = sorted(dialogues, key=lambda d: d.article.digest)
    groups = [list(g) for _, g in groupby(by_article, key=lambda d: d.article.digest)]
    for number, group in enumerate(groups):
        with closing(temporary(encoder, [group[0].article])) as library:
            memories: list[Memory] = []
            for dialogue in group:
                held[dialogue.id] = _hold(library, dialogue, typed, seed, memories)
                step()
            for place, question in enumerate(alone):
                text, memory = perturb(question, typed, seed), random.choice(memories)
                # The reading after a history of each article, the whole answer after one of one.
                same = _read_alone(library, text, memory)
                if same and place % len(groups) == number:
                    same = _asked(library, text, memory)[0] == _asked(library, text, EMPTY)[0]
                untouched.append(same)
    return DialogueRun(tuple(held[d.id] for d in dialogues), tuple(untouched))


def _hold(
    library: Library, dialogue: Dialogue, typed: Perturbation, seed: int, memories: list[Memory]
) -> Held:
    """Hold a dialogue; what is remembered after each turn is added to ``memories``."""
    memory, answer = EMPTY, None
    seen: set[str] = set()
    for turn in dialogue.turns:
        seen = {hit.text for hit in shown(answer)} if dialogue.unseen else set()
        answer, memory = _asked(library, perturb(turn, typed, seed), memory)
        memories.append(memory)
    alone, _ = _asked(library, dialogue.alone, EMPTY, top=_DEEP if dialogue.unseen else None)
    right = [h for h in shown(answer) if _right(h, dialogue) and h.text not in seen]
    fresh = [h for h in shown(alone) if h.text not in seen]
    return Held(
        dialogue,
        (answer.resolved or answer.question) if answer else "",
        answer is not None and answer.answered,
        next((i for i, h in enumerate(shown(answer), 1) if h in right), None),
        next((i for i, h in enumerate(fresh, 1) if _right(h, dialogue)), None),
        any(same_speaker(s.speaker, dialogue.speaker) for h in right[:1] for s in h.statements)
        if dialogue.speaker
        else None,
    )


def _asked(
    library: Library, text: str, memory: Memory, top: int | None = None
) -> tuple[Answer | None, Memory]:
    try:
        return converse(library, text, memory, top=top, now=_NOW)
    except InputError:
        return None, memory


def _right(hit: Hit, dialogue: Dialogue) -> bool:
    return holds(unified(hit.text), map(unified, dialogue.gold))


def _read_alone(library: Library, question: str, memory: Memory) -> bool:
    """Tell whether a question is read after ``memory`` as it is alone."""
    try:
        return resolve(library, question, memory) == resolve(library, question, EMPTY)
    except InputError:
        return True


def lines(run: DialogueRun) -> Iterator[dict[str, object]]:
    """Yield what became of each dialogue, for JSON."""
    for h in run.held:
        yield {
            "id": h.dialogue.id,
            "part": h.dialogue.part,
            "type": h.dialogue.type,
            "turns": list(h.dialogue.turns),
            "reading": h.reading,
            "answered": h.answered,
            "rank": h.rank,
            "ceiling": h.ceiling,
            "named": h.named,
        }
