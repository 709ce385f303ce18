"""What a question asks for."""

import pytest

from index.errors import QuestionEmpty, QuestionTooLong
from qa.question import LONGEST, understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Aliyev ne dedi?", "speech"),
        ("aliyev ne soyledi", "speech"),
        ("ALİYEV NE DEDİ?", "speech"),
        ("Aliyev nə dedi?", "speech"),
        ("Bakan bu konuda nasıl bir açıklama yaptı?", "speech"),
        ("Aliyev'e göre süreç nasıl ilerliyor?", "fact"),  # unless Aliyev speaks: qa.answering
        ("bakan ne söyldi", "speech"),  # mistyped
        ("What did Aliyev say about Nakhchivan?", "speech"),
        ("According to Lavrov, what comes next?", "speech"),
        ("Kim boykot edeceğini söyledi?", "person"),
        ("Who said he would not vote?", "person"),
        ("Romanı kim yazdı?", "person"),
        ("Savaş ne zaman bitti?", "time"),
        ("Antlaşma hangi yılda imzalandı?", "time"),
        ("Kaç yılında kuruldu?", "time"),
        ("Kaç kişi katıldı?", "number"),
        ("Nüfusu ne kadar?", "number"),
        ("How many people came?", "number"),
        ("Toplantı nerede yapıldı?", "place"),
        ("Görüşme hangi şehirde oldu?", "place"),
        ("Neden istifa etti?", "reason"),
        ("Why did he resign?", "reason"),
        ("Bildirge uygulandı mı?", "fact"),
    ],
)
def test_kind(text, kind):
    assert understand(text).kind == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Aliyev ne dedi?", "tr"),
        ("Barış hakkında ne dedi?", "tr"),
        ("aliyev ne dedi", "tr"),
        ("Əliyev nə dedi?", "az"),
        ("Prezident sülh haqqında ne dedi?", "az"),
        ("What did he say?", "en"),
        ("Что сказал Алиев?", "ru"),
    ],
)
def test_language(text, language):
    assert understand(text).language == language


@pytest.mark.parametrize(
    ("text", "subject", "topic"),
    [
        ("Aliyev ne dedi?", ["aliyev"], []),
        ("Nahçıvan hakkında Aliyev ne dedi?", ["aliyev"], ["nahcivan"]),
        ("Nahçıvan hakkında ne dedi Aliyev?", ["aliyev"], ["nahcivan"]),
        ("Ne dedi Aliyev?", ["aliyev"], []),
        ("Lavrov'a göre ne olacak?", ["lavrov"], ["olacak"]),
        ("Hükümet Junqueras'ın durumu için ne dedi?", ["hukumet"], ["junkueras", "durumu"]),
        ("What did Zaev say about NATO?", ["zaev"], ["nato"]),
    ],
)
def test_subject_and_topic(text, subject, topic):
    question = understand(text)
    assert [word for word, _ in question.subject] == subject
    assert list(question.topic) == topic


def test_the_speaker_keeps_the_letters_as_typed_without_the_suffix():
    assert understand("Erdoğan’a göre ekonomi nasıl?").subject == (("erdogan", "Erdoğan"),)
    assert understand("Parti hangi yasaya göre kapatıldı?").subject == ()


def test_what_sort_is_asked_for_is_not_looked_for():
    assert understand("Görüşme hangi şehirde oldu?").words == ("gorusme",)
    assert "sehirde" in understand("Şehirde ne var?").words


def test_a_question_of_stop_words_keeps_them():
    assert understand("Bu ne?").words == ("bu", "ne")


@pytest.mark.parametrize("text", ["", "  ", "?!", "\u200b", "\n"])
def test_empty(text):
    with pytest.raises(QuestionEmpty):
        understand(text)


def test_too_long():
    understand("a" * LONGEST)
    with pytest.raises(QuestionTooLong):
        understand("a" * (LONGEST + 1))


def test_half_a_surrogate_is_no_reason_to_fail():
    assert understand("Aliyev \udcff ne dedi?").kind == "speech"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Ermenistan'la yapılan bildirgenin tarihi ne?", ("ermenistan", "bildirgenin")),
        ("Bakanın adı nedir?", ("bakanin",)),
        ("Tarihi eser nerede bulundu?", ("tarihi", "eser", "bulundu")),
        ("Yapılan ne?", ("yapilan", "ne")),
    ],
)
def test_what_says_nothing_is_not_looked_for(question, words):
    assert understand(question).words == words
