"""Questions about others than those whom they were asked about."""

from random import Random

from index.encoder import FakeEncoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.evaluation.squad import SquadParagraph, SquadQuestion
from qa.evaluation.swapping import Template, swapped, templates


def asked(*questions: str) -> list[SquadParagraph]:
    made = [SquadQuestion(str(i), q, 0) for i, q in enumerate(questions)]
    return [SquadParagraph("Ali Kuşçu", "Metin.", tuple(made))]


def test_templates_keep_what_is_asked():
    found = templates(asked("Ali Kuşçu nerede doğmuştur?", "Kuşçu'nun mesleği nedir?"))
    assert found == [
        Template("", " nerede doğmuştur?", "Ali Kuşçu"),
        Template("", "'nun mesleği nedir?", "Ali Kuşçu"),
    ]
    assert found[1].about("Lavrov") == "Lavrov'nun mesleği nedir?"


def test_no_template_where_more_is_named_or_nothing_asked():
    assert not templates(
        asked(
            "Ali Kuşçu Semerkant'ta nerede çalıştı?",  # another name
            "Nerede doğmuştur?",  # no name
            "Ali Kuşçu kimdir?",  # nothing is asked but who it is
            "Ali Kuşçu bir gün hangi büyük eski taş gözlemevini yaptırmıştı?",  # tells too much
        )
    )


def test_questions_are_on_whom_the_text_names_but_not_on_its_title():
    text = "Rusya Dışişleri Bakanı Sergey Lavrov geldi. Ali Kuşçu, “Hoş geldiniz.” dedi."
    made = [Template("", " nerede doğdu?", "Biruni"), Template("", " kaç yaşında?", "Ali Kuşçu")]
    with temporary(FakeEncoder(), [article_from_text(text, "x")]) as library:
        found = set(swapped(library, "Ali Kuşçu", made, 20, Random(0)))
        assert swapped(library, "Ali Kuşçu", made[1:], 20, Random(0)) == []
    assert found == {"Sergey Lavrov nerede doğdu?"}
