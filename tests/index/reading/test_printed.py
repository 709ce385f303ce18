"""Lines of print to text: nothing is lost and nothing is made up, whatever stands where."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.reading.columns import Line, in_order
from index.reading.furniture import without_furniture
from index.reading.printed import composed

LINES = st.builds(
    lambda text, left, width, y, height: Line(text, left, left + width, y, height, width / 3),
    st.text("abşİ .,1-", min_size=1, max_size=9).filter(str.strip).map(str.strip),
    st.floats(0, 500),
    st.floats(1, 300),
    st.integers(0, 40).map(lambda n: n * 15.0),
    st.sampled_from([9.0, 11.0, 20.0]),
)


@given(st.lists(LINES, max_size=30))
def test_every_line_is_read_once(lines) -> None:
    words = sorted(word for line in lines for word in line.text.split())
    blocks = in_order(lines)
    assert sorted(word for block in blocks for x in block for word in x.text.split()) == words


@given(st.lists(st.lists(LINES, max_size=12), max_size=4))
def test_paragraphs_hold_all_that_is_printed(pages) -> None:
    text, spans = composed([in_order(lines) for lines in pages])
    assert text.count("\f") == max(0, len(pages) - 1)
    inside = "".join(span.of(text) for span in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.lists(st.lists(LINES, min_size=1, max_size=12), min_size=1, max_size=4))
def test_only_what_is_at_the_edge_of_a_page_goes(pages) -> None:
    for before, after in zip(pages, without_furniture(pages), strict=True):
        rest = iter(before)  # what stays stands in the same order, equal lines included
        assert all(line in rest for line in after)
        assert len(before) - len(after) <= 4
