import pytest

from index.article import Span
from index.encoder import load_encoder
from index.library import temporary
from index.reading import article_from_text
from qa.answering import answer
from qa.evaluation.attribution import named_first, named_wrongly, same_speaker
from qa.evaluation.dataset import GoldStatement, Item
from qa.evaluation.spoken import overlap, spoken
from qa.evaluation.wording import holds, places, unified

TEXT = """Köprü töreni

Başbakan Ayşe Demir, "Köprü bu yıl açılacak." dedi. Vali Can Kaya ise yolun gelecek yıl biteceğini
söyledi."""


@pytest.fixture(scope="module")
def library():
    with temporary(load_encoder(), [article_from_text(TEXT, "köprü.txt")]) as made:
        yield made


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("Zoran Zaev", "Zoran Zaev", True),
        ("Başbakan Zoran Zaev", "Zoran Zaev", True),
        ("ZORAN ZAEV", "Zoran Zaev", True),
        ("Zaev", "Zoran Zaev", False),
        ("Makedonya Cumhurbaşkanı", "Makedonya", False),
        ("", "Zoran Zaev", False),
    ],
)
def test_who_is_the_same(found, wanted, same):
    assert same_speaker(found, wanted) is same_speaker(wanted, found) is same


def test_wordings_agree_whatever_their_spaces_and_marks():
    text = unified("O,  “Türkiye’de\n\n\nkalacağım” dedi.")
    assert holds(text, [unified('"Türkiye\'de kalacağım"')])
    assert not holds(text, [unified("türkiye'de")])
    assert places("ana ana", "ana") == [Span(0, 3), Span(4, 7)]


def test_the_right_and_the_wrong_speaker(library):
    said = answer(library, "Ayşe Demir ne dedi?")
    gold = ("Köprü bu yıl açılacak",)
    right = Item("1", "", "speech", gold=gold, speaker="Ayşe Demir", wrong=("yolun gelecek yıl",))
    assert named_first(right, said) is True
    assert named_wrongly(right, said) is False
    swapped = Item("1", "", "speech", gold=gold, speaker="Ayşe Demir", wrong=gold)
    assert named_wrongly(swapped, said) is True
    assert named_first(Item("1", "", "fact", gold=gold), said) is None
    assert named_first(right, None) is False


def test_overlap_by_hand():
    assert overlap(Span(0, 10), Span(5, 15)) == pytest.approx(5 / 15)
    assert overlap(Span(0, 4), Span(4, 8)) == 0
    assert overlap(Span(2, 6), Span(2, 6)) == 1


def test_statements_are_counted_one_to_one(library):
    direct = GoldStatement("Köprü bu yıl açılacak.", ("Ayşe Demir",), "direct")
    reported = GoldStatement("yolun gelecek yıl biteceğini", ("Can Kaya",), "reported")
    counts = spoken(library, [direct, reported])
    assert counts.marked == {"direct": 1, "reported": 1}
    assert counts.right == {"direct": 1, "reported": 1}
    assert (counts.placed, counts.named) == (2, 2)
    wrong = GoldStatement("Köprü bu yıl açılacak.", ("Can Kaya",), "direct")
    counts = spoken(library, [wrong])
    assert counts.right["direct"] == 0
    assert (counts.placed, counts.named) == (1, 0)
    # too little of it is no match, and one found statement matches one marked one
    part = GoldStatement("Köprü bu", ("Ayşe Demir",), "direct")
    assert spoken(library, [part]).right["direct"] == 0
    assert spoken(library, [direct, direct]).right["direct"] == 1
