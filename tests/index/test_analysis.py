"""Articles together yield what each yields alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import seeds
from index.analysis import analyse, analyse_all, found_in_all
from index.encoder import FakeEncoder, load_encoder
from index.reading import article_from_text

PIECES = [
    "Vali Kemal Yılmaz konuştu. “Köprü bitti.” dedi.",
    "Bakan Lavrov'a göre görüşme (Bakü) iyi geçti; toplantı sürüyor!",
    "Köprü 2020'de açıldı. Kim yaptı? Bilinmiyor...",
    "…",
    "işe ise iş",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), max_size=5)


@given(TEXTS)
def test_articles_together_are_articles_alone(chosen) -> None:
    articles = [
        article_from_text("\n\n".join(pieces), f"{n}.txt", "Köprü" if n % 2 else "")
        for n, pieces in enumerate(chosen)
    ]
    encoder = FakeEncoder()
    assert analyse_all(articles, encoder) == [analyse(article, encoder) for article in articles]


def test_real_articles_together_are_articles_alone() -> None:
    articles = [*seeds.articles(), *(article_from_text(text, "x", "") for text in PIECES)]
    encoder = load_encoder()
    together = analyse_all(articles, encoder)
    assert together == [analyse(article, encoder) for article in articles]
    vectors = np.concatenate([found.vectors for found in found_in_all(articles, encoder)])
    assert vectors.shape == (sum(len(a.passages) for a in together), encoder.dimension)
