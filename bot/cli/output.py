"""How the command line speaks: results on stdout, everything else on stderr, and no control character of anyone's.

In a terminal lines are wrapped to its width. Elsewhere a program reads: one record a line, as long as it is.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


def safe(text: str) -> str:
    """Return the text without what could act on a terminal: control, escape and direction-override characters."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\u200c\u200d"
    )


def line(text: object) -> str:
    """Return a text in one line: names of files may hold line breaks."""
    return " ".join(safe(str(text)).split())


def in_terminal() -> bool:
    """Tell whether a person looks at standard output."""
    return sys.stdout.isatty()


def stderr() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def stdout() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, soft_wrap=not in_terminal())


def paragraph(text: Text | str, indent: int = 2, *, above: int = 0, style: str = "") -> None:
    """Print a text, indented, below so many empty lines; its own line breaks stay."""
    from rich.padding import Padding
    from rich.text import Text

    whole = Text(safe(text), style=style) if isinstance(text, str) else text
    if in_terminal():
        stdout().print(Padding(whole, (above, 2, 0, indent)))
        return
    console = stdout()
    console.print("\n" * above, end="")
    for line in whole.split("\n", allow_blank=True):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line) if line else "")


def record(*fields: object) -> None:
    """Print one record on one line of stdout, tabs between its fields, for `cut`, `grep` and `awk`."""
    sys.stdout.write("\t".join(map(line, fields)) + "\n")


def say(text: str) -> None:
    """Tell the person one line, on stderr, or whoever collects the log."""
    _voice(safe(text))


def say_through(voice: Callable[[str], None]) -> None:
    """Have `say` tell a log from now on."""
    global _voice
    _voice = voice


def _aloud(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


_voice: Callable[[str], None] = _aloud


def emit(value: dict[str, Any]) -> None:
    """Print one JSON object on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
