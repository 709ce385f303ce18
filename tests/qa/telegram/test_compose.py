"""Answers composed for Telegram: what the marks cover, what fits, what is lost (nothing)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa.answer import Answer, Citation, Hit, Said
from qa.telegram.blocks import LONGEST, MOST_MARKS, Outgoing, units
from qa.telegram.compose import FOLDED_FROM, MOST_PLACES, compose, passages

CITATION = Citation(1, "Görüşme", "a.txt", 2, (4, 6), None, 0, 10)
SAID = Said("İlham Aliyev", "direct", "dedi", "umuyoruz")
HIT = Hit('"Umuyoruz." dedi.', ((1, 10),), 0.9, (SAID,), CITATION, ())
ANSWER = Answer("Aliyev ne dedi?", "tr", "speech", "Aliyev", True, 0.95, (HIT,), ())


def covered(message: Outgoing, *kinds: str) -> list[str]:
    """Return what the marks cover, decoded from UTF-16 as a client does it."""
    data = message.text.encode("utf-16-le")
    return [
        data[2 * m.offset : 2 * (m.offset + m.length)].decode("utf-16-le")
        for m in message.marks
        if m.kind in kinds
    ]


def test_a_passage_with_its_speaker_and_place() -> None:
    (message,) = compose(ANSWER, "tr")
    assert message.text == (
        '"Umuyoruz." dedi.\n— İlham Aliyev, doğrudan\n[1] Görüşme, paragraf 2, satır 4–6\n\n'
        "Güven: %95"
    )
    assert covered(message, "blockquote") == ['"Umuyoruz." dedi.']
    assert covered(message, "bold") == ["Umuyoruz."]
    assert covered(message, "italic") == ["— İlham Aliyev, doğrudan"]


def test_a_passage_without_a_speaker_in_english() -> None:
    (message,) = compose(replace(ANSWER, passages=(replace(HIT, statements=()),)), "en")
    assert covered(message, "italic") == []
    assert "[1] Görüşme, paragraph 2, lines 4–6" in message.text


def test_marks_are_counted_in_utf_16() -> None:
    hit = replace(HIT, text="🙂🙂 𝔸 barış 🙂", highlights=((5, 10),))
    (message,) = compose(replace(ANSWER, passages=(hit, hit)), "tr")
    assert (message.marks[0].offset, message.marks[0].length) == (0, 16)
    assert covered(message, "bold") == ["barış", "barış"]
    assert covered(message, "blockquote") == [hit.text, hit.text]


def test_a_long_quote_is_folded() -> None:
    for length, kind in (
        (FOLDED_FROM - 1, "blockquote"),
        (FOLDED_FROM, "expandable_blockquote"),
    ):
        hit = replace(HIT, text="a" * length, highlights=())
        (message,) = compose(replace(ANSWER, passages=(hit,)), "tr")
        assert covered(message, kind) == [hit.text]


def test_where_the_article_does_not_say() -> None:
    silent = replace(ANSWER, answered=False, passages=(), nearest=(HIT,), kind="fact")
    assert compose(silent, "tr") == [Outgoing("Makale bunu söylemiyor.", ())]
    (message,) = passages(silent.nearest, 4, "En yakın yerler:", "tr")
    assert message.text.startswith('En yakın yerler:\n\n"Umuyoruz."')
    assert "\n[4] Görüşme" in message.text
    assert covered(message, "blockquote") == [HIT.text]
    (message,) = compose(replace(silent, nearest=()), "en")
    assert message == Outgoing("The article does not say.", ())
    (message,) = compose(replace(silent, nearest=(), kind="speech", speaker="Putin"), "tr")
    assert message.text == "Makalede Putin adına bir söz yok."


def test_many_other_places_are_counted_not_listed() -> None:
    hit = replace(HIT, also=tuple(replace(CITATION, paragraph=n) for n in range(100, 200)))
    (message,) = compose(replace(ANSWER, passages=(hit,)), "tr")
    (line,) = [line for line in message.text.split("\n") if line.startswith("ayrıca")]
    assert line.count("paragraf") == MOST_PLACES
    assert line.endswith("… (+92)")


def test_passages_are_not_torn_between_messages() -> None:
    hits = tuple(replace(HIT, text=f"{n} " + "ş" * 580, highlights=((0, 1),)) for n in range(20))
    messages = compose(replace(ANSWER, passages=hits), "tr")
    assert len(messages) > 1
    quotes = [quote for message in messages for quote in covered(message, "expandable_blockquote")]
    assert quotes == [hit.text for hit in hits]


def test_what_is_longer_than_a_message_is_cut_between_words() -> None:
    hit = replace(HIT, text="kelime " * 2000 + "son", highlights=((0, 14003),))
    messages = compose(replace(ANSWER, passages=(hit,)), "tr")
    assert "".join(q for m in messages for q in covered(m, "expandable_blockquote")) == hit.text
    assert "".join(q for m in messages for q in covered(m, "bold")) == hit.text
    assert all(units(message.text) <= LONGEST for message in messages)
    assert all(message.text.endswith(" ") for message in messages[:3])


def test_more_marks_than_telegram_takes() -> None:
    hit = replace(HIT, text="a " * 300, highlights=tuple((2 * n, 2 * n + 1) for n in range(300)))
    (message,) = compose(replace(ANSWER, passages=(hit,)), "tr")
    assert len(message.marks) == MOST_MARKS
    assert covered(message, "expandable_blockquote", "italic")
    many = replace(ANSWER, passages=(replace(hit, highlights=hit.highlights[:60]),) * 4)
    messages = compose(many, "tr")
    assert [len(message.marks) for message in messages] == [62] * 4


WORDS = st.text(
    st.one_of(st.sampled_from("aİışĞ 🙂𝔸👩‍👩‍👧\u0301\u200d"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=700,
)


@st.composite
def hits(draw: st.DrawFn) -> Hit:
    """A passage with highlights that don't overlap, of any characters."""
    text = draw(WORDS.filter(lambda t: bool(t.strip()))).strip()
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    marked = tuple(zip(borders[::2], borders[1::2], strict=False))
    title = draw(st.sampled_from(["", "Görüşme", "🙂" * 3000]))
    return replace(
        HIT,
        text=text,
        highlights=marked,
        statements=(replace(SAID, speaker=draw(st.sampled_from(["", "Ayşe 🙂"]))),),
        citation=replace(CITATION, title=title),
        also=(CITATION,) * draw(st.integers(0, 30)),
    )


