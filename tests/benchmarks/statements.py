"""What finding statements costs: ``python tests/benchmarks/statements.py [ARTICLES]``.

Takes 1,000 copies of the seed article, each with a line of its own, through the steps of adding
them to a library, and prints the seconds of each step and their ratio: finding who said what may
take no longer than analysing, embedding (built-in encoder) and indexing do.
"""

import sys
import tempfile
import time
from pathlib import Path

from index.encoder import load_encoder
from index.library import create
from index.passages import passages
from index.reading.text import article_from_text
from index.rows import words_out
from index.sentences import sentences
from index.statements import read
from index.tokenised import tokenised

SEED = Path(__file__).parents[2] / "seeds" / "aliyev-lavrov-gorusmesi.txt"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    text = SEED.read_text(encoding="utf-8")
    articles = [article_from_text(f"{text}\n\nHaber {n}.", f"{n}.txt") for n in range(count)]
    encoder = load_encoder()
    encoder.queries(["ısınma"])

    start = time.perf_counter()
    inside = [[sentences(a.flat, p) for p in a.paragraphs] for a in articles]
    pieces = [passages(a, found) for a, found in zip(articles, inside, strict=True)]
    for article, found in zip(articles, pieces, strict=True):
        words = tokenised(article)
        for piece in found:
            words_out([words.inside(s) for s in piece.sentences])
    analysing = time.perf_counter() - start

    start = time.perf_counter()
    for article, found in zip(articles, pieces, strict=True):
        encoder.passages([article.reading(p.span) for p in found])
    embedding = time.perf_counter() - start

    start = time.perf_counter()
    said = sum(len(read(a, found)[0]) for a, found in zip(articles, inside, strict=True))
    telling = time.perf_counter() - start

    with tempfile.TemporaryDirectory() as folder, create(Path(folder) / "l", encoder) as library:
        start = time.perf_counter()
        for _ in library.add(articles):
            pass
        _ = library.derived
        adding = time.perf_counter() - start
    # Adding does all of the steps; what is left of it is writing and indexing.
    indexing = adding - analysing - embedding - telling
    rest = analysing + embedding + indexing
    print(f"{count} articles, {said} statements")
    for name, seconds in (
        ("analysing", analysing),
        ("embedding", embedding),
        ("indexing", indexing),
        ("statements", telling),
    ):
        print(f"  {name:10} {seconds:7.2f} s")
    print(f"statements / the rest: {telling / rest:.2f} ×")


if __name__ == "__main__":
    main()
