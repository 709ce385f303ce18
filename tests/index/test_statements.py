"""Who said what: the cases of `statements.txt`, the seed article, what must hold for any text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from statement_cases import Said, cases, said

from index.article import Article, Span, normalise, shown
from index.reading.text import article_from_text
from index.sentences import sentences
from index.statements import Statement, statements

HERE = Path(__file__).parent
CASES = HERE / "statements.txt"
SEED = HERE.parents[1] / "seeds" / "aliyev-lavrov-gorusmesi.txt"
SEED_STATEMENTS = [
    json.loads(line)
    for line in SEED.with_name("statements.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(text: str) -> tuple[Article, tuple[Statement, ...]]:
    article = article_from_text(text, "haber.txt", "Haber")
    return article, found(article)


def found(article: Article) -> tuple[Statement, ...]:
    return statements(article, [sentences(article.flat, p) for p in article.paragraphs])


@pytest.mark.parametrize(("text", "expected"), list(cases(CASES)))
def test_case(text: str, expected: list[Said]) -> None:
    assert said(text) == expected


def test_there_are_enough_cases() -> None:
    assert len(list(cases(CASES))) >= 100


@pytest.mark.parametrize(("text", "expected"), list(cases(CASES)))
def test_wrapped_lines_change_nothing(text: str, expected: list[Said]) -> None:
    paragraphs = [paragraph.replace(", ", ",\n") for paragraph in text.split("\n\n")]
    texts = tuple(normalise("\n\n".join(paragraphs)))
    joined = "".join(texts)
    article = Article(joined, "Haber", "haber.txt", tuple(_spans(joined)))
    assert [
        Said(s.kind, s.speaker, shown(s.span.of(article.flat)))
        for s in found(article)
        if s.kind != "attributed"
    ] == expected


def _spans(text: str) -> Iterator[Span]:
    at = 0
    for paragraph in text.split("\n\n"):
        yield Span(at, at + len(paragraph))
        at += len(paragraph) + 2


@pytest.mark.parametrize(
    "cue",
    """
    dedi|diyor|demişti|diye konuştu|diye ekledi|diye yanıtladı|diye sordu|diye yazdı|diye seslendi
    diye bağırdı|diye uyardı|diye cevap verdi|diye devam etti|diye vurguladı|şeklinde konuştu
    şeklinde cevap verdi|şeklinde ifade etti|ifadesini kullandı|ifadelerini kullandı
    ifadelerini kullanmıştı|ifadelerine yer verdi|sözlerini sarf etti|sözleriyle tepki gösterdi
    açıklamasını yaptı|açıklamasında bulundu|değerlendirmesini yaptı|değerlendirmesinde bulundu
    yorumunu yaptı|yorumunda bulundu|mesajını verdi|mesajını paylaştı|çağrısı yaptı
    çağrısında bulundu|cevabını verdi|yanıtını verdi|karşılığını verdi|görüşünü dile getirdi
    görüşünü savundu|uyarısında bulundu|uyarısı yaptı|vurgusu yaptı|tespitini yaptı
    temennisinde bulundu|eleştirisinde bulundu|itirafında bulundu|sorusunu yöneltti|notunu düştü
    notunu paylaştı|iddiasında bulundu|teklifinde bulundu|tepkisini gösterdi|cümlesini kurdu
    diyerek tepki gösterdi|diyerek sözlerini tamamladı|diye belirtti|diye açıkladı|diye anlattı
    diye savundu|diye kaydetti|diye aktardı|sözünü verdi|bilgisini verdi|bilgisini paylaştı
    """.replace("\n", "|").split("|"),
)
def test_cue_behind_a_quotation(cue: str) -> None:
    if cue.strip():
        expected = [Said("direct", "Ayşe Tunalı", "Bütçe açığı bu yıl daralacak")]
        text = f'Maliye Bakanı Ayşe Tunalı, "Bütçe açığı bu yıl daralacak" {cue.strip()}.'
        assert said(text) == expected


@pytest.mark.parametrize(
    "cue",
    """
    söyledi|söylüyor|söylemişti|belirtti|belirtiyor|bildirdi|kaydetti|vurguladı|savundu|savunuyor
    açıkladı|ifade etti|ifade ediyor|iddia etti|iddia ediyor|öne sürdü|ileri sürdü|dile getirdi
    duyurdu|hatırlattı|anlattı|aktardı|ekledi|sözlerine ekledi|yineledi|tekrarladı|itiraf etti
    doğruladı|ilan etti|ima etti|umut ediyor|düşünüyor|inandığını söyledi|tahmin ediyor|kabul etti
    """.replace("\n", "|").split("|"),
)
def test_cue_behind_a_clause(cue: str) -> None:
    if cue.strip():
        text = f"Maliye Bakanı Ayşe Tunalı, bütçe açığının daralacağını {cue.strip()}."
        [only] = said(text)
        assert (only.kind, only.speaker) == ("reported", "Ayşe Tunalı")
        assert only.content.startswith("bütçe açığının daralacağını")


@pytest.mark.parametrize(("opening", "closing"), ['""', "“”", "«»", "„“", "‘’", "''", "””"])
def test_marks(opening: str, closing: str) -> None:
    text = f"Ayşe Tunalı, {opening}Bütçe açığı bu yıl daralacak{closing} dedi."
    assert said(text) == [Said("direct", "Ayşe Tunalı", "Bütçe açığı bu yıl daralacak")]


def test_spans_of_speaker_cue_and_frame() -> None:
    text = 'Yağmur yağdı. Vali Yusuf Erdem, "Yol açık. Tedbirli olun." dedi. Kar da yağdı.'
    article, [only] = read(text)
    assert only.surface is not None
    assert only.cue is not None
    assert only.surface.of(article.text) == "Vali Yusuf Erdem"
    assert only.cue.of(article.text) == "dedi"
    assert only.frame.of(article.text) == 'Vali Yusuf Erdem, "Yol açık. Tedbirli olun." dedi.'


def test_a_colon_hands_the_next_paragraph_over() -> None:
    article, [only] = read('Vali Yusuf Erdem şöyle devam etti:\n\n"Yol açık. Tedbirli olun."')
    assert only.speaker == "Yusuf Erdem"
    assert only.surface is None or only.surface.of(article.text) == "Vali Yusuf Erdem"
    assert only.frame.start == 0
    assert only.frame.covers(only.span)


def test_a_headline_is_no_statement() -> None:
    text = "Tunalı, bütçe açığının daralacağını açıkladı\n\nMaliye Bakanı Ayşe Tunalı konuştu."
    assert said(text) == []


def test_a_speaker_nobody_names() -> None:
    assert said('"Bu gece burada kalacağız, yarın yola çıkacağız." dedi.') == [
        Said("direct", "", "Bu gece burada kalacağız, yarın yola çıkacağız.")
    ]


@pytest.fixture(scope="module")
def seed() -> list[tuple[int, Said]]:
    article = article_from_text(SEED.read_text(encoding="utf-8"), SEED.name)
    return [
        (article.paragraph(s.span), Said(s.kind, s.speaker, shown(s.span.of(article.flat))))
        for s in found(article)
    ]


class TestSeed:
    @pytest.mark.parametrize(
        "marked", SEED_STATEMENTS, ids=lambda m: f"{m['paragraph']}-{m['cue']}"
    )
    def test_statement(self, seed: list[tuple[int, Said]], marked: dict[str, str]) -> None:
        one = Said(marked["kind"], marked["speaker"], marked["text"])
        assert (marked["paragraph"], one) in seed

    def test_nobody_speaks_where_lavrov_is_received(self, seed: list[tuple[int, Said]]) -> None:
        assert all(at != 3 for at, _ in seed)

    def test_only_the_two_speak(self, seed: list[tuple[int, Said]]) -> None:
        assert {one.speaker for _, one in seed} == {"İlham Aliyev", "Sergey Lavrov"}


WORDS = tuple(
    part
    for line in (
        "\" “ ” « » ' ‘ ’ : , . ; ( ) - Aliyev Aliyev'in Lavrov'a Bakan bakan sözcüsü polis dedi",
        "diye diyen diyerek söyledi belirten olduğunu geleceği yapmasını olarak niteledi ve ile",
        "şöyle şunları raporda açıklamada denildi ifadelerini kullandı yüzde 57'si o Bir yapılan",
        "sözleriyle tarafından X'in söylediği belirtildi istedi ise ¶",
    )
    for part in line.split()
)
BITS = st.sampled_from(
    ['"', "“", "”", "«", "»", "'", "’", ":", ",", ".", "\n", "\n\n", "\f", " dedi", "(", ")"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example([(0, "'"), (188, '"')], [(298, 60)])  # a chain of which one part runs on
@given(
    st.lists(st.tuples(st.integers(0, 3000), BITS), max_size=12),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 60)), max_size=6),
)
def test_any_damage_is_survived(
    put_in: list[tuple[int, str]], taken_out: list[tuple[int, int]]
) -> None:
    text = SEED.read_text(encoding="utf-8")
    for at, bit in put_in:
        text = text[:at] + bit + text[at:]
    for at, size in taken_out:
        text = text[:at] + text[at + size :]
    check(article_from_text(text, "haber.txt"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=60,
    )
)
def test_any_order_of_words_is_survived(bits: list[str]) -> None:
    text = " ".join(bits).replace("¶", "\n\n")
    if text.strip():
        check(article_from_text(text, "haber.txt"))


def check(article: Article) -> None:
    whole = Span(0, len(article.text))
    last = (0, 0)
    for one in found(article):
        assert len(one.span)
        assert whole.covers(one.frame)
        assert one.frame.covers(one.span)
        assert sum(p.covers(one.span) for p in article.paragraphs) == 1
        for part in (one.surface, one.cue):
            assert part is None or (whole.covers(part) and len(part))
        assert one.kind in ("direct", "reported", "attributed")
        assert (one.span.start, one.span.end) >= last
        last = (one.span.start, one.span.end)


@pytest.mark.parametrize(
    "unit",
    ['"', '"a" ', "“a ", "'a ", '"a" dedi ', 'A: "b" ', "Aliyev, ", "olduğunu ", "raporda, ",
     'raporda "a" denildi ', "olduğunu belirten Aliyev ", '"a" diye ', "(", '"a\n\n', "şöyle:\n\n"],
)  # fmt: skip
def test_a_hostile_text_is_read_to_its_end(unit: str) -> None:
    # How the time grows is shown by tests/benchmarks/hostile.py.
    article = article_from_text(unit * (24_000 // len(unit)), "haber.txt", "Haber")
    spans = [sentences(article.flat, p) for p in article.paragraphs]
    assert all(s.span.end <= len(article.text) for s in statements(article, spans))
