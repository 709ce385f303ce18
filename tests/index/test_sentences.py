"""Turkish sentence segmentation: the cases of `sentences.txt`, and what must hold for any text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import IGNORABLE, Span, flatten, normalise
from index.sentences import sentences

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "seeds" / "aliyev-lavrov-gorusmesi.txt"
BOUNDARY = "‖"


def cases() -> list[str]:
    lines = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize("case", cases())
def test_case(case: str) -> None:
    text = case.replace(f" {BOUNDARY} ", " ").replace(BOUNDARY, "")
    assert split(text) == [piece.strip() for piece in case.split(BOUNDARY)]


def test_there_are_enough_cases() -> None:
    assert len(set(cases())) >= 120


def test_seed_article() -> None:
    text = normalise(SEED.read_text(encoding="utf-8"))
    view = flatten(text)
    # The page break inside the last paragraph is no paragraph break.
    blocks = text.replace("diğer \n\n\n\nanlaşmaların", "diğer \n    anlaşmaların").split("\n\n")
    counts, at = [], 0
    for block in blocks:
        counts.append(len(sentences(view, Span(at, at + len(block)))))
        at += len(block) + 2
    assert counts == [1, 1, 1, 1, 1, 3, 1, 6, 1]


def test_soft_hyphens_are_as_if_they_were_not_there() -> None:
    view = "Prof-.- Dr. Ali gel---di.- -Ve-li git-ti.".replace("-", IGNORABLE)
    assert [piece.replace(IGNORABLE, "") for piece in split(view)] == [
        "Prof. Dr. Ali geldi.",
        "Veli gitti.",
    ]


def test_spans_are_in_the_coordinates_of_the_view() -> None:
    view = "Önceki paragraf. Bitti. Ali geldi. Veli gitti. Sonraki."
    span = Span(view.index("Ali"), view.index(" Sonraki"))
    assert [s.of(view) for s in sentences(view, span)] == ["Ali geldi.", "Veli gitti."]


@pytest.mark.parametrize("text", ["", " ", IGNORABLE, f" {IGNORABLE} "])
def test_nothing_yields_nothing(text: str) -> None:
    assert sentences(text) == []


@pytest.mark.parametrize("text", ["...", '"', "!?", "( )", "😀. 😀."])
def test_marks_alone_are_one_piece(text: str) -> None:
    assert split(text) == [text]


WORDS = [
    "Ali",
    "geldi",
    "ışık",
    "İzmir",
    "Dr",
    "A.Ş",
    "vb",
    "II",
    "3",
    "1923",
    "5.000",
    "iPhone",
    "T.C",
]
MARKS = [
    *".\"'.!?…“”‘’«»()[]{}-–•:;,@/",
    " ",
    "  ",
    ". ",
    '." ',
    IGNORABLE,
    "İ",
    "ı",
    "www.",
    "\n",
    "😀",
]
texts = st.one_of(
    st.lists(st.sampled_from(WORDS + MARKS), max_size=60).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=20).map(". ".join),
    st.text(max_size=80),
)


@given(texts, st.integers(0, 5), st.integers(0, 5))
def test_sentences_cover_the_paragraph_in_order(text: str, before: int, behind: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - behind)
    found = sentences(text, Span(start, end))
    assert all(left.end <= right.start for left, right in pairwise(found))
    covered = set()
    for span in found:
        piece = span.of(text)
        assert start <= span.start < span.end <= end
        assert piece == piece.strip().strip(IGNORABLE)
        covered.update(range(span.start, span.end))
    left_out = "".join(text[i] for i in range(start, end) if i not in covered)
    # Zero width characters do not stand in reading views, but are taken off the ends all the same.
    assert not flatten(left_out).replace(IGNORABLE, "").strip()


HOSTILE = [
    '"',
    ".",
    "9",
    '."',
    ". ",
    "(",
    "(a. ",
    ". (a)",
    "1.",
    "A.",
    '. "',
    "! ",
    "😀. ",
    "Ali. ",
    "• ",
    '.)"',
    "…”",
    "a.\u00ad",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_megabyte_is_read(unit: str) -> None:
    # Would take hours in quadratic time; how long it takes is no matter of this test.
    text = unit * (1_000_000 // len(unit))
    found = sentences(text)
    assert 0 < sum(map(len, found)) <= len(text)
    assert len(found) <= len(text) // 2 + 1
