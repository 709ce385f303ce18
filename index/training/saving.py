"""Write a trained encoder as a sentence-transformer, with its manifest and model card."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.encoders.layout import FINGERPRINT, WEIGHTS, fingerprint
from index.training.contrast import Settings
from index.training.sources import Source

_SPREAD = 4.0
"""Root mean square of the weights: float8 is exact to 3 bits between a 64th and 448."""
_CARD = Path(__file__).with_name("card.md")
"""The model card; what stands in braces is filled in."""


def save(
    folder: Path,
    tokenizer: Tokenizer,
    vectors: npt.NDArray[np.float32],
    settings: Settings,
    sources: Sequence[Source],
    figures: Mapping[str, float],
) -> None:
    """Write everything below ``folder``; ``figures`` are those of the tuning part."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    scaled = vectors * np.float32(_SPREAD / np.sqrt((vectors**2).mean()))
    weights = torch.from_numpy(scaled).to(torch.float8_e4m3fn)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()],
        prompts={"query": "", "passage": ""},
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    (folder / WEIGHTS).chmod(0o644)  # written for its owner alone
    (folder / FINGERPRINT).write_text(fingerprint(folder) + "\n", encoding="ascii")
    files = [asdict(source) | {"licence": source.licence} for source in sources]
    manifest = {"settings": asdict(settings), "tuning": dict(figures), "sources": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
    rows: dict[str, int] = {}
    for source in sources:
        rows[source.licence] = rows.get(source.licence, 0) + source.rows
    lines = [f"- {licence} ({number:,} rows)" for licence, number in rows.items()]
    template = _CARD.read_text(encoding="utf-8")
    known = asdict(settings) | dict(figures) | {"width": vectors.shape[1]}
    card = template.format(sources="\n".join(lines), **known)
    (folder / "README.md").write_text(card, encoding="utf-8")
