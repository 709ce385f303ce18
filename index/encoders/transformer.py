"""Any other sentence-transformer, through the library of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.base import Progress, Prompted, Vectors, unit
from index.encoders.layout import fingerprint, prompts_of
from index.errors import EncoderBroken, EncoderMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HUB = re.compile(r"[\w.-]+(/[\w.-]+)?", re.ASCII)


class TransformerEncoder(Prompted):
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
        return unit(vectors)


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
