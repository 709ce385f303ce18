"""From a question to a `Ranking`: who is asked for, the candidates, their order, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np

from index.library import Library
from index.rows import Speaker
from index.turkish import lower, tokens
from qa.features import features, wanted
from qa.forward import forward
from qa.question import Question, understand
from qa.ranking import Ranked, Ranker, Ranking, evidence, load
from qa.retrieval import LEXICAL_CANDIDATES, Arm, Candidate, candidates, mentions
from qa.showing import spoke
from qa.speakers import NOBODY, Asked, beginnings, callings, mentioned, stranger, who
from qa.spelling import corrected
from qa.threads import alone
from qa.topic import Place, chance

_NAMED = 0.95
"""Probability that what is given as somebody's is theirs, where the name is typed as it stands: the
share of right speakers on cases that nothing was fitted on (tests/index/statement_cases.py)."""
_MOST_CALLED = 2000
"""So many speakers are looked at for a word that they are called by, the latest ones."""
_LOOKED_THROUGH = 1000
"""So many articles are looked through for a name; of more, those that have the question's words."""
_DIGITS = 5  # of a score that are no accident of the order in which it was added up
_ON_TOPIC = 0.5
"""Probability from which what somebody said is taken to be on the topic."""
_NO_TOPIC = 0.92
"""Probability that the first thing somebody said is what is asked for, where the words that are
left need not be a topic: its share among such questions of `seeds/news` (21 of 24), over `_NAMED`.
"""


def rank(
    library: Library,
    text: str,
    arm: Arm = "hybrid",
    within: frozenset[int] | None = None,
    ranker: Ranker | None = None,
) -> Ranking:
    """Order all candidates for the question ``text``; equal scores in the order of the articles.

    With one ``arm`` alone its own scores order them; with ``within``, only those articles are
    looked at; ``ranker`` is another than the built-in one. Raises what `answer` raises.
    """
    alone()
    search = _Search(library, arm, within, ranker or load())
    question = corrected(understand(text), library.derived.lexicon)
    asked = who(question, speakers(library, question, within)) if question.subject else NOBODY
    if asked.known:
        return search.said(question, asked)
    if question.kind == "speech" and (named := search.mentioned(question)).mentioned:
        return search.silent(question, named)
    found = candidates(library, question, asked, arm, within)
    if question.kind == "speech" and _caseless(question.text):
        asked = stranger(question, _written(library, question, found))
    # Nobody of that name speaks: whoever else is quoted, it is not the one who was asked for.
    absent = question.kind == "speech" and asked.named
    ranking = Ranking(question, asked, (), "absent" if absent else None)
    return search.ordered(ranking, found)


def speakers(
    library: Library, question: Question, within: frozenset[int] | None = None
) -> list[Speaker]:
    """Return the speakers who may be asked for, by article and name.

    A word that thousands are called by tells nobody apart where another one does.
    """
    found: dict[tuple[int, str], Speaker] = {}
    often: list[Speaker] = []
    for words in callings(question, library.store.callings()):
        called = library.store.called(words, _MOST_CALLED)
        if len(called) < _MOST_CALLED:
            found.update(((s.article, s.name), s) for s in called)
        else:
            often += called
    for speaker in () if found else often:
        found[speaker.article, speaker.name] = speaker
    chosen = sorted(found.items(), key=itemgetter(0))
    return [speaker for (article, _), speaker in chosen if within is None or article in within]


