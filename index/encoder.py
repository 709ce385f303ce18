"""Encoders turn texts into unit vectors: the built-in static one, any sentence-transformer, a fake.

A static encoder needs `tokenizers`, `safetensors` and numpy, and answers in a tenth of a second;
sentence-transformers (and torch with it, seconds to import) is loaded only for a model that is not
static. Nothing of either is imported before an encoder is asked for.
"""

from __future__ import annotations

from pathlib import Path

from index.encoders.base import Encoder
from index.encoders.fake import FakeEncoder
from index.encoders.layout import BUILT_IN, FOLDER, static_folder
from index.encoders.static import StaticEncoder
from index.encoders.transformer import TransformerEncoder
from index.errors import EncoderMissing

__all__ = ["Encoder", "FakeEncoder", "StaticEncoder", "TransformerEncoder", "load_encoder"]


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
