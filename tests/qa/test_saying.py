"""Questions that name what was said by a noun are read as those with a verb of saying."""

from __future__ import annotations

import pytest

from qa.question import understand


@pytest.mark.parametrize(
    ("question", "subject", "topic"),
    [
        ("Gülistan Aydemir hangi açıklamayı yaptı?", "gulistan aydemir", ""),
        ("BM sözcüsü hangi açıklamalarda bulundu?", "bm sozcusu", ""),
        ("Dr. Okonjo hangi konularda uyardı?", "dr okonjo", ""),
        ("Lavrov Karabağ konusunda hangi mesajı verdi?", "lavrov", "karabag"),
        ("LAVROV HANGI YORUMU YAPTI", "lavrov", ""),
    ],
)
def test_what_was_said(question, subject, topic):
    read = understand(question)
    assert read.kind == "speech"
    assert [word for word, _ in read.subject] == subject.split()
    assert list(read.topic) == topic.split()


@pytest.mark.parametrize(
    ("question", "subject", "noun"),
    [
        ("Haldun Ergüven'in eleştirisi neydi?", "haldun erguven", "elestirisi"),
        ("Yontan neyin uyarısını yaptı?", "yontan", "uyarisini"),
        ("Sendika hangi talepte bulundu?", "sendika", "talepte"),
        ("Aliyev'in önerisi ne?", "aliyev", "onerisi"),
    ],
)
def test_what_was_meant_is_told_by_others_too(question, subject, noun):
    read = understand(question)
    assert read.kind == "fact"
    assert [word for word, _ in read.subject] == subject.split()
    assert noun in read.words


@pytest.mark.parametrize(
    "question",
    [
        "Hangi açıklama yapıldı?",
        "Mahkeme hangi kararı verdi?",
        "Yeni önerinin adı ne?",
        "Toplantıda hangi konular konuşuldu?",
        "Lavrov hangi ülkeye gitti?",
        "Açıklama ne?",
    ],
)
def test_other_questions_stay_what_they_are(question):
    assert understand(question).subject == ()
