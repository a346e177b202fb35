"""Where a person types questions: a line that can be edited and earlier ones to come back to, in a terminal."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli import output

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import History
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

HISTORY = "chat-history"
"""File of the data folder with the questions that were typed here, for its owner's eyes alone."""
_BREAKS = re.compile(r"[^\S\r\n]*[\r\n]\s*")
SIGN = "› "
LEAVE = "Ctrl-D or /quit leaves."


class Prompt:
    """Reads questions. What is pasted is one question, however many lines it has: it waits for Enter.

    The prompt is on stderr: stdout holds answers alone. `edits` is whether a person types into a terminal.
    """

    def __init__(self, home: Path) -> None:
        self.edits = sys.stdin.isatty() and sys.stderr.isatty()
        self._session = _session(home) if self.edits else None

    def line(self) -> str | None:
        """Read one question; None at the end of input, and without a terminal on Ctrl-C."""
        return self._edited(self._session) if self._session else _plain()

    def _edited(self, session: PromptSession[str]) -> str | None:
        output.say("")
        try:
            return " ".join(session.prompt(SIGN).split())
        except EOFError:
            return None


def _session(home: Path) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys
    from prompt_toolkit.output import create_output

    screen, keys = create_output(sys.stderr), KeyBindings()
    screen.enable_cpr = False  # type: ignore[attr-defined]  # nothing here needs to know the cursor's row
    keys.add(Keys.BracketedPaste)(_paste)
    keys.add(Keys.ControlC)(_clear)
    return PromptSession(history=_history(home), output=screen, key_bindings=keys)


def _paste(event: KeyPressEvent) -> None:
    """Take the line breaks out of what is pasted: they end no question, and the line stays one to edit."""
    event.current_buffer.insert_text(_BREAKS.sub(" ", event.data))


def _clear(event: KeyPressEvent) -> None:
    """Empty the line, within this prompt: between two prompts the terminal would eat what is typed meanwhile."""
    from prompt_toolkit.application import run_in_terminal

    if event.current_buffer.text:
        event.current_buffer.reset()
    else:
        run_in_terminal(lambda: output.say(LEAVE))


def _history(home: Path) -> History:
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    file = home / HISTORY
    try:
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.open("ab").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


def _plain() -> str | None:
    sys.stderr.write(f"\n{SIGN}")
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not line:
        sys.stderr.write("\n")
        return None
    return line.strip()
