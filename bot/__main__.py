"""The composition root: settings are read here and passed down; nothing else in the program reads the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.cli.app import execute
from bot.cli.scope import Root, Terminated

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bot.answer.answer import Answerer
    from bot.settings import BotSettings
    from index.library import Library
    from index.settings import IndexSettings

    Settings = TypeVar("Settings", BotSettings, IndexSettings)

# Before numpy is loaded: its BLAS shares even small products among all cores and has these spin for 20 ms afterwards. A
# warm answer at 10,000 passages took 33 to 39 ms of processor time, with one thread 20.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _index_settings(home: Path | None) -> IndexSettings:
    from index.settings import IndexSettings

    settings = _read(lambda: IndexSettings(footnote_home=home) if home else IndexSettings())
    _log_to(settings.footnote_home)
    return settings


def _bot_settings() -> BotSettings:
    from bot.settings import BotSettings

    return _read(BotSettings)


def _read(build: Callable[[], Settings]) -> Settings:
    from pydantic import ValidationError

    from bot.errors import Misconfigured

    try:
        return build()
    except ValidationError as error:
        problems = "; ".join(f"{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise Misconfigured(f"A setting cannot be used. {problems}. See .env.example for what is allowed.") from error
    except UnicodeDecodeError as error:
        raise Misconfigured("The file .env is not UTF-8 text. Save it as UTF-8 and try again.") from error


def _log_to(home: Path) -> None:
    """Log to a rotating file in the data folder once it is there; whoever opens it makes it, or says why it cannot."""
    import logging
    from contextlib import suppress
    from logging.handlers import RotatingFileHandler

    with suppress(OSError):
        handler = RotatingFileHandler(home / "footnote.log", maxBytes=5_000_000, backupCount=3, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)


def _open_library(settings: IndexSettings, *, wait: float = 0, owns: bool = True) -> Library:
    from index.library import Library

    new = not settings.footnote_home.exists()
    library = Library.open(settings, wait=wait, owns=owns)
    if new:
        _log_to(settings.footnote_home)
    return library


def _open_answerer(library: Library) -> Answerer:
    from bot.answer.answer import Answerer
    from bot.answer.prove.bench import open_bench
    from bot.answer.quote.readers import open_readers
    from bot.model.chat import open_chat

    settings = _bot_settings()
    chat = open_chat(settings, library)
    readers = open_readers(settings, library.settings.footnote_home / "models")
    return Answerer(library, chat, open_bench(settings, library, chat), readers)


def compose() -> Root:
    """Return what commands build their surroundings from; nothing is read or opened yet."""
    return Root(_index_settings, _bot_settings, _open_library, _open_answerer)


def _terminated(number: int, frame: FrameType | None) -> None:
    """Leave on SIGTERM as on Ctrl-C. Python's default would end the process inside a write of Chroma's files."""
    raise Terminated


def _stand() -> None:
    """Have standard streams that lead nowhere stand in for closed ones: a database would get the number of one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  it stays


def main() -> None:
    """Run the `footnote` command."""
    import logging
    import signal

    _stand()
    signal.signal(signal.SIGTERM, _terminated)
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in filter(None, (sys.stdin, sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(execute(compose()))


if __name__ == "__main__":
    main()
