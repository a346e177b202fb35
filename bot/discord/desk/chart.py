"""The picture of a month: questions a day, and who is cited most. `python -m bot.discord.desk.chart` draws it.

It is drawn in a process of its own: importing and drawing hold Python's lock, measured for 0.15 to 0.4 s on a busy
machine, and matplotlib would stay in the bot's memory.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from dataclasses import asdict
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.discord.text.escaping import line
from bot.words.words import _, language, speaking

if TYPE_CHECKING:
    from bot.answer.record.statistics import Statistics

# Discord's dark surface; on the light one the picture stands as a dark card. Blue and orange differ for everybody.
GROUND, INK, FAINT = "#2b2d31", "#f2f3f5", "#80848e"
ANSWERED, WEAK, MISSED = "#5aa9e6", "#c9c9d4", "#f4a259"
# A phone shows the picture 400 px wide, half its size: 9 points are then 12 px high.
WIDTH, HEIGHT, DOTS = 4.0, 3.6, 200
_POINTS = 9
_NAME = 22
MOST = 4
_SECONDS = 60

log = logging.getLogger(__name__)


def picture(numbers: Statistics) -> bytes:
    """Return the picture as PNG, nothing where it could not be drawn. Blocks for seconds."""
    asked = json.dumps([asdict(numbers), language()], default=str).encode()
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603  our own module
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("The picture of /footnote stats could not be drawn: %s", error)
        return b""
    return done.stdout


def chart(numbers: Statistics) -> bytes:
    """Return a PNG of 800 × 720 pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    cited = numbers.publishers[:MOST]
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=GROUND, layout="constrained")
    FigureCanvasAgg(figure)
    above, *below = figure.subfigures(2 if cited else 1, 1, squeeze=False, height_ratios=_shares(len(cited)))[:, 0]
    _days(above.subplots(), numbers)
    for part in below:
        _publishers(part.subplots(), cited)
    drawn = BytesIO()
    figure.savefig(drawn, format="png", facecolor=GROUND)
    return drawn.getvalue()


def _shares(cited: int) -> list[float]:
    return [3, 0.6 + 0.45 * cited] if cited else [1]


def _days(axes: Any, numbers: Statistics) -> None:
    from babel.dates import format_skeleton
    from matplotlib.ticker import MaxNLocator

    places = range(len(numbers.days))
    answered = [one.answered for one in numbers.days]
    axes.bar(places, answered, color=ANSWERED, label=_("answered"))
    axes.bar(
        places, [one.weak for one in numbers.days], bottom=answered, color=WEAK, hatch="..", label=_("closest only")
    )
    below = [one.answered + one.weak for one in numbers.days]
    axes.bar(places, [one.missed for one in numbers.days], bottom=below, color=MISSED, hatch="//", label=_("not found"))
    _bare(axes, _("Questions a day"))
    marked = [*places][:: len(places) // 3 or 1]
    axes.set_xticks(marked, [format_skeleton("MMMd", numbers.days[n].day, locale=language()) for n in marked])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.set_ylim(bottom=0, top=max(1, 1.35 * max(one.questions for one in numbers.days)))
    axes.legend(loc="upper left", ncols=2, fontsize=_POINTS, frameon=False, labelcolor=INK, borderpad=0)


def _publishers(axes: Any, cited: tuple[tuple[str, int], ...]) -> None:
    names = [_short(name) for name, _number in reversed(cited)]
    bars = axes.barh(range(len(cited)), [number for _name, number in reversed(cited)], color=ANSWERED)
    _bare(axes, _("Cited most"))
    axes.set_yticks(range(len(cited)), names, parse_math=False)
    axes.set_xticks([])
    axes.bar_label(bars, padding=3, color=INK, fontsize=_POINTS)
    axes.spines[:].set_visible(False)
    axes.margins(x=0.12)


def _bare(axes: Any, title: str) -> None:
    axes.set_facecolor(GROUND)
    axes.set_title(title, loc="left", color=INK, fontsize=_POINTS + 1, parse_math=False)
    axes.tick_params(colors=INK, labelsize=_POINTS, length=0)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(FAINT)


def _short(name: str) -> str:
    """A publisher's name as it can be drawn: matplotlib reads `$…$` as a formula, and is told not to."""
    text = line(name)
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"


def main() -> None:
    """Read numbers and a language from standard input; write the picture to standard output."""
    from pydantic import TypeAdapter

    from bot.answer.record.statistics import Statistics

    numbers, spoken = json.load(sys.stdin)
    with speaking(spoken):
        sys.stdout.buffer.write(chart(TypeAdapter(Statistics).validate_python(numbers)))


if __name__ == "__main__":
    main()
