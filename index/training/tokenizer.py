"""The built-in encoder's tokenizer: folded words, Turkish suffixes cut off, unigram pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.turkish import CYRILLIC, SOFT_C, SOFT_U

UNKNOWN = "[UNK]"
WORD_START = "\u2581"

_APOSTROPHES = "[\u2019\u2018`\u00b4\u02bc\u2032]"
_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
# A name of two letters or more keeps its suffix apart ("Aliyev'in" -> aliyev, 'in), so that all its
# forms share their first piece; behind a single letter stands the rest of the name (O'Neill).
_WORD = r"(?<=[\p{L}\p{N}]{2})'\p{L}+|\p{L}+|\p{N}+"


def _normalizer() -> normalizers.Normalizer:
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(_INVISIBLE), ""),
            # Before NFKD, which takes the acute accent for a space and a combining mark.
            normalizers.Replace(Regex(_APOSTROPHES), "'"),
            # Turkish lower case first: Unicode's own makes two code points of \u0130 and an i of I.
            normalizers.Replace("\u0130", "i"),
            normalizers.Lowercase(),
            # Before NFKD, which takes й for и and a breve.
            normalizers.Replace(SOFT_C, "c"),
            normalizers.Replace(Regex(SOFT_U), "u"),
            *(normalizers.Replace(letter, latin) for letter, latin in CYRILLIC.items()),
            # K for compatibility: ligatures (\ufb01), full-width letters, superscripts.
            normalizers.NFKD(),
            normalizers.StripAccents(),
            normalizers.Replace("\u0131", "i"),
            normalizers.Replace("\u0259", "e"),
            normalizers.Replace("q", "k"),
        ]
    )


def untrained() -> Tokenizer:
    """Return the tokenizer without its vocabulary: the folding and the cutting into words."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = _normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            # Only what matches is kept: punctuation says nothing in a bag of words.
            pre_tokenizers.Split(Regex(_WORD), behavior="removed", invert=True),
            pre_tokenizers.Metaspace(WORD_START, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer


def train(texts: Iterable[str], size: int) -> Tokenizer:
    """Return a tokenizer whose ``size`` pieces were learned from ``texts``."""
    tokenizer = untrained()
    trainer = trainers.UnigramTrainer(
        vocab_size=size,
        unk_token=UNKNOWN,
        special_tokens=[UNKNOWN],
        max_piece_length=20,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_batched(texts), trainer)
    return tokenizer


def _batched(texts: Iterable[str], size: int = 1000) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch
