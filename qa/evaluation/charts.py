"""The drawings of the report: SVG by matplotlib, in the colours of the page that they stand in.

Lines and letters are drawn in marker colours, which then become the page's own CSS variables, so
that one drawing is right in light and in dark.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qa.evaluation.measures import needed

_INK, _GRID, _FIRST, _SECOND = "#010203", "#040506", "#070809", "#0a0b0c"
_VARIABLES = {_INK: "--ink", _GRID: "--line", _FIRST: "--accent", _SECOND: "--second"}
_SIZE = (4.6, 2.9)  # inches
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "makale",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": _INK,
    "axes.edgecolor": _GRID,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": _GRID,
    "legend.frameon": False,
}
_POINTS = 400  # of a curve, at most


def recall(values: Sequence[float], label: str) -> str:
    """Draw the mean recall at 1, 2, 3 and so on."""

    def draw(axes: Any) -> None:  # noqa: ANN401 - matplotlib has no types
        axes.plot(range(1, len(values) + 1), values, color=_FIRST, marker="o", markersize=4)
        axes.set_xlabel(label)
        axes.set_xticks(range(1, len(values) + 1))
        axes.set_ylim(min(values) - 0.05, 1.005)

    return _drawn(draw)


def risk(curve: Sequence[float], at: float, across: str, up: str) -> str:
    """Draw the share wrong by the share answered, and where the threshold stands (``at``)."""
    step = max(1, len(curve) // _POINTS)
    places = [*range(0, len(curve), step), len(curve) - 1]

    def draw(axes: Any) -> None:  # noqa: ANN401
        axes.plot([(i + 1) / len(curve) for i in places], [curve[i] for i in places], color=_FIRST)
        axes.axvline(at, color=_SECOND, linestyle="--", linewidth=1)
        axes.set_xlim(0, 1.01)
        axes.set_ylim(0, max(*curve, 0.05) * 1.05)
        axes.set_xlabel(across)
        axes.set_ylabel(up)

    return _drawn(draw)


def latency(milliseconds: Sequence[float], label: str) -> str:
    """Draw how often an answer took how long."""

    def draw(axes: Any) -> None:  # noqa: ANN401
        axes.hist(milliseconds, bins=30, color=_FIRST)
        axes.set_xlabel(label)
        axes.set_xlim(left=0)

    return _drawn(draw)


def bars(figures: Mapping[str, Mapping[str, float]], label: str) -> str:
    """Draw one figure (value, low, high) for each name, with its interval."""
    names = list(figures)

    def draw(axes: Any) -> None:  # noqa: ANN401
        values = [figures[n]["value"] for n in names]
        below = [max(0.0, figures[n]["value"] - figures[n]["low"]) for n in names]
        above = [max(0.0, figures[n]["high"] - figures[n]["value"]) for n in names]
        axes.barh(names, values, color=_FIRST, height=0.6)
        axes.errorbar(
            values, names, xerr=[below, above], fmt="none", ecolor=_INK, elinewidth=1, capsize=2
        )
        axes.set_xlim(0, 1.01)
        axes.set_xlabel(label)
        axes.invert_yaxis()
        axes.grid(visible=False, axis="y")

    return _drawn(draw)


def _drawn(draw: Callable[[Any], None]) -> str:
    """Return a drawing as an SVG element that takes its colours from the page."""
    matplotlib, figures = needed("matplotlib"), needed("matplotlib.figure")
    with matplotlib.rc_context(_STYLE):
        figure = figures.Figure(figsize=_SIZE, layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"|(<svg)', _shrunk, svg, count=1)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg


def _shrunk(match: re.Match[str]) -> str:
    return (match[1] or match[2]) + ' role="img"'
