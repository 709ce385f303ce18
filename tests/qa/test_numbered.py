"""Answers are the same whether words are numbered on disk or read from the database."""

import pytest

import seeds
from index import derived
from index.encoder import load_encoder
from index.library import create
from index.reading import article_from_text
from qa.answering import answer
from qa.conversation import converse
from qa.forward import forward
from qa.memory import Memory
from qa.search import rank

NEWS = """Liman büyüyor

Bakan Ali Demir, "Limana iki rıhtım yapılacak." dedi. İşçiler sevindi. Kimse beklemiyordu.

Vali Kaya, yeni köprünün 2024'te açılacağını söyledi. Balıkçılar ise kaygılı."""
FISH = """Körfezde balık kalmadı

Demir, "Balıkçılara destek verilecek." diye konuştu. Profesör Can Öz salonda oturuyordu.

Köprü ne zaman açılacak, kimse bilmiyor."""
QUESTIONS = [
    "Aliyev ne dedi?",
    "Ali Demir ne dedi?",
    "Demir balıkçılar hakkında ne dedi?",
    "bakan demir ne dedi",
    "Can Öz ne dedi?",
    "Mehmet Uçar ne dedi?",
    "Vali Kaya'ya göre köprü ne zaman açılacak?",
    "Köprü ne zaman açılacak?",
    "Limana kaç rıhtım yapılacak?",
    "kac rihtim yapilacak",
    "What did Demir say?",
    "Toplantı nerede yapıldı?",
    "Körfezde ne kalmadı?",
]


def article(text, name):
    return article_from_text(text, name, text.partition("\n")[0], {"origin": f"/{name}"})


@pytest.fixture(scope="module", params=["all", "most"])
def both(request, tmp_path_factory):
    """A library with numbered words, of all passages or of most, and one without."""
    tmp_path = tmp_path_factory.mktemp("libraries")
    encoder = load_encoder()
    every = [*seeds.articles(), article(NEWS, "liman.txt")]
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        create(tmp_path / "with", encoder) as one,
        create(tmp_path / "without", encoder) as other,
    ):
        for library in (one, other):
            list(library.add(every))
            monkeypatch.setattr(derived, "MANY", 1 if library is one else 10**9)
            if request.param == "most":
                monkeypatch.setattr("index.numbered._NEW", 0.5)
                assert library.derived
            list(library.add([article(FISH, "balik.txt")]))
            assert library.derived
        assert other.derived.numbered is None
        missing = len(one.store.ids()) - len(one.derived.numbered)
        assert (missing > 0) == (request.param == "most")
        yield one, other


def test_a_library_keeps_what_the_encoder_says_is_enough(both):
    one = both[0]
    vectors = one.store.vectors(one.store.ids())[1]
    assert vectors.shape[1] == one.encoder.dimension == one.store.manifest.dimension
    asked = forward(one).query("Aliyev ne dedi?")
    assert asked == pytest.approx(one.encoder.queries(["Aliyev ne dedi?"])[0], abs=1e-6)


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_the_same(both, question):
    one, other = (rank(library, question) for library in both)
    assert [h.candidate.id for h in one.hits] == [h.candidate.id for h in other.hits]
    assert one.asked == other.asked
    assert one.silence == other.silence
    for hit, wanted in zip(one.hits, other.hits, strict=True):
        assert hit.features == pytest.approx(wanted.features, abs=1e-4)
        assert hit.probability == pytest.approx(wanted.probability, abs=1e-4)
        assert hit.candidate.said == wanted.candidate.said
        assert hit.candidate.stored.words == wanted.candidate.stored.words
    one, other = (answer(library, question) for library in both)
    assert one.passages == other.passages
    assert one.nearest == other.nearest


def test_a_conversation_is_the_same(both):
    told = []
    for library in both:
        memory = Memory()
        for question in ("Ali Demir ne dedi?", "Bunu ne zaman söyledi?", "Başka ne dedi?"):
            found, memory = converse(library, question, memory)
            told.append(found.passages)
    assert told[:3] == told[3:]


def test_contexts_are_the_same(both):
    one, other = (forward(library).passages(library.store.ids().tolist()) for library in both)
    assert len(one) == len(other)
    for context, wanted in zip(one, other, strict=True):
        assert (context.id, context.article, context.span, context.place) == (
            wanted.id,
            wanted.article,
            wanted.span,
            wanted.place,
        )
        for name in ("sentences", "around"):
            texts = [[t.words for t in getattr(c, name)] for c in (context, wanted)]
            assert texts[0] == texts[1]
        assert context.title.words == wanted.title.words
        assert context.headline == wanted.headline
        told = [
            [[(kind, c.vocabulary.word(n)) for kind, n in some] for some in c.answers]
            for c in (context, wanted)
        ]
        assert told[0] == told[1]
