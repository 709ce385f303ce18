"""How the time to find statements grows: ``python tests/benchmarks/hostile.py``.

Texts of one pattern repeated, made to be hard: prints the seconds for each megabyte at two sizes,
and their ratio. Linear is 1.
"""

import time

from index.reading.text import article_from_text
from index.sentences import sentences
from index.statements import statements

PATTERNS = (
    '"', '"a" ', "“a ", "'a ", '"a" dedi ', 'A: "b" ', "Aliyev, ", "olduğunu ", "raporda, ",
    'raporda "a" denildi ', "olduğunu belirten Aliyev ", '"a" diye ', "(", '"a\n\n', "şöyle:\n\n",
)  # fmt: skip
SIZES = (250_000, 1_000_000)


def seconds_a_megabyte(pattern: str, size: int) -> float:
    article = article_from_text(pattern * (size // len(pattern)), "haber.txt", "Haber")
    spans = [sentences(article.flat, p) for p in article.paragraphs]
    start = time.perf_counter()
    statements(article, spans)
    return (time.perf_counter() - start) / size * 1e6


def main() -> None:
    for pattern in PATTERNS:
        small, large = (seconds_a_megabyte(pattern, size) for size in SIZES)
        print(f"{pattern!r:30} {small:6.2f} {large:6.2f} s/MB   {large / small:5.2f} ×")


if __name__ == "__main__":
    main()
