"""Encoders turn texts into unit vectors: the built-in static one, any sentence-transformer, a fake.

A static encoder needs `tokenizers`, `safetensors` and numpy, and answers in a tenth of a second;
sentence-transformers (and torch with it, seconds to import) is loaded only for a model that is not
static. Nothing of either is imported before an encoder is asked for.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.encoders.layout import (
    BUILT_IN,
    FINGERPRINT,
    FOLDER,
    TOKENIZER,
    WEIGHTS,
    configured_prompts,
    fingerprint,
    prompts_of,
    static_folder,
)
from index.encoders.wordwise import Tokens
from index.errors import EncoderBroken, EncoderMissing
from index.turkish import tokens

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

_HUB = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)


class Encoder(Protocol):
    """Texts to vectors of length one (or zero, for a text without tokens)."""

    @property
    def name(self) -> str:
        """What the user calls it: "built-in", a folder or a hub name."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the weights and the tokenizer."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""

    @property
    def prompts(self) -> Mapping[str, str]:
        """What is put before a "query" and before a "passage"; may be empty."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row a question."""

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row a passage; ``progress`` gets the number done since its last call."""

    def words(self, words: Sequence[str]) -> Vectors | None:
        """Return one row a word; None where the words of a text don't add up to it.

        Not scaled: the sum over the words of a text points where the text's vector does.
        """

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]] | None:
        """Return the numbers of the pieces of each word; None where it has none.

        Their vectors add up to that of `words`.
        """

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Return one row a piece, which the caller may write to."""


class _Prompted(ABC):
    """What both kinds of real encoders share."""

    prompts: Mapping[str, str]

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row a question."""
        return self._encode(texts, self.prompts["query"], None)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row a passage; ``progress`` gets the number done since its last call."""
        return self._encode(texts, self.prompts["passage"], progress)

    def words(self, words: Sequence[str]) -> Vectors | None:
        """Return None: a transformer's text is more than its words."""
        del words
        return None

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]] | None:
        """Return None: a transformer's text is more than its words."""
        del words
        return None

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Raise: `pieces` named none."""
        raise NotImplementedError

    @abstractmethod
    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors: ...


class StaticEncoder(_Prompted):
    """A static model of sentence-transformers (mean of token vectors), read from its own files."""

    BATCH = 1024
    LOOKED = 20_000
    """Pieces looked at from which all vectors are widened: after some ten questions."""
    KNOWN = 20_000
    """Words whose vectors are kept: the same ones come back with every question."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.name = name or str(folder)
        self.prompts = prompts_of(self.name, configured_prompts(folder))
        inside = static_folder(folder) or folder
        try:
            tensors = load_file(inside / WEIGHTS)
            weights = tensors.get("embedding.weight", tensors.get("embeddings"))
            if weights is None:
                raise ValueError("no token vectors in " + WEIGHTS)
            tokenizer = Tokenizer.from_str((inside / TOKENIZER).read_text(encoding="utf-8"))
        except Exception as error:  # what Rust cannot read it reports as a bare Exception
            raise EncoderBroken(name=self.name, reason=str(error)) from error
        if len(weights) < tokenizer.get_vocab_size():
            raise EncoderBroken(name=self.name, reason="fewer vectors than tokens")
        tokenizer.no_padding()
        # As stored, float16: only the rows that a text needs are widened.
        self._weights, self._tokens = weights, Tokens(tokenizer)
        self.dimension = int(weights.shape[1])
        self._folder = inside
        self._words: dict[str, Vectors] = {}
        self._encoded = self._looked = 0  # texts and pieces so far

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the weights and the tokenizer."""
        if self._folder == FOLDER:
            return (FOLDER / FINGERPRINT).read_text(encoding="ascii").strip()
        return fingerprint(self._folder)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors:
        return _unit(self._sums([prompt + text for text in texts], progress))

    def _sums(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # All are widened once it pays: a few texts need few rows, many need the same ones again.
        self._encoded += len(texts)
        weights = self._weights if self._encoded < self.BATCH else self._wide
        for start in range(0, len(texts), self.BATCH):
            batch = texts[start : start + self.BATCH]
            # Text by text: the few rows of one stay in the processor's cache, those of a batch do
            # not. A sum points where the mean does; without tokens it is zero, not 0/0.
            for row, ids in zip(sums[start:], self._tokens.of(batch), strict=False):
                np.add.reduce(weights.take(ids, axis=0), axis=0, dtype=np.float32, out=row)
            if progress:
                progress(len(batch))
        return sums

    def words(self, words: Sequence[str]) -> Vectors:
        """Return one row a word, whose sum over a text points where the text's vector does."""
        known = self._words
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > self.KNOWN:
            known.clear()
            new = list(dict.fromkeys(words))
        known.update(zip(new, self._sums(new, None), strict=True))
        return np.array([known[word] for word in words], np.float32).reshape(-1, self.dimension)

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the token numbers of each word."""
        return self._tokens.of(words)

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors of tokens, one row each."""
        self._looked += len(numbers)
        weights = self._weights if self._looked < self.LOOKED else self._wide
        return weights.take(numbers, 0).astype(np.float32, copy=False)

    @cached_property
    def _wide(self) -> Vectors:
        return self._weights.astype(np.float32)


