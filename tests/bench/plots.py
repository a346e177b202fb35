"""Draws what was measured and fills it into docs/performance.md: `make plots`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import figures
from tests.bench.page import PEERS, ROWS, filled, growing, read_as

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PICTURES = figures.PAGE.with_name("pictures")
OURS, THEIRS, OTHER = "#1f6feb", "#9aa4b1", "#d1742f"
PANELS = ("index", "again", "changed", "question", "first", "memory", "first_memory", "disk")
STYLE: Any = {"svg.fonttype": "none", "svg.hashsalt": "footnote", "font.size": 8, "axes.titlesize": 8}


def main() -> None:
    import matplotlib

    found = figures.read()
    with matplotlib.rc_context(STYLE):
        _save(peers(found["peers"]), PICTURES / "performance-peers.svg")
        _save(growth(found["growth"]), PICTURES / "performance-growth.svg")
    figures.PAGE.write_text(filled(figures.PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


def peers(found: dict[str, Any]) -> Figure:
    """Bars for each thing measured, one a peer; shorter is better throughout."""
    figure = _figure(8.6, 4.2)
    axes = figure.subplots(2, 4).flat
    for at, (axis, name) in enumerate(zip(axes, PANELS, strict=True)):
        values = [found["of"][peer][name] for peer in PEERS]
        axis.barh(list(PEERS.values()), values, color=[OURS, *[THEIRS] * 3], height=0.62)
        for place, value in enumerate(values):
            axis.text(value, place, f" {read_as(name, value)}", va="center")
        axis.set(title=ROWS[name][0], xlim=(0, max(values) * 1.45), xticks=[])
        axis.invert_yaxis()
        axis.tick_params(left=False, labelleft=at % 4 == 0)
        axis.spines[["top", "right", "bottom"]].set_visible(False)
    return figure


def growth(found: dict[str, dict[str, float]]) -> Figure:
    """Lines over the number of passages, both scales by powers of ten."""
    figure = _figure(8.6, 4.6)
    asks, first, memory, disk = figure.subplots(2, 2).flat
    _line(asks, found, "owner_question", 1000, OURS, "in the bot, which owns the library")
    _line(asks, found, "question", 1000, OTHER, "in a process that only asks")
    _line(asks, found, "embedding", 1000, THEIRS, "embedding the question, beside it")
    _line(first, found, "first", 1, OTHER)
    _line(memory, found, "memory", 1, OTHER)
    _line(disk, found, "disk", 1, OURS)
    asks.legend(frameon=False)
    _frame(asks, "A warm question, milliseconds of processor time", "log")
    _frame(first, "First answer of a process, after its start, seconds", "linear")
    _frame(memory, "Memory of a process that only asks, over its start, MB", "linear")
    _frame(disk, "Disk, MB", "log")
    return figure


def _line(
    axis: Axes, found: dict[str, dict[str, float]], name: str, scale: int, color: str, label: str | None = None
) -> None:
    sizes = growing(found, name)
    axis.plot(sizes, [scale * found[str(size)][name] for size in sizes], "o-", label=label, color=color, markersize=4)


def _frame(axis: Axes, title: str, scale: str) -> None:
    from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

    axis.set(title=title, xscale="log", yscale=scale, xlabel="passages")
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    if scale == "log":
        axis.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
        axis.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        axis.yaxis.set_minor_locator(NullLocator())
    else:
        axis.set_ylim(0, 1.2 * axis.get_ylim()[1])
    axis.grid(visible=True, alpha=0.3)
    axis.spines[["top", "right"]].set_visible(False)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure((width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
