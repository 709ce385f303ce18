"""Questions in English and in Russian: their function words, and whose words they ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.turkish import Token
from qa.phrases import ENGLISH, folded

SAY_ENGLISH = folded(
    """say says said saying tell tells told claim claims claimed think thinks thought argue argues
    argued state states stated announce announces announced explain explains explained comment
    comments commented respond responded warn warned promise promised suggest suggested admit
    admitted"""
)
RUSSIAN = folded(
    """что чего чем кто кого кому кем где куда откуда когда как какой какая какое какие какого каком
    каких почему зачем сколько ли не ни и а но в во на с со о об обо от до из за по для при про к у
    это этот эта эти был была было были есть он она они его ее их"""
)
SAY_RUSSIAN = folded(
    """сказал сказала сказали говорит говорил заявил заявила заявили сообщил сообщила сообщили
    считает думает рассказал рассказала ответил ответила пообещал предупредил"""
)
ABOUT_FOREIGN = {"en": folded("about"), "ru": folded("о об обо про насчет")}
FUNCTION_WORDS = {"en": ENGLISH, "ru": RUSSIAN}
"""Words that say nothing of what is looked for, by language."""

Parts = tuple[list[Token], list[Token]]


def _english(found: Sequence[Token]) -> Parts | None:
    """Part "What did X say (about Y)?" and "According to X, …" in the same way."""
    words = [t.word for t in found]
    says = [i for i, w in enumerate(words) if w in SAY_ENGLISH]
    if words[:2] == ["according", "to"]:
        return list(found[2:]), []
    if not says:
        return None
    said = says[0]
    topic = [t for t in found[said + 1 :] if t.word not in ENGLISH]
    if words[0] in folded("who"):
        return [], topic
    if words[0] not in folded("what how"):
        return None
    subject = [t for t in found[1:said] if t.word not in ENGLISH]
    return (subject, topic) if subject else None


def _russian(found: Sequence[Token]) -> Parts | None:
    """Part "Что сказал X (о Y)?" and "Кто сказал, …?" in the same way."""
    words = [t.word for t in found]
    said = next((i for i, w in enumerate(words) if w in SAY_RUSSIAN), None)
    if said is None:
        return None
    rest = [t for t in found if t.word not in SAY_RUSSIAN]
    if words[0] in folded("кто"):
        return [], [t for t in rest if t.word not in RUSSIAN]
    if words[0] not in folded("что"):
        return None
    about = next((i for i, t in enumerate(rest) if i and t.word in RUSSIAN), len(rest))
    subject, topic = rest[1:about], rest[about:]
    return (subject, [t for t in topic if t.word not in RUSSIAN]) if subject else None


SPEECH: dict[str, Callable[[Sequence[Token]], Parts | None]] = {"en": _english, "ru": _russian}
"""What parts a question for somebody's words into whose and on what; None of another question."""
