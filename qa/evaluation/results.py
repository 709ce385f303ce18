"""The result of an evaluation as JSON; docs/evaluation.md is its contract.

The same data, settings, versions and seed give the same file byte for byte, apart from "timing".
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import numpy as np

from index.encoder import Encoder
from index.errors import DatasetMalformed, DatasetOther, FolderUnwritable
from index.library import Library, manifest_of
from qa import ranking
from qa.evaluation.compare import Comparison
from qa.evaluation.dataset import Dataset
from qa.evaluation.files import parsed
from qa.evaluation.outcomes import Outcome, Run
from qa.evaluation.summary import Figures, Summary

_PACKAGES = ("makale", "numpy", "faiss-cpu", "tantivy", "tokenizers", "rapidfuzz", "ir-measures")
_MS = 1000.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose: how the questions were asked."""

    arm: str
    perturb: str
    scope: str
    sample: int | None
    seed: int


def as_json(
    data: Dataset,
    settings: Settings,
    run: Run,
    summary: Summary,
    encoder: Encoder,
    library: Library | None,
) -> dict[str, Any]:
    """Return the public JSON form of a result."""
    manifest = library.store.manifest if library else manifest_of(encoder)
    ranker = resources.files(ranking.__package__ or "qa").joinpath(ranking.FILE).read_bytes()
    return {
        "dataset": {
            "name": data.name,
            "kind": data.kind,
            "fingerprint": data.fingerprint,
            "articles": run.articles,
            "questions": len(data.items),
        },
        "settings": {
            **asdict(settings),
            "threshold": ranking.load().threshold,
            "ranker": hashlib.sha256(ranker).hexdigest()[:16],
            "library": asdict(manifest),
            "passages": run.built.passages,
            "versions": versions(),
        },
        "measures": figures(summary.measures),
        "by_type": {kind: figures(found) for kind, found in summary.by_type.items()},
        "questions": [
            _question(outcome, values)
            for outcome, values in zip(run.outcomes, summary.questions, strict=True)
        ],
        "timing": timing(run),
    }


def figures(found: Figures) -> dict[str, dict[str, float]]:
    """Return figures by name: value, low, high, n."""
    return {name: asdict(figure) for name, figure in found.items()}


def _question(outcome: Outcome, values: Mapping[str, float]) -> dict[str, Any]:
    return {
        "id": outcome.item.id,
        "type": outcome.item.type,
        "question": outcome.text,
        "answerable": outcome.item.answerable,
        "rank": outcome.rank,
        "answered": outcome.answered,
        "confidence": outcome.confidence,
        "shown": [
            {
                "article": hit.citation.article,
                "start": hit.citation.start,
                "end": hit.citation.end,
                "gold": right,
            }
            for hit, right in zip(outcome.shown, outcome.right, strict=True)
        ],
        "measures": dict(values),
    }


def timing(run: Run) -> dict[str, float | int | None]:
    """Return what the run cost: milliseconds, passages a second, bytes."""
    seconds = [o.seconds for o in run.outcomes]
    built = run.built
    return {
        "answer_p50_ms": round(float(np.quantile(seconds, 0.5)) * _MS, 3),
        "answer_p95_ms": round(float(np.quantile(seconds, 0.95)) * _MS, 3),
        "build_seconds": round(built.seconds, 3) if built.seconds else None,
        "passages_per_second": round(built.passages / built.seconds, 1) if built.seconds else None,
        "library_bytes": built.size,
        "peak_memory_bytes": peak_memory(),
    }


def peak_memory() -> int | None:
    """Return the most memory that this process held, in bytes; None where it can't be told."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def versions() -> dict[str, str]:
    """Return the versions of what the figures hang on."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = ""
    return found


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises `FolderUnwritable`."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        raise FolderUnwritable(path=path.parent, reason=error.strerror) from error


def dumped(result: Mapping[str, Any]) -> str:
    """Return the text of a result file."""
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def read_other(path: Path, data: Dataset) -> dict[str, Mapping[str, float]]:
    """Return the per-question measures of a result file.

    Raises `DatasetMalformed` where it is none, `DatasetOther` where it is of other data.
    """
    _, content = parsed(path)
    try:
        name, mark = content["dataset"]["name"], content["dataset"]["fingerprint"]
        measures = {q["id"]: q["measures"] for q in content["questions"]}
    except (KeyError, TypeError) as error:
        raise DatasetMalformed(path=path, line=1, reason=f"{error} of a result") from error
    if mark != data.fingerprint:
        raise DatasetOther(path=path, name=data.name, other=name)
    return measures


def comparisons(found: Mapping[str, Comparison]) -> dict[str, dict[str, Any]]:
    """Return comparisons by measure as JSON."""
    return {name: asdict(comparison) for name, comparison in found.items()}
