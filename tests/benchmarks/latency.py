"""Where the time of a warm answer goes: ``python tests/benchmarks/latency.py [--questions 200]``.

Asks the questions of ``seeds`` to the seed library, and, where ``../shared/eval`` is there, those
of TQuAD dev to a library in which each paragraph is an article. Prints the median and the 95th
percentile of the whole answer, of the arms (encoding the question, FAISS, Tantivy) and of all else,
which is our own code, then the mean of each stage. "First" is an answer from passages that were not
read before, as most are in a large library; "again" one from those that are in memory. Times are
of the processor, one thread's, so that a busy machine changes them little; compare what stands in
one run.
"""

import argparse
import functools
import json
import statistics
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

import faiss

import qa.answering
import qa.search
import seeds
from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.lexicon import Lexicon
from index.library import Library, temporary
from index.reading import article_from_text
from index.store import Store
from index.vectors import Vectors
from qa.evaluation.squad import read_squad
from qa.forward import Forward, forward

SEED = Path(seeds.__file__).with_name("questions.jsonl")
TQUAD = Path(__file__).parents[2].parent / "shared" / "eval" / "tquad-dev.json.gz"
ENCODER = load_encoder(BUILT_IN)
ARMS = ("question encoded", "Tantivy", "FAISS")
STAGES = [
    (type(ENCODER), "queries", ARMS[0]),
    (Lexicon, "search", ARMS[1]),
    (Lexicon, "frequencies", ARMS[1]),
    (Vectors, "search", ARMS[2]),
    (qa.answering, "scoped", "question understood"),
    (qa.search, "understand", "question understood"),
    (Store, "speakers", "speakers found"),
    (qa.search, "who", "speakers found"),
    (Forward, "passages", "passages read"),
    (qa.search, "features", "features"),
    (qa.search, "_on_topic", "topic of what was said"),
    (qa.answering, "show", "shown"),
]


class Clock:
    """Seconds by stage, each without those of the stages inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def timed(self, stage: str, work):
        @functools.wraps(work)
        def run(*args, **kwargs):
            self._inside.append(0.0)
            start = time.thread_time()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.thread_time() - start
                self.seconds[stage] += took - self._inside.pop()
                self._inside[-1] += took

        return run


CLOCK = Clock()


def ask(library: Library, questions: list[str], *, forget: bool) -> list[dict[str, float]]:
    """Return the seconds of each stage of each answer."""
    found = []
    for question in questions:
        if forget:
            forward(library).forget()
        CLOCK.seconds.clear()
        start = time.thread_time()
        qa.answering.answer(library, question)
        whole = time.thread_time() - start
        stages = dict(CLOCK.seconds)
        found.append({**stages, "the rest": whole - sum(stages.values())})
    return found


def report(name: str, library: Library, questions: list[str]) -> None:
    entries = library.entries()
    print(f"{name}: {len(questions)} questions, {sum(e.passages for e in entries)} passages")
    ask(library, questions, forget=False)
    for how, forget in (("again", False), ("first", True)):
        found = ask(library, questions, forget=forget)
        whole = [sum(one.values()) for one in found]
        arms = [sum(one.get(stage, 0.0) for stage in ARMS) for one in found]
        own = [a - b for a, b in zip(whole, arms, strict=True)]
        for part, seconds in (("whole answer", whole), ("arms", arms), ("our own code", own)):
            p50, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
            share = sum(seconds) / sum(whole)
            line = f"p50 {p50 * 1e3:6.2f} ms   p95 {p95 * 1e3:6.2f} ms   {share:6.1%}"
            print(f"  {how:6}{part:24}{line}")
        for stage in dict.fromkeys([*(stage for *_, stage in STAGES), "the rest"]):
            seconds = sum(one.get(stage, 0.0) for one in found)
            mean = seconds / len(found) * 1e3
            print(f"          {stage:28}mean {mean:6.2f} ms   {seconds / sum(whole):6.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=200, help="of TQuAD, at most")
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    for owner, attribute, stage in STAGES:
        setattr(owner, attribute, CLOCK.timed(stage, getattr(owner, attribute)))
    asked = [json.loads(line)["question"] for line in SEED.read_text("utf-8").splitlines()]
    with temporary(ENCODER, seeds.articles()) as library:
        report("seed", library, asked)
    if not TQUAD.exists():
        print(f"{TQUAD.name} is not there")
        return
    paragraphs = {p.text: p for p in read_squad(TQUAD)}.values()
    asked = [q.text for p in paragraphs for q in p.questions]
    step = max(1, len(asked) // options.questions)
    articles = (article_from_text(p.text, p.title, p.title) for p in paragraphs)
    with temporary(ENCODER, articles) as library:
        report("TQuAD dev", library, list(islice(asked, 0, None, step)))


if __name__ == "__main__":
    main()