class TransformerEncoder(_Prompted):
    """Any other sentence-transformer, from a folder or from the hub."""

    BATCH = 32

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _load(name)
        self._model.float()
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.prompts = prompts_of(name, self._model.prompts)

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the weights and the tokenizer."""
        if Path(self.name).is_dir():
            return fingerprint(Path(self.name))
        from huggingface_hub import snapshot_download

        return fingerprint(Path(snapshot_download(_hub_name(self.name), local_files_only=True)))

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length together: a batch is padded to its longest.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), self.BATCH):
            rows = order[start : start + self.BATCH]
            # An empty prompt also keeps the model's own default prompt away.
            vectors[rows] = self._model.encode(
                [texts[row] for row in rows], prompt=prompt, show_progress_bar=False
            )
            if progress:
                progress(len(rows))
        return _unit(vectors)


class FakeEncoder:
    """A test double: equal words make near texts. Needs no files, the same on every machine."""

    name, fingerprint, dimension = "fake", "fa" * 8, 64
    prompts: Mapping[str, str] = {"query": "", "passage": ""}

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row a question."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row a passage; ``progress`` gets the number done since its last call."""
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(sums, texts, strict=True):
            for token in tokens(text):
                row += np.frombuffer(hashlib.blake2b(token.word[:5].encode()).digest(), np.int8)
            if progress:
                progress(1)
        return _unit(sums)

    def words(self, words: Sequence[str]) -> Vectors | None:
        """Return None: a hash knows no likeness of words."""
        del words
        return None

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]] | None:
        """Return None: a hash knows no likeness of words."""
        del words
        return None

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Raise: `pieces` named none."""
        raise NotImplementedError


def load_encoder(name: str = BUILT_IN) -> Encoder:
    """Return the encoder that the user calls ``name``: "built-in", a folder or a hub name.

    Raises EncoderMissing or EncoderBroken.
    """
    folder = FOLDER if name == BUILT_IN else Path(name).expanduser()
    if folder.is_dir():
        if folder == FOLDER or static_folder(folder):
            return StaticEncoder(folder, name)
        return TransformerEncoder(str(folder))
    if name == BUILT_IN or folder.is_absolute() or name.startswith(("~", ".")):
        raise EncoderMissing(name=name, reason=f"no folder {folder}")
    return TransformerEncoder(name)


def _unit(vectors: Vectors) -> Vectors:
    """Scale the rows to length one, in place; a row of zeros stays one of zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors


def _load(name: str) -> SentenceTransformer:
    """Load a model from a folder, else from the cache of the hub, else from the hub."""
    folder = Path(name).is_dir()
    if not folder and not _HUB.fullmatch(name):
        raise EncoderMissing(name=name, reason="neither a folder nor a hub name")
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except Exception as error:  # every loader has its own kind of complaint
        if folder:
            raise EncoderBroken(name=name, reason=str(error)) from error
    try:
        # One question first: where there is no network, loading repeats itself for a minute.
        HfApi().model_info(_hub_name(name), timeout=10)
        return SentenceTransformer(name, device="cpu")
    except Exception as error:
        raise EncoderMissing(name=name, reason=str(error).partition("\n")[0]) from error


def _hub_name(name: str) -> str:
    return name if "/" in name else f"sentence-transformers/{name}"
