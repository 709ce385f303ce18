"""Token numbers from a cache of words are those of the whole text, or the text is read whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.encoders.layout import FOLDER, TOKENIZER
from index.encoders.wordwise import Tokens, described, letterwise, wordwise

BUILT_IN = Tokenizer.from_file(str(FOLDER / TOKENIZER))
CACHED = Tokens(BUILT_IN)
# What the normalizer and the pre-tokenizer treat in their own ways, at the edges of words.
ODD = (
    "aıİIŞğâ'’`´¨\u0301\u0308\u00ad\u200b\ufeff \t\n\u00a0\u2003\u3000\x1c\x85"
    'джюьЮмΣσςﬁ①½[UNK]…"-–1२'
)


def whole(texts: list[str]) -> list[list[int]]:
    return [e.ids for e in BUILT_IN.encode_batch_fast(texts, add_special_tokens=False)]


@given(st.lists(st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]))))
@example(["Мю нхен", "м ю", "д ж", "a ' b", "a\u00a0\u0301b", "[UNK] [UNK", "", " "])
def test_words_add_up_to_the_text(texts) -> None:
    assert CACHED.of(texts) == whole(texts)


@given(st.lists(st.text(st.sampled_from("aBıİIŞğéŁß'’.,-\u00ad½²…“[UNK]1 ж\u0301"))))
@example(["Bakü'ye", "«O'Neill», 3.5'i", "a-b.c", "U.S.A'nın", "x[UNK]y", "ﬁl", "\u00ad", "b'b"])
def test_spelled_words_have_the_tokens_of_the_words(texts) -> None:
    assert Tokens(BUILT_IN).of(texts) == whole(texts)


def test_a_word_with_another_capital_or_a_comma_is_not_asked_for_again() -> None:
    tokens = Tokens(BUILT_IN)
    tokens.of(["köprü"])
    spelled = dict(tokens._spelled)
    tokens.of(["Köprü, “KÖPRÜ” (köprü)..."])
    assert tokens._spelled == spelled


def test_the_built_in_tokenizer_is_read_word_by_word() -> None:
    assert wordwise(described(BUILT_IN))
    assert letterwise(described(BUILT_IN))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["normalizer"]["normalizers"].append(replaced("String", "fi", "f")),
        lambda d: d["normalizer"]["normalizers"].append(replaced("Regex", "(?<=[a])[b]", "c")),
        lambda d: d["normalizer"]["normalizers"].append(replaced("String", "w", "в")),
        lambda d: d["added_tokens"][0].update(normalized=True),
        lambda d: d["pre_tokenizer"]["pretokenizers"].pop(0),
    ],
)
def test_where_letters_have_neighbours_words_are_not_spelled(change) -> None:
    description = described(BUILT_IN)
    change(description)
    assert not letterwise(description)


def replaced(kind: str, pattern: str, content: str) -> dict[str, object]:
    return {"type": "Replace", "pattern": {kind: pattern}, "content": content}


def test_a_full_cache_starts_again(monkeypatch) -> None:
    monkeypatch.setattr("index.encoders.wordwise.KNOWN", 3)
    tokens = Tokens(BUILT_IN)
    for text in ("bir iki üç", "üç dört", "beş altı yedi sekiz", "bir " + "uzun" * 30):
        assert tokens.of([text, text]) == whole([text, text])
    assert len(tokens._known) <= 4


def test_long_words_are_not_kept() -> None:
    tokens = Tokens(BUILT_IN)
    tokens.of(["kısa " + "uzun" * 30])
    assert list(tokens._known) == ["kısa"]


def made(normalizer=None, pre_tokenizer=None) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "a": 1, "b": 2, "a b": 3}, "[UNK]"))
    if normalizer:
        tokenizer.normalizer = normalizer
    if pre_tokenizer:
        tokenizer.pre_tokenizer = pre_tokenizer
    return tokenizer


@pytest.mark.parametrize(
    "tokenizer",
    [
        made(),
        made(pre_tokenizer=pre_tokenizers.Metaspace()),
        made(pre_tokenizer=pre_tokenizers.ByteLevel()),
        made(normalizers.Replace("a b", "c"), pre_tokenizers.WhitespaceSplit()),
        made(normalizers.Prepend("a"), pre_tokenizers.WhitespaceSplit()),
        made(normalizers.Strip(), pre_tokenizers.WhitespaceSplit()),
    ],
)
def test_what_may_look_across_white_space_is_read_whole(tokenizer) -> None:
    assert not wordwise(described(tokenizer))
    assert Tokens(tokenizer).of(["a b", "b a"]) == [
        e.ids for e in tokenizer.encode_batch(["a b", "b a"], add_special_tokens=False)
    ]


def test_a_limit_of_length_is_read_whole() -> None:
    tokenizer = made(pre_tokenizer=pre_tokenizers.WhitespaceSplit())
    assert wordwise(described(tokenizer))
    tokenizer.enable_truncation(1)
    assert not wordwise(described(tokenizer))
    assert Tokens(tokenizer).of(["a b"]) == [[1]]
