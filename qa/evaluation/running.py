"""One evaluation from the data set to the result; what the command and the gate both call."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.errors import OptionInvalid
from qa.evaluation.compare import compare
from qa.evaluation.dataset import Dataset
from qa.evaluation.datasets import read_dataset, sampled
from qa.evaluation.measures import needed
from qa.evaluation.outcomes import Manner, Run, ask_all
from qa.evaluation.perturb import Perturbation
from qa.evaluation.results import Settings, as_json, comparisons, read_other
from qa.evaluation.squad_dataset import Scope
from qa.evaluation.summary import Summary, summarise
from qa.retrieval import Arm
from qa.settings import encoder_name
from qa.sources import opened


@dataclass(frozen=True, slots=True)
class Options:
    """What is evaluated, and how; see ``qa evaluate --help``."""

    dataset: Path
    library: str | None = None
    encoder: str | None = None
    arm: Arm = "hybrid"
    perturb: Perturbation = "none"
    passages: Path | None = None
    scope: Scope = "pool"
    sample: int | None = None
    seed: int = 0
    compare: Path | None = None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All there is to show: the data, what happened, the figures, their JSON form."""

    data: Dataset
    run: Run
    summary: Summary
    result: dict[str, Any]


def load(options: Options) -> Dataset:
    """Read the data set, and the other result where one is named, so that errors come early.

    Raises what `read_dataset` and `read_other` raise, and `OptionInvalid` for a library that is to
    be asked and made.
    """
    needed("ir_measures")
    if options.library is not None and options.scope == "article":
        raise OptionInvalid(option="--scope", value=options.scope, expected="no --library")
    data = read_dataset(options.dataset, options.passages, options.scope, options.seed)
    if options.compare is not None:
        read_other(options.compare, data)
    return sampled(data, options.sample, options.seed)


def evaluate(
    data: Dataset,
    options: Options,
    announce: Callable[[str], None],
    step: Callable[[], None] = lambda: None,
) -> Evaluated:
    """Ask the questions of ``data`` and measure; ``step`` is called after each question."""
    with ExitStack() as stack:
        existing = None
        if options.library is not None:
            source = opened(options.library, [], options.encoder, announce)
            existing = stack.enter_context(source)
            encoder = existing.encoder
        else:
            encoder = load_encoder(encoder_name(options.encoder) or BUILT_IN)
        manner = Manner(options.arm, options.perturb, options.seed)
        run = ask_all(data, encoder, existing, manner, step)
        summary = summarise(run.outcomes, run.spoken, options.seed)
        settings = Settings(
            options.arm, options.perturb, options.scope, options.sample, options.seed
        )
        result = as_json(data, settings, run, summary, encoder, existing)
    if options.compare is not None:
        this = {o.item.id: v for o, v in zip(run.outcomes, summary.questions, strict=True)}
        found = compare(this, read_other(options.compare, data), options.seed)
        timing = result.pop("timing")
        result |= {"comparison": comparisons(found), "timing": timing}
    return Evaluated(data, run, summary, result)
