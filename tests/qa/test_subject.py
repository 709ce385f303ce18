"""Which words of a question are names."""

import pytest

from index.encoder import FakeEncoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.features import wanted
from qa.forward import forward
from qa.question import understand
from qa.subject import names
from qa.texts import Words

TEXT = "Bakan Sergey Lavrov geldi.\n\nGörüşme Bakü'de sürdü. Toplantıya kimse katılmadı."


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Lavrov nerede doğdu?", {"lavrov"}),
        ("lavrov nerede doğdu", {"lavrov"}),  # told by the text
        ("LAVROV BAKÜ'YE NEDEN GELDİ?", {"lavrov", "baku"}),
        ("Dün Erdoğan'ın toplantısı nerede oldu?", {"erdogan"}),  # told by how it is typed
        ("Toplantı ne zaman sürdü?", set()),  # a capital at the beginning tells nothing
    ],
)
def test_names(question, named):
    with temporary(FakeEncoder(), [article_from_text(TEXT, "x")]) as library:
        asked = understand(question)
        looked_for = wanted(asked.words, library.derived.lexicon).words
        contexts = forward(library).passages(library.store.ids().tolist())
        vocabulary = contexts[0].vocabulary
        texts = [text for c in contexts for text in (*c.sentences, c.title)]
        query = vocabulary.query(question)
        words = Words(looked_for, looked_for, query, texts, vocabulary)
        found = names(asked, looked_for, words, contexts)
    assert {word for word, is_name in zip(looked_for, found, strict=True) if is_name} == named