def test_a_follow_up_says_how_it_was_read() -> None:
    (message,) = compose(replace(ANSWER, resolved="Lavrov ne dedi?"), "tr")
    assert covered(message, "italic")[0] == "“Lavrov ne dedi?” olarak anladım."


@given(st.lists(hits(), min_size=1, max_size=12), st.booleans(), st.sampled_from(["tr", "en"]))
def test_whatever_is_shown_fits_and_nothing_is_lost(
    shown: list[Hit], answered: bool, language: str
) -> None:
    found = replace(ANSWER, passages=tuple(shown))
    spoken = "tr" if language == "tr" else "en"
    messages = compose(found, spoken) if answered else passages(shown, 1, "Bunlar:", spoken)
    for message in messages:
        assert message.text.strip()
        assert len(message.text.encode("utf-16-le")) // 2 == units(message.text) <= LONGEST
        assert len(message.marks) <= MOST_MARKS
        assert all(m.length > 0 for m in message.marks)
        covered(message, "blockquote", "expandable_blockquote", "bold", "italic")  # decodes
    quoted = "".join(q for m in messages for q in covered(m, "blockquote", "expandable_blockquote"))
    assert quoted == "".join(hit.text for hit in shown)
    bold = "".join(b for m in messages for b in covered(m, "bold"))
    assert bold == "".join(hit.text[a:b] for hit in shown for a, b in hit.highlights)