@dataclass(frozen=True, slots=True)
class _Search:
    """Where a question is asked, and what orders the candidates."""

    library: Library
    arm: Arm
    within: frozenset[int] | None
    ranker: Ranker

    def said(self, question: Question, asked: Asked) -> Ranking:
        """Order what the one who is asked for said: by the topic, or all of it as it comes.

        Another's words are never shown as theirs.
        """
        question = replace(question, kind="speech")
        found = candidates(self.library, question, asked, self.arm, self.within)
        articles = {article for article, _ in asked.known}
        near = [c for c in found if c.article in articles]
        forward(self.library).hear(c.context for c in near)
        asked = _weighed(question, asked, near)
        own = [c for c in near if any(spoke(c, s, asked) for s in c.said)]
        named = _NAMED * asked.likeness
        ranking = Ranking(question, asked, tuple(Ranked(c, 0.0, named) for c in own))
        if ranking.everything:
            return ranking
        ranking = self.ordered(ranking, own)
        likely = _on_topic(self.library, question, asked, found, own)
        if not question.about or question.foreign:
            # The words may only tell more of who is meant, or can't match in another language.
            likely = max(likely, _NO_TOPIC)
        first = max(ranking.hits[0].probability, 1e-9) if ranking.hits else 1.0
        # The test of the topic tells how sure the first is, the ranker how far the others fall.
        hits = tuple(
            replace(hit, probability=named * likely * min(1.0, hit.probability / first))
            for hit in ranking.hits
        )
        return replace(ranking, hits=hits, silence=None if likely >= _ON_TOPIC else "off_topic")

    def mentioned(self, question: Question) -> Asked:
        """Return who is asked for among those who are named but say nothing."""
        store, articles = self.library.store, self.within
        if articles is None and store.count > _LOOKED_THROUGH:
            near = self.library.derived.lexicon.search(question.words, LEXICAL_CANDIDATES)
            articles = frozenset(store.articles_of(number for number, _ in near))
        named = store.named(beginnings(question), articles)
        return mentioned(question, named)

    def silent(self, question: Question, asked: Asked) -> Ranking:
        """Order passages for a question on somebody who says nothing: who name them first."""
        found = candidates(self.library, question, asked, self.arm, self.within)
        places = mentions(self.library, asked)
        ranking = self.ordered(Ranking(question, asked, (), "mentioned"), found)
        hits = sorted(ranking.hits, key=lambda hit: hit.candidate.id not in places)
        return replace(ranking, hits=tuple(hits), table=None)

    def ordered(self, ranking: Ranking, found: Sequence[Candidate]) -> Ranking:
        """Order candidates by the ranker, or by one arm."""
        if not found:
            return replace(ranking, hits=())
        question = ranking.question
        looked_for = wanted(ranking.words, self.library.derived.lexicon)
        table = features(question, looked_for, found)
        chances = self.ranker.probabilities(evidence(table, question.foreign))
        scores = {
            "hybrid": self.ranker.scores(table.rows),
            "lexical": np.array([c.lexical for c in found]),
            "dense": np.array([c.dense for c in found]),
        }[self.arm]
        if ranking.silence is not None:
            chances = np.zeros_like(chances)
        # Of equal scores the first in the order of the passages; copies differ in what is rounded.
        order = np.lexsort((np.array([c.id for c in found]), -scores.round(_DIGITS)))
        hits = tuple(
            Ranked(found[i], score, chance, tuple(row))
            for i, score, chance, row in zip(
                order.tolist(),
                scores[order].tolist(),
                chances[order].tolist(),
                table.rows[order].tolist(),
                strict=True,
            )
        )
        return replace(ranking, hits=hits, table=replace(table, rows=table.rows[order]))


def _on_topic(
    library: Library,
    question: Question,
    asked: Asked,
    found: Sequence[Candidate],
    own: Sequence[Candidate],
) -> float:
    """Return the probability that somebody said something on the topic."""
    typed = [t.span.of(question.text) for t in tokens(question.text) if t.word in asked.topic]
    vector = library.encoder.queries([" ".join(typed)])[0]
    ids, articles = {c.id for c in own}, {c.article for c in own}
    near = [c for c in found if c.article in articles]
    cosines = forward(library).vectors([c.context for c in near]) @ vector if near else []
    places = [
        Place(c.context.paragraph.words + c.context.title.words, float(cosine), c.id in ids)
        for c, cosine in zip(near, cosines, strict=True)
    ]
    return chance(asked.topic, places)


def _weighed(question: Question, asked: Asked, found: Sequence[Candidate]) -> Asked:
    """Count what is laid to the speaker ("X'e göre") where that is asked for, or all there is."""
    told = any(
        (c.article, s.speaker) in asked.known and s.kind != "attributed"
        for c in found
        for s in c.said
    )
    return replace(asked, laid=question.opinion or not told)


def _caseless(text: str) -> bool:
    return text.isupper() or text == lower(text)


def _written(library: Library, question: Question, found: Sequence[Candidate]) -> dict[str, str]:
    """Return the subject's words as the candidates write them, best inside a sentence."""
    wanted_words = {word for word, _ in question.subject}
    written: dict[str, str] = {}
    forward(library).look(c.context for c in found)
    for c in found:
        for sentence, words in zip(c.stored.passage.sentences, c.stored.words, strict=True):
            if wanted_words.isdisjoint(words):
                continue
            article = forward(library).article(c.stored.article)
            for i, token in enumerate(tokens(article.flat, sentence)):
                if token.word in wanted_words and (i or token.word not in written):
                    written[token.word] = token.span.of(article.text)
    return written
