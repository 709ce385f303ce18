"""Every span that the product makes cites the text, whatever the text is made of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from index.article import IGNORABLE, Article, Span, normalise, shown
from index.encoder import FakeEncoder
from index.errors import FileEmpty
from index.library import temporary
from index.passages import passages
from index.reading import article_from_text
from index.sentences import sentences
from index.statements import statements
from index.turkish import fold, lower, tokens
from qa.answer import Citation, Hit
from qa.answering import answer

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
WORDS = """
    İstanbul'da ışık IĞDIR Şûra i̇yi Bakü'ye Bakü’de Aliyev İlham Lavrov Aliyev'in O'Neill'in
    dedi söyledi belirtti ifadelerini kullandı bakan anlaş\u00admanın ﬁlm ﬂüt é çã ə q 2020 15. Dr.
    A.Ş. 🇹🇷 👩‍👩‍👧 𝒳 ǰ ŉ ﷺ \u0307 \u200b \ufeff
"""
MARKS = [". ", "! ", "? ", "… ", ", ", "; ", ": ", '"', " “", "” ", "«", "»", " (", ") ", "'", "-"]
SPACES = [" ", "  ", "\u00a0", "\u202f", "\u2003", "\t", "\x0b", "\x85", "\u2028"]
BREAKS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n\n\n\n", "\f", "\n\f\n", "-\n", "\n- ", "\n• "]
SAID = ['Aliyev, "Barış gelecek." dedi. ', "Lavrov, barışın geleceğini söyledi.", '\n"Olur," dedi.']
PIECES = st.one_of(
    st.sampled_from(WORDS.split()).map(lambda word: word + " "),
    st.sampled_from(WORDS.split()),
    st.sampled_from(MARKS),
    st.sampled_from(SPACES),
    st.sampled_from(BREAKS),
    st.sampled_from(SAID),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=60).map("".join)


def read(text: str) -> Article:
    try:
        return article_from_text(text, "deneme.txt")
    except FileEmpty:
        assume(False)
        raise


def blank(text: str) -> bool:
    return all(char.isspace() or char in INVISIBLE for char in text)


def tiles(article: Article, whole: Span, parts: list[Span]) -> bool:
    """Tell whether ``parts`` stand in order inside ``whole`` and leave out nothing but white."""
    assert all(whole.covers(part) and len(part) for part in parts)
    ends = [whole.start, *(end for part in parts for end in (part.start, part.end)), whole.end]
    assert ends == sorted(ends)
    gaps = zip(ends[::2], ends[1::2], strict=True)
    return all(blank(article.flat[start:end]) for start, end in gaps)


def check_place(article: Article, span: Span, lines: tuple[int, int], page: int | None) -> None:
    text = article.text
    assert 0 <= span.start < span.end <= len(text)
    assert lines[0] == text[: span.start].count("\n") + 1
    assert lines[1] == text[: span.end - 1].count("\n") + 1
    assert page == (text[: span.start].count("\f") + 1 if "\f" in text else None)


def check_paragraph(article: Article, span: Span, number: int) -> None:
    assert article.paragraphs[number - 1].covers(span)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
@example('Vali geldi ""')
@example('"İstanbul\'da ""')
@example("İİİ. ııı.\r\n\r\nIIII iiii.")
@example("Bir anlaş-\nma\u00admız\n\n\n\nvar. \f İkinci sayfa.")
@example('"' * 40 + "\n\n" + "a. " * 40)
def test_every_span_is_one_of_the_text(raw: str) -> None:
    article = read(raw)
    text = article.text
    assert text == normalise(raw)
    assert "\r" not in text
    for view in (article.flat, lower(article.flat), fold(article.flat), fold(text)):
        assert len(view) == len(text)
    for char, seen in zip(text, article.flat, strict=True):
        assert seen in (char, IGNORABLE) or (char.isspace() and seen == " ")
        assert char.isspace() <= (seen in (" ", IGNORABLE))
    assert tiles(article, Span(0, len(text)), list(article.paragraphs))

    found = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
    for paragraph, parts in zip(article.paragraphs, found, strict=True):
        assert tiles(article, paragraph, parts)
        for span in (paragraph, *parts):
            check_place(article, span, article.lines(span), article.page(span))
            check_paragraph(article, span, article.paragraph(span))

    pieces = passages(article, found)
    assert pieces == passages(article)
    for number, paragraph in enumerate(article.paragraphs, start=1):
        of_it = [p for p in pieces if p.paragraph == number]
        assert tiles(article, paragraph, [s for p in of_it for s in p.sentences])
    for passage in pieces:
        check_place(article, passage.span, passage.lines, passage.page)
        check_paragraph(article, passage.span, passage.paragraph)
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)
        # What is embedded says what the text says, but for what only the page put there.
        kept = [a for a, b in zip(text, article.flat, strict=True) if b != IGNORABLE]
        assert len(kept) == len(article.flat.replace(IGNORABLE, ""))
        reading = article.reading(passage.span)
        assert reading.replace(" ", "") == "".join(
            text[i] for i in range(passage.span.start, passage.span.end)
            if not text[i].isspace() and article.flat[i] != IGNORABLE
        )  # fmt: skip

    for token in tokens(article.flat):
        assert token.word
        assert token.span.of(text)[0].isalnum()

    said = statements(article, found)
    assert list(said) == sorted(said, key=lambda s: (s.span.start, s.span.end))
    for statement in said:
        for span in filter(None, (statement.span, statement.cue, statement.surface)):
            check_place(article, span, article.lines(span), article.page(span))
            assert not blank(span.of(text)[0] + span.of(text)[-1])
        check_paragraph(article, statement.span, article.paragraph(statement.span))
        assert statement.frame.covers(statement.span)


def check_citation(article: Article, citation: Citation) -> None:
    span = Span(citation.start, citation.end)
    check_place(article, span, citation.lines, citation.page)
    check_paragraph(article, span, citation.paragraph)
    assert citation.title == article.title
    assert citation.source == article.source


def check_hit(article: Article, hit: Hit) -> None:
    check_citation(article, hit.citation)
    assert hit.text == " ".join(article.text[hit.citation.start : hit.citation.end].split())
    for start, end in hit.highlights:
        assert 0 <= start < end <= len(hit.text)
        assert hit.text[start:end] == hit.text[start:end].strip()
    for (_, before), (after, _) in pairwise(sorted(hit.highlights)):
        assert before <= after
    for said in hit.statements:
        assert said.text in hit.text
    for other in hit.also:
        check_citation(article, other)
        assert (other.start, other.end) != (hit.citation.start, hit.citation.end)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.booleans(), st.data())
def test_every_answer_cites_the_text(raw: str, twice: bool, data: st.DataObject) -> None:
    article = read(raw + "\n\n" + raw if twice else raw)
    words = [shown(token.span.of(article.text)) for token in tokens(article.flat)]
    assume(words)
    with temporary(FakeEncoder(), [article]) as library:
        questions = [
            data.draw(st.sampled_from(words)),
            "Aliyev ne dedi?",
            "Lavrov barış için ne dedi?",
        ]
        for question in questions:
            found = answer(library, question, min_confidence=0.0)
            for hit in found.passages + found.nearest:
                check_hit(article, hit)
