"""What people read of an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qa.answer import Answer, Citation, Hit
from qa.render import also, cited, place, published, scope
from qa.scope import Scope

TEXT = Citation(1, "Köprü açıldı", "/srv/gizli/a.txt", 2, (3, 4), None, 0, 9)
PRINT = replace(TEXT, page=2, format="pdf", places=((2, 5), (2, 7)))


def hit(citation: Citation, *others: Citation) -> Hit:
    return Hit("Metin", (), 0.5, (), citation, others)


def test_places() -> None:
    assert place(TEXT, "tr") == "paragraf 2, satır 3–4"
    assert place(PRINT, "tr") == "paragraf 2, sayfa 2, satır 5–7"
    assert place(replace(PRINT, places=((2, 5), (2, 5))), "en") == "paragraph 2, page 2, line 5"
    over = replace(PRINT, places=((2, 40), (3, 1)))
    assert place(over, "tr") == "paragraf 2, sayfa 2 satır 40 – sayfa 3 satır 1"
    assert place(replace(TEXT, format="html"), "tr") == "paragraf 2"
    assert place(replace(TEXT, format="docx", page=4), "tr") == "paragraf 2, sayfa 4"
    assert place(replace(TEXT, page=2), "tr") == "paragraf 2, satır 3–4, sayfa 2"


def test_who_published_it_and_when() -> None:
    assert published(TEXT, "tr") == ""
    known = replace(TEXT, outlet="AA", date="2022-06-24")
    assert published(known, "tr") == "AA, 24.06.2022"
    assert published(replace(known, outlet=None), "en") == "2022-06-24"
    assert cited(hit(known), 1, "tr") == "[1] Köprü açıldı, AA, 24.06.2022, paragraf 2, satır 3–4"
    assert "\x1b" not in published(replace(known, outlet="A\x1bA"), "tr")


def test_other_places() -> None:
    same = replace(TEXT, lines=(9, 9), paragraph=5)
    assert also(hit(TEXT, same), "tr") == "ayrıca: paragraf 5, satır 9"
    elsewhere = replace(same, article=2, outlet="DHA", date="2022-06-25")
    assert also(hit(TEXT, elsewhere), "tr") == "ayrıca: DHA, 25.06.2022, paragraf 5, satır 9"
    renamed = replace(elsewhere, title="Yeni köprü")
    assert also(hit(TEXT, renamed), "tr").startswith("ayrıca: Yeni köprü, DHA, 25.06.2022, parag")
    # Of where a file lies nobody is told.
    nameless = replace(same, article=2, source="/srv/gizli/b.txt")
    assert also(hit(TEXT, nameless), "tr") == "ayrıca: b.txt, paragraf 5, satır 9"


def test_scopes() -> None:
    answer = Answer("?", "tr", "fact", None, False, 0.0, (), ())
    assert scope(answer, "tr") == ""
    both = replace(answer, scope=Scope(date(2022, 6, 1), date(2022, 6, 2), ("AA", "DHA")))
    assert scope(both, "tr") == "Aranan makaleler: AA, DHA, 01.06.2022 – 02.06.2022"
    since = replace(answer, scope=Scope(date(2022, 6, 1)))
    assert scope(since, "en") == "Articles looked at: 2022-06-01 –"
    until = replace(answer, scope=Scope(None, date(2022, 6, 1)))
    assert scope(until, "tr") == "Aranan makaleler: – 01.06.2022"
