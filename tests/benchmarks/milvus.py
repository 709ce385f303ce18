"""A library on a Milvus server as it grows: ``python tests/benchmarks/milvus.py SIZE [SIZE ...]``.

Starts a milvus-lite server on loopback, fills a library with passages spliced from the sentences of
the SQuAD files in ``../shared/eval`` (without reading who says what in them, which is not the
server's work), and prints for each size what a question takes and where, and what a passage weighs.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

import numpy as np
from milvus import MilvusServer

from index.changes import Found
from index.context import in_context
from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.library import create
from index.passages import passages
from index.places import place_of
from index.reading import article_from_text
from index.remote.counts import Counts
from index.remote.rows import written
from index.remote.schema import EDITED, PASSAGES
from index.sentences import sentences
from index.turkish import tokens
from qa.answering import answer
from qa.evaluation.squad import read_squad

SHARED = Path(__file__).parents[2].parent / "shared" / "eval"
FILES = [SHARED / "squad-tr-dev-v1.0.0.json.gz", SHARED / "tquad-train.json.gz"]
PARAGRAPHS = 50  # of an article
QUESTIONS = 30


def spliced(seed: int):
    """Yield articles without end, of real sentences in new company."""
    chance = random.Random(seed)
    texts = {p.text for file in FILES for p in read_squad(file)}
    articles = (article_from_text(text, "x") for text in sorted(texts))
    pool = [s.of(a.text) for a in articles for p in a.paragraphs for s in sentences(a.flat, p)]
    number = 0
    while True:
        number += 1
        paragraphs = (" ".join(chance.sample(pool, 4)) for _ in range(PARAGRAPHS))
        yield article_from_text(f"Yazı {number}\n\n" + "\n\n".join(paragraphs), f"{number}.txt")


def fill(library, articles, size: int) -> tuple[float, dict[str, float]]:
    """Write until there are ``size`` passages; return seconds in the server, bytes of a passage."""
    connection = library._connection
    collections, heads = connection.collections, connection.heads
    server, counts, part = connection.server, Counts(collections), library.path.part
    head = heads.read(part)
    seconds, weights, made_passages = 0.0, Counter(), 0
    while head.passages < size:
        start, rows, added = head, {what: [] for what in EDITED}, Counter()
        while head.passages < size and head.passages - start.passages < 4000:
            article = next(articles)
            pieces = passages(article)
            texts = [*(article.reading(p.span) for p in pieces), article.title]
            *alone, title = library.encoder.passages(texts)
            vectors = in_context(np.array(alone), [p.paragraph for p in pieces], title)
            found = Found(pieces, (), (), vectors)
            made = written(head, head.article, article, found)
            for what, some in made.rows.items():
                rows[what] += some
            added.update(made.counts)
            head = replace(
                head.grown(1, made.passages, made.lengths),
                edition=head.edition + 1,
                article=head.article + 1,
                passage=head.passage + made.passages,
            )
        began = time.perf_counter()
        for what, some in rows.items():
            server.write(collections.of(what), some)
        counts.write(start, added)
        seconds += time.perf_counter() - began
        head = head.next()
        heads.write(part, head)
        made_passages += len(rows[PASSAGES])
        for row in rows[PASSAGES]:
            for field in ("words", "terms", "grams", "title", "facts"):
                weights[field] += len(row[field].encode())
            weights["vector"] += 4 * len(row["vector"])
        weights["pieces of articles"] += sum(len(r["data"].encode()) for r in rows["pieces"])
        print(f"  {head.passages:>8,}  {seconds:6.0f} s", file=sys.stderr, flush=True)
    for what in EDITED:
        server.seal(collections.of(what))
    return seconds, {what: weight / made_passages for what, weight in weights.items()}


def memory(pid: int) -> float:
    """Return the resident gigabytes of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e9


def main() -> None:
    questions = [q.text for p in read_squad(FILES[0]) for q in p.questions if q.answers]
    questions = random.Random(5).sample(questions, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        server = MilvusServer(Path(folder))
        server.start()
        articles = spliced(1)
        with create(place_of(f"{server.address}/bench"), load_encoder(BUILT_IN)) as library:
            before = 0
            for size in map(int, sys.argv[1:]):
                seconds, weights = fill(library, articles, size)
                measure(library, server, questions, Path(folder), size)
                print(f"written     {(size - before) / seconds:8,.0f} passages/s, by the server")
                print("bytes       " + ", ".join(f"{k} {v:,.0f}" for k, v in weights.items()))
                before = size
        server.kill()


def measure(library, server, questions, folder: Path, size: int) -> None:
    head = library.store.head
    answer(library, questions[0])
    parts = {
        "head": lambda q: library._connection.heads.read(library.path.part, "Session"),
        "words": lambda q: library.derived.lexicon.search([t.word for t in tokens(q)], 100),
        "vectors": lambda q: library.derived.vectors.search(library.encoder.queries([q])[0], 50),
        "answer": lambda q: answer(library, q),
    }
    print(f"\n{head.passages:,} passages, {head.articles:,} articles")
    for name, work in parts.items():
        times = []
        for question in questions:
            start = time.perf_counter()
            work(question)
            times.append((time.perf_counter() - start) * 1000)
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:12}p50 {statistics.median(times):8.0f} ms   p95 {p95:8.0f} ms")
    counts = len(Counts(library._connection.collections).all(head)) if size <= 20_000 else 0
    print(f"counts      {counts:8,} rows")
    data = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    print(f"disk        {data / head.passages:8,.0f} bytes a passage")
    print(f"memory      {memory(server._process.pid):8.2f} GB of the server")


if __name__ == "__main__":
    main()
