"""The report: one HTML page that needs nothing else, in light and in dark.

``report.html`` beside this file is its form; every text of the data goes through `escape` or JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from importlib import resources
from typing import Any

import numpy as np

from qa.answer import Hit
from qa.evaluation import charts
from qa.evaluation.abstention import risks
from qa.evaluation.measures import recall_curve
from qa.evaluation.outcomes import Outcome
from qa.evaluation.running import Evaluated
from qa.evaluation.summary import right
from qa.evaluation.wording import places, unified
from qa.messages import text
from qa.render import place, speakers
from qa.settings import UiLanguage

STATUSES = ("right", "later", "missed", "withheld", "refused", "given")
"""What may become of a question; "right" and "refused" are as they should be."""
_LABELS = (*STATUSES, "all", "failed", "rank", "sure", "expected", "nothing")
_LONGEST_GOLD = 5  # wordings of a question that are listed
_BY_TYPE = ("Success@1", "refused_none", "refused_none_hard")


def status(outcome: Outcome) -> str:
    """Return what became of a question, one of `STATUSES`."""
    if not outcome.item.answerable:
        return "given" if outcome.answered else "refused"
    if not outcome.answered:
        return "withheld"
    if any(outcome.right):
        return "right" if outcome.right[0] else "later"
    return "missed"


def page(evaluated: Evaluated, language: UiLanguage) -> str:
    """Return the page."""
    result = evaluated.result
    data, settings = result["dataset"], result["settings"]
    made = settings["library"]

    def label(name: str, **facts: object) -> str:
        return escape(text(f"report_{name}", language, **facts))

    parts = {
        "lang": language,
        "title": escape(f"{data['name']} · {settings['arm']} · {settings['perturb']}"),
        "subtitle": escape(
            f"{data['kind']} {data['fingerprint']} · {made['encoder']} {made['fingerprint']} · "
            f"ranker {settings['ranker']} · "
        )
        + label("size", articles=data["articles"], questions=data["questions"]),
        "measures_title": label("measures"),
        "tables": "".join(_tables(result, language)),
        "charts_title": label("charts"),
        "charts": "".join(_charts(evaluated, language)),
        "questions_title": label("questions"),
        "settings_title": label("settings"),
        "settings": escape(json.dumps(settings, ensure_ascii=False, indent=1)),
        "data": _data(evaluated, language),
        **{name: label(name) for name in ("filter", "type", "search", "more")},
    }
    form = resources.files(__package__ or "").joinpath("report.html").read_text("utf-8")
    pieces = form.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:  # one pass, so that what is filled in is never filled itself
        name, rest = piece.split("}}", 1)
        filled += [parts[name], rest]
    return "".join(filled)


def _tables(result: Mapping[str, Any], language: UiLanguage) -> Iterator[str]:
    yield _table(result["measures"], language)
    rows = {
        f"{kind}: {name}": figures[name]
        for kind, figures in result["by_type"].items()
        for name in ("Success@1", "Success@3", "refused_none", "refused_none_hard")
        if name in figures
    }
    yield _table(rows, language)
    if "comparison" in result:
        yield _comparison(result["comparison"], language)


def _table(figures: Mapping[str, Mapping[str, float]], language: UiLanguage) -> str:
    head = "".join(
        f'<th class="n">{escape(text(name, language))}</th>'
        for name in ("value", "interval", "questions")
    )
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="n">{f["value"]:.3f}</td>'
        f'<td class="n">{f["low"]:.3f}–{f["high"]:.3f}</td><td class="n">{f["n"]}</td>'
        f'<td><div class="bar"><i style="left:{f["low"]:.1%};width:{f["high"] - f["low"]:.1%}"></i>'
        f'<b style="left:calc({f["value"]:.1%} - 1px)"></b></div></td></tr>'
        for name, f in figures.items()
    )
    first = escape(text("measure", language))
    return f'<div class="wide"><table><tr><th>{first}</th>{head}<th></th></tr>{rows}</table></div>'


def _comparison(rows: Mapping[str, Mapping[str, Any]], language: UiLanguage) -> str:
    names = ("measure", "this_wins", "other_wins", "wins", "winner")
    titles = [escape(text(name, language)) for name in names]
    head = "".join(f"<th>{t}</th>" for t in (*titles[:3], "p", *titles[3:]))
    words = {"this": "this_wins", "other": "other_wins", None: "nobody_wins"}
    body = "".join(
        f"<tr><td>{escape(name)}</td><td>{r['this']:.3f}</td><td>{r['other']:.3f}</td>"
        f"<td>{r['p']:.4f}</td><td>{r['wins']}/{r['ties']}/{r['losses']}</td>"
        f"<td>{escape(text(words[r['better']], language))}</td></tr>"
        for name, r in rows.items()
    )
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _charts(evaluated: Evaluated, language: UiLanguage) -> Iterator[str]:
    outcomes = evaluated.run.outcomes

    def label(name: str) -> str:
        return text(f"report_{name}", language)

    def figure(name: str, svg: str) -> str:
        return f"<figure><figcaption>{escape(label(name))}</figcaption>{svg}</figure>"

    if curve := recall_curve(outcomes):
        yield figure("recall", charts.recall(curve, label("k")))
    confidence = np.array([o.confidence for o in outcomes])
    curve = risks(confidence, np.array([right(o) for o in outcomes], bool)).tolist()
    answered = sum(o.answered for o in outcomes) / len(outcomes)
    yield figure("risk", charts.risk(curve, answered, label("coverage"), label("wrong")))
    times = [o.seconds * 1000 for o in outcomes]
    yield figure("latency", charts.latency(times, label("ms")))
    by_type = {
        kind: next(figures[name] for name in _BY_TYPE if name in figures)
        for kind, figures in evaluated.result["by_type"].items()
        if any(name in figures for name in _BY_TYPE)
    }
    yield figure("types", charts.bars(by_type, label("share")))


def _data(evaluated: Evaluated, language: UiLanguage) -> str:
    """Return the questions as JSON that may stand in a page; each passage is in it once."""
    texts = {
        a.digest[:16]: a.text
        for pool in evaluated.data.pools
        for a in pool.articles
        if evaluated.data.kind == "squad"
    }
    passages: dict[tuple[str, str, str], int] = {}
    questions = []
    for o in evaluated.run.outcomes:
        gold = list(o.item.gold)
        gold += [texts[p.unit][p.start : p.end] for p in o.item.places]
        gold = list(dict.fromkeys(unified(wording) for wording in gold))
        shown = []
        for hit, holds in zip(o.shown, o.right, strict=True):
            key = (hit.text, _where(hit, language), speakers(hit, language))
            number = passages.setdefault(key, len(passages))
            shown.append([number, _marked(hit.text, gold) if holds else []])
        questions.append(
            {
                "id": o.item.id,
                "type": o.item.type,
                "text": o.text,
                "status": status(o),
                "rank": o.rank,
                "confidence": o.confidence,
                "gold": gold[:_LONGEST_GOLD],
                "shown": shown,
            }
        )
    labels = {name: text(f"report_{name}", language) for name in _LABELS}
    content = {
        "questions": questions,
        "passages": [dict(zip(("text", "where", "who"), key, strict=True)) for key in passages],
        "labels": {**labels, "shown": text("report_shown", language, n="{n}")},
        "statuses": STATUSES,
    }
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")


def _where(hit: Hit, language: UiLanguage) -> str:
    return f"{hit.citation.title}, {place(hit.citation, language)}"


def _marked(shown: str, gold: list[str]) -> list[tuple[int, int]]:
    """Return where the gold wordings stand in a shown text; ranges that overlap are one."""
    view = unified(shown)  # of the same length: what is shown is NFC with single spaces
    ranges = sorted((s.start, s.end) for wording in gold for s in places(view, wording))
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
