"""What a library is pinned to, and whether this version and this encoder fit it."""

from __future__ import annotations

from index import turkish
from index.encoder import Encoder
from index.errors import EncoderMismatch, LibraryOutdated
from index.places import Place
from index.rows import Manifest
from index.tables import SCHEMA


def manifest_of(encoder: Encoder, schema: int = SCHEMA) -> Manifest:
    """Return what a library made now with ``encoder`` is pinned to."""
    return Manifest(
        schema,
        turkish.VERSION,
        encoder.name,
        encoder.fingerprint,
        encoder.dimension,
        dict(encoder.prompts),
    )


def require_version(path: Place, stored: Manifest, asked: str | None, schema: int = SCHEMA) -> None:
    """Raise `LibraryOutdated` where another version made the library at ``path``.

    Raises `EncoderMismatch` where it was made with another encoder than the one ``asked`` for.
    """
    for part, have, need in (
        ("schema", stored.schema, schema),
        ("analyser", stored.analyser, turkish.VERSION),
    ):
        if have != need:
            raise LibraryOutdated(path=path, part=part, stored=have, current=need)
    if asked is not None and asked != stored.encoder:
        raise EncoderMismatch(path=path, stored=stored.encoder, asked=asked)


def require_encoder(path: Place | None, stored: Manifest, fitting: Manifest) -> None:
    """Raise `LibraryOutdated` where it was made with another encoder than ``fitting`` tells."""
    if stored != fitting:
        raise LibraryOutdated(
            path=path,
            part="encoder",
            stored=f"{stored.encoder} {stored.fingerprint}",
            current=f"{fitting.encoder} {fitting.fingerprint}",
        )
