"""Is what somebody said on the topic?"""

from qa.topic import NAMES, Place, chance, evidence

PORT = ("liman", "iki", "yilda", "buyutulecek", "yeni", "rihtim", "yapilacak")
FISH = ("korfezdeki", "balik", "yataklari", "yok", "olacak")


def place(words, cosine=0.3, own=True):
    return Place(words, cosine, own)


def test_what_stands_in_the_own_words_is_likelier():
    own, other = place(PORT, 0.5), place(FISH, 0.1, own=False)
    assert chance(["liman"], [own, other]) > 0.5
    assert chance(["balik"], [place(PORT, 0.1), place(FISH, 0.5, own=False)]) < 0.5


def test_what_nobody_speaks_of_is_unlikely():
    places = [place(PORT, 0.1), place(FISH, 0.1, own=False)]
    assert chance(["ucak", "bileti"], places) < chance(["rihtim"], places)


def test_nothing_is_on_no_topic_and_nobody_on_any():
    assert chance([], [place(PORT)]) == 0.0
    assert chance(["liman"], [place(PORT, own=False)]) == 0.0
    assert chance(["liman"], []) == 0.0


def test_evidence():
    row = evidence(["liman", "balik"], [place(PORT, 0.2), place(FISH, 0.6, own=False)])
    found = dict(zip(NAMES, row, strict=True))
    assert 0 < found["paragraph"] == found["all"] < 1
    assert found["missing"] > 0
    assert abs(found["nearness"] - 0.4) < 1e-9
    assert found["place"] == 0.5
    assert found["words"] == 0.4
