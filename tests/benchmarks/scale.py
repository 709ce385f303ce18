"""What a library costs as it grows: ``python tests/benchmarks/scale.py FOLDER [--passages N ...]``.

For each size makes a library in FOLDER (or takes the one that is there) of articles spliced from
real sentences (`spliced_news`), with the paragraphs of TQuAD dev and SQuAD-TR dev, and tells what
it took to fill it and its indexes, in seconds of the clock and of the processor, and its size on
disk; then, of a new process, what it takes to open it and to answer: the first time, and the
questions of both sets warm, with the stages of an answer; last, what nDCG@10 loses by all that is
approximated, and how each figure grew from the first size to the last. ``--exact 0`` leaves out the
slow part.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
from spliced_news import sentences, spliced

import index.lexicon
from index.article import Article
from index.encoder import load_encoder
from index.library import Library, create, holds_library, open_library
from index.reading import article_from_text
from qa.evaluation.squad import read_squad

SHARED = Path(__file__).parents[2].parent / "shared" / "eval"
SETS = [SHARED / "tquad-dev.json.gz", SHARED / "squad-tr-dev-v1.0.0.json.gz"]
ASKED = 300  # questions, every so many of both sets, and as many on speakers
SPEAKERS = ("Kemal", "Aydın", "Yılmaz", "Zeynep Kaya", "Vali Demir", "Osman Balcı", "Çelk")


def questions() -> list[tuple[str, str]]:
    """Return (question, text of the paragraph that answers it), evenly from both sets."""
    every = [
        (q.text, p.text)
        for file in SETS
        for p in read_squad(file)
        for q in p.questions
        if getattr(q, "answers", True)
    ]
    return every[:: max(1, len(every) // ASKED)][:ASKED]


def articles(passages: int) -> Iterator[Article]:
    real = {p.text: p.title for file in SETS for p in read_squad(file)}
    gold = (article_from_text(t, f"p{n}.txt", title) for n, (t, title) in enumerate(real.items()))
    return chain(gold, spliced(passages - 3 * len(real), sentences()))


def seconds() -> tuple[float, float]:
    own, children = (
        resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in (own, children))


def build(folder: Path, passages: int) -> dict[str, float]:
    coming = list(articles(passages))  # made before the clock starts
    began = seconds()
    with create(folder, load_encoder()) as library:
        for _ in library.add(coming):
            pass
        added = seconds()
        count = len(library.derived.vectors)
        made = seconds()
    wall, cpu = made[0] - began[0], made[1] - began[1]
    return {
        "passages": count,
        "articles filled (s)": added[0] - began[0],
        "indexes made (s)": made[0] - added[0],
        "passages a second": count / wall,
        "passages a second of processor": count / cpu,
    }


def size(folder: Path) -> dict[str, float]:
    files = [(p, p.stat().st_size / 1e6) for p in folder.rglob("*") if p.is_file()]
    return {
        "disk (MB)": sum(s for _, s in files),
        "database (MB)": sum(s for p, s in files if "sqlite" in p.name),
        "terms (MB)": sum(s for p, s in files if "terms" in p.parts),
        "vectors (MB)": sum(s for p, s in files if p.suffix == ".faiss"),
        "words by number (MB)": sum(s for p, s in files if "numbers" in p.parts),
    }


def ask(folder: Path) -> dict[str, float]:
    """Measure a process that opens the library and answers; run in a process of its own."""
    import cProfile
    import pstats

    from qa.answering import answer

    start = time.perf_counter()
    library = open_library(folder, load_encoder())
    vectors = library.derived.vectors
    opened = time.perf_counter() - start
    start = time.perf_counter()
    answer(library, "Köprü ne zaman açıldı?")
    first = time.perf_counter() - start
    asked = [q for q, _ in questions()]
    figures = {"opened (s)": opened, "first answer (s)": first}
    for name, texts in (
        ("questions", asked),
        ("on speakers", [f"{who} ne dedi?" for who in SPEAKERS] * 3),
    ):
        for text in texts[:20]:
            answer(library, text)
        times, cpu = [], []
        for text in texts:
            start, process = time.perf_counter(), time.process_time()
            answer(library, text)
            times.append((time.perf_counter() - start) * 1e3)
            cpu.append((time.process_time() - process) * 1e3)
        figures[f"{name}: p50 (ms)"] = statistics.median(times)
        figures[f"{name}: p95 (ms)"] = statistics.quantiles(times, n=20)[-1]
        figures[f"{name}: p50 of processor (ms)"] = statistics.median(cpu)
    figures["resident (MB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    if vectors.codes:
        figures["recall@10 of the codes"] = vectors.codes.recall
        figures["weighed again"] = vectors.codes.weighed
    profile = cProfile.Profile()
    profile.enable()
    for text in asked[:100]:
        answer(library, text)
    profile.disable()
    stages = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, _, _, total, _) in sorted(stages.items(), key=lambda s: -s[1][3]):
        if (Path(file).name, name) in STAGES:
            figures[f"stage {Path(file).stem}.{name} (ms)"] = total * 10
    return figures


STAGES = {
    ("lexicon.py", "search"),
    ("vectors.py", "search"),
    ("store.py", "vectors"),
    ("forward.py", "passages"),
    ("numbered.py", "read"),
    ("search.py", "speakers"),
    ("search.py", "ordered"),
    ("search.py", "mentioned"),
    ("showing.py", "show"),
    ("features.py", "features"),
    ("answering.py", "answer"),
}


class Scanned:
    """Every vector as the database keeps it, scanned."""

    codes = None

    def __init__(self, library: Library) -> None:
        self.store, self.numbers = library.store, library.store.ids_after(0)

    def search(self, vector, limit, among=None):
        found: list[tuple[float, int]] = []
        for start in range(0, len(self.numbers), 20_000):
            ids, vectors = self.store.vectors(self.numbers[start : start + 20_000].tolist())
            scores = vectors @ vector
            top = np.argsort(-scores)[:limit]
            found += [(-float(scores[i]), int(ids[i])) for i in top]
        return [(number, -score) for score, number in sorted(found)[:limit]]


def quality(library: Library, asked: list[tuple[str, str]]) -> float:
    """Return nDCG@10 of the articles, one relevant each."""
    from qa.search import rank

    gains = []
    digests = {library.store.find(article_from_text(t, "").digest): t for _, t in asked}
    for text, gold in asked:
        order = dict.fromkeys(h.candidate.stored.article for h in rank(library, text).hits)
        places = [i for i, n in enumerate(order) if digests.get(n) == gold][:1]
        gains.append(1 / np.log2(places[0] + 2) if places and places[0] < 10 else 0.0)
    return float(np.mean(gains))


def loss(folder: Path, count: int) -> dict[str, float]:
    with open_library(folder, load_encoder()) as library:
        asked = questions()[:: max(1, ASKED // count)]
        near = quality(library, asked)
        library._derived = replace(library.derived, vectors=Scanned(library))
        index.lexicon.POSTINGS = sys.maxsize
        exact = quality(library, asked)
    return {"nDCG@10": near, "nDCG@10, nothing approximated": exact, "nDCG@10 lost": exact - near}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--exact", type=int, default=100, help="questions asked exactly")
    parser.add_argument("--ask", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(ask(options.folder)))
        return
    table: list[dict[str, float]] = []
    for passages in options.passages:
        folder = options.folder / str(passages)
        figures = {} if holds_library(folder) else build(folder, passages)
        figures |= size(folder)
        command = [sys.executable, __file__, str(folder), "--ask"]
        figures |= json.loads(subprocess.run(command, check=True, stdout=-1, env=os.environ).stdout)
        if options.exact:
            figures |= loss(folder, options.exact)
        table.append(figures)
        print(f"\n{passages:,} passages", flush=True)
        for name, value in figures.items():
            grown = f"   x {value / table[0][name]:.2f}" if table[0].get(name) else ""
            print(f"{name:40} {value:12,.3f}{grown if len(table) > 1 else ''}", flush=True)


if __name__ == "__main__":
    main()
