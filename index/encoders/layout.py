"""What stands in the folder of a model: its kind, its prompts and its fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.errors import EncoderBroken

BUILT_IN = "built-in"
FOLDER = Path(__file__).parent / BUILT_IN
FINGERPRINT = "fingerprint"
"""File beside the built-in weights: hashing them anew would cost a tenth of every answer."""
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
CONFIGURED = "config_sentence_transformers.json"

_E5 = re.compile(r"(^|[-_/\\])e5([-_]|$)", re.IGNORECASE)


def fingerprint(folder: Path) -> str:
    """Return 16 hexadecimal digits of SHA-256 over the weights and tokenizer files of a model."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        static = path.name in (WEIGHTS, TOKENIZER)
        if static or path.suffix in (".safetensors", ".bin", ".txt", ".model"):
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def static_folder(folder: Path) -> Path | None:
    """Return where the files of a static model stand in ``folder``; None for another model."""
    if not (folder / "modules.json").is_file():
        bare = not (folder / "config.json").is_file() and (folder / TOKENIZER).is_file()
        return folder if bare else None
    listed: Any = _json(folder / "modules.json")
    kinds = [str(module["type"]).rpartition(".")[2] for module in listed]
    if kinds[:1] != ["StaticEmbedding"] or set(kinds[1:]) - {"Normalize"}:
        return None
    inside = folder / listed[0]["path"]
    # The layout of model2vec maps several tokens to one vector: left to sentence-transformers.
    return None if (inside / "config.json").is_file() else inside


def _json(path: Path) -> Any:  # noqa: ANN401 - what a file of others may hold
    try:
        return json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        raise EncoderBroken(name=str(path.parent), reason=f"{path.name}: {error}") from error


def configured_prompts(folder: Path) -> Mapping[str, str | None]:
    """Return the prompts that the model in ``folder`` was saved with."""
    prompts: Mapping[str, str | None] = _json(folder / CONFIGURED).get("prompts", {})
    return prompts


def prompts_of(name: str, configured: Mapping[str, str | None]) -> Mapping[str, str]:
    """Return the prompts for "query" and "passage": the configured ones, else those of E5."""
    query = configured.get("query") or ""
    passage = configured.get("passage") or configured.get("document") or ""
    if not query and not passage and _E5.search(name):
        query, passage = "query: ", "passage: "
    return MappingProxyType({"query": query, "passage": passage})
