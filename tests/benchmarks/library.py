"""A library of many articles: ``python tests/benchmarks/library.py FOLDER [FILE.json.gz ...]``.

Makes a library in FOLDER of 2,000 articles, the paragraphs of SQuAD files (those of
``../shared/eval`` unless others are named), and prints what it takes to fill it, to add one article
more, to change and to remove one, each with the indexes, and what of a removed article is left in
the files. The library stays, to be asked: ``qa evaluate FILE --library FOLDER``.
"""

import statistics
import sys
import time
from itertools import islice
from pathlib import Path

from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.library import Library, create
from index.reading import article_from_text
from qa.evaluation.squad import read_squad

ARTICLES = 2000
RUNS = 20
SHARED = Path(__file__).parents[2].parent / "shared" / "eval"
FILES = [SHARED / "squad-tr-dev-v1.0.0.json.gz", SHARED / "tquad-train.json.gz"]
MARK = "Zıpkıncıoğlu"
NEWS = (
    "{n}. köprü törenle açıldı\n\nVali Kemal {mark}, {n}. köprünün açılışında konuştu. {mark}, "
    "“Köprüyü {n} ay önce bitirmiş olmayı isterdik, ama hava izin vermedi.” dedi.\n\n"
    + "Törene çok sayıda davetli katıldı; köprü iki yılda, kırk işçinin emeğiyle yapıldı. "
    * 8
)


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def traces(folder: Path) -> list[str]:
    marks = [MARK.encode(), b"zipk"]
    files = [p for p in folder.rglob("*") if p.is_file()]
    return [p.name for p in files if any(mark in p.read_bytes() for mark in marks)]


def measure(library: Library) -> None:
    def change(number: int, version: str) -> None:
        text = NEWS.format(n=number, mark=MARK) + version
        list(library.add([article_from_text(text, "haber", "", {"origin": f"/{number}"})]))
        _ = library.derived

    def remove(number: int) -> None:
        library.remove(number)
        _ = library.derived

    known = {entry.id for entry in library.entries()}
    for name, times in (
        ("add one", [timed(lambda i=i: change(i, "Bir.")) for i in range(RUNS)]),
        ("change one", [timed(lambda i=i: change(i, "İki.")) for i in range(RUNS)]),
        ("remove one", [timed(lambda n=e.id: remove(n)) for e in library.entries()
                        if e.id not in known]),
    ):  # fmt: skip
        print(f"{name:12} {statistics.median(times):6.3f} s   worst {max(times):6.3f} s")
    print(f"files that hold a word of the removed: {len(traces(library.path))}")
    print(f"verify {timed(library.verify):6.1f} s")


def main() -> None:
    folder, *named = map(Path, sys.argv[1:])
    texts = {p.text: p.title for file in named or FILES for p in read_squad(file)}
    chosen = islice(texts.items(), ARTICLES)
    articles = [article_from_text(t, f"{n}.txt", title) for n, (t, title) in enumerate(chosen)]
    with create(folder, load_encoder(BUILT_IN)) as library:
        print(f"{len(articles)} articles: {timed(lambda: list(library.add(articles))):6.1f} s")
        print(f"their indexes: {timed(lambda: library.derived):6.1f} s")
        measure(library)


if __name__ == "__main__":
    main()
