"""What a text tells about itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.dates import find_date
from index.reading.metadata import is_dateline, language
from index.reading.text import article_from_text


def known(text: str) -> dict[str, str]:
    found = dict(article_from_text(text, "a.txt").metadata)
    return {key: found[key] for key in ("outlet", "date", "language") if key in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 Mayıs 2022", date(2022, 5, 12)),
        ("12 MAYIS 2022 PERŞEMBE", date(2022, 5, 12)),
        ("1 Şubat 2023'te", date(2023, 2, 1)),
        ("3 agustos 2021", date(2021, 8, 3)),
        ("yayın: 12.05.2022 - 10:30", date(2022, 5, 12)),
        ("12/05/2022", date(2022, 5, 12)),
        ("2022-05-12T10:00:00Z", date(2022, 5, 12)),
        ("31.02.2022, 1 Mart 2022", date(2022, 3, 1)),
        ("12.05.22", None),
        ("12-05-2022", None),
        ("1.12.05.2022", None),
        ("Mayıs 2022", None),
        ("", None),
    ],
)
def test_dates(text, found) -> None:
    assert find_date(text) == found


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d"]))
def test_every_day_is_found(day, form) -> None:
    assert find_date(f"tarih: {day.strftime(form)} günü") == day


@given(st.text())
def test_no_text_breaks_it(text) -> None:
    find_date(text)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("ANKARA (AA) - Vali konuştu.", "AA"),
        ("Başlık\n\nRİZE, 12 Mayıs (DHA) – Vali konuştu.", "DHA"),
        ("AA - Vali konuştu.", "AA"),
        ("Vali konuştu.\n\nKöprü açıldı.\n\nKaynak: İHA", "İHA"),
        ("Vali, Anadolu Ajansı'na (AA) konuştu.", ""),
        ("AA grubu toplandı - dediler.", ""),
        ("Vali konuştu.", ""),
    ],
)
def test_agencies(text, outlet) -> None:
    assert known(text).get("outlet", "") == outlet


def test_a_line_with_a_date_and_nothing_else() -> None:
    assert known("Başlık\n\n12 Mayıs 2022 10:30\n\nVali konuştu.")["date"] == "2022-05-12"
    assert "date" not in known("Vali 12 Mayıs 2022 günü konuştu.\n\nKöprü açıldı.")
    assert is_dateline("Son Güncelleme: 12.05.2022 - 10:30")
    assert not is_dateline("12.05.2022 depremi")
    assert not is_dateline("Perşembe")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Vali dün konuştu ve köprü için çok çalıştıklarını söyledi, ancak bu bir başlangıç.",
            "tr",
        ),
        ("The governor said that the bridge was opened by the people of the city.", "en"),
        ("Prezident və nazir bu gün çıxış edib, onlar üçün bir görüş olub.", "az"),
        ("Губернатор сказал, что мост не был открыт и на это ушло два года из-за них.", "ru"),
        ("Köprü", ""),
        ("", ""),
    ],
)
def test_languages(text, found) -> None:
    assert language(text) == found


def test_what_is_stated_goes_first() -> None:
    stated = {"outlet": "Gazete", "date": "2020-01-01", "language": "en", "author": ""}
    article = article_from_text("ANKARA (AA) - Vali bu bir ve de konuştu.", "a", metadata=stated)
    assert article.metadata == {"outlet": "Gazete", "date": "2020-01-01", "language": "en"}
