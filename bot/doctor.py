"""What `footnote doctor` looks at. Every finding is one line: what is so, and what to do where it is not well."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bot.errors import BotFault, JudgeGone, ModelFault, ReaderGone
from index.errors import IndexFault

if TYPE_CHECKING:
    from bot.settings import BotSettings
    from bot.trial import Tried
    from index.library import Library
    from index.settings import IndexSettings
    from index.values import Results

LOW_DISK = 1_000_000_000
"""Bytes. An exported model takes 90 MB and 10,000 passages about 40 MB; below this an ingest may not finish."""

_NEAR = 0.8  # of `difflib`: one or two letters of a name are wrong


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `bad` makes the command fail, `note` does not."""

    name: str
    state: Literal["ok", "note", "bad"]
    message: str
    advice: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(
    bot_settings: Callable[[], BotSettings],
    index_settings: Callable[[], IndexSettings],
    open_library: Callable[[IndexSettings], Library],
    discord: Callable[[BotSettings], Iterator[Finding]],
    connection: Callable[[Library], Iterator[Finding]],
) -> Iterator[Finding]:
    """Yield one finding after another; what cannot be examined because of an earlier failure is left out.

    `discord` and `connection` look at the bot's account and at what the running bot recorded of its connection.
    """
    try:
        bot, index = bot_settings(), index_settings()
    except BotFault as error:
        yield Finding("Configuration", "bad", str(error))
        return
    found = ".env and environment read." if Path(".env").is_file() else "environment read; there is no .env here."
    yield Finding("Configuration", "ok", found)
    yield from _misspelt(Path(".env"), {*type(bot).model_fields, *type(index).model_fields})
    yield from discord(bot)
    yield _disk(index.footnote_home)
    yield from _library(index, open_library, connection)
    yield from _model(bot)
    yield from _support(bot)
    yield from _readers(bot, index.footnote_home / "models")


def _misspelt(file: Path, settings: set[str]) -> Iterator[Finding]:
    """Yield the lines of .env that set nothing: unreadable ones, and names that are nearly one of a setting.

    Other names may be another program's.
    """
    if not file.is_file():
        return
    from dotenv.parser import parse_stream

    with file.open(encoding="utf-8", errors="replace") as stream:
        for line in parse_stream(stream):
            name = (line.key or "").lower()
            near = get_close_matches(name, settings, 1, _NEAR)
            if line.error:
                message = f"line {line.original.line} of .env cannot be read."
                yield Finding("Configuration", "note", message, "Write settings as NAME=value, a line each.")
            elif near and name not in settings:
                message = f".env sets {line.key}, which is no setting."
                yield Finding("Configuration", "note", message, f"Did you mean {near[0].upper()}?")


def _model(settings: BotSettings) -> Iterator[Finding]:
    """Make one tiny call: whether the model answers, how fast, and whether it follows the protocol."""
    if not settings.chat_model.strip():
        advice = "Set CHAT_MODEL for answers in a model's words, each proven."
        yield Finding("Language model", "note", "none is configured: answers are exact quotations.", advice)
        return
    from bot.probe import probe

    try:
        reply, follows = probe(settings)
    except ModelFault as fault:
        yield Finding("Language model", "bad", str(fault), "Until then answers are exact quotations.")
        return
    said = f"{settings.chat_model} answered in {reply.seconds:.1f} s"
    if follows:
        yield Finding("Language model", "ok", f"{said} and follows the protocol.")
    else:
        advice = "Another model may do better; what cannot be read is replaced by exact quotations."
        yield Finding("Language model", "bad", f"{said}, but not in the form that was asked for.", advice)


def _support(settings: BotSettings) -> Iterator[Finding]:
    """Load the cross-encoder, where one is configured, and ask it what any such model can tell."""
    name = settings.support_model.strip()
    if not name:
        return
    from bot.answer.prove.judges import BORNE
    from bot.model.cross_encoder import CrossEncoderJudge

    text, other = "The pier is 300 metres long.", "The pier was never built."
    try:
        same, denied = CrossEncoderJudge(name).probabilities([text, text], [text, other])
    except JudgeGone as gone:
        yield Finding("Support model", "bad", str(gone), "Until then the language model's words are not published.")
        return
    if denied < BORNE <= same:
        yield Finding("Support model", "ok", f"{name} tells what a sentence entails from what denies it.")
    else:
        message = f"{name} does not tell what a sentence entails from what denies it."
        advice = "Its say would be noise: name another SUPPORT_MODEL, or none."
        yield Finding("Support model", "bad", message, advice)


def _readers(settings: BotSettings, models: Path) -> Iterator[Finding]:
    """Load the models that order and read passages, and ask them what any such model can tell."""
    from bot.answer.quote.readers import EXAMPLE, open_readers

    readers, (question, answers, other) = open_readers(settings, models), EXAMPLE
    if reranker := readers.reranker:
        texts = [answers.text, other.text]
        yield _told("Reranker", "passages", reranker.name, lambda: reranker.relevance(question, texts))
    if reader := readers.reader:
        excerpts = [answers, other]
        yield _told("Reader", "sentences", reader.name, lambda: [*chain(*reader.read(question, excerpts))])


def measured(settings: BotSettings, library: Library, name: str, questions: Path) -> Iterator[Finding]:
    """Yield what the models that order and read passages add on questions whose answers are known, and their weights.

    Raises WrongUse where the file holds none.
    """
    from bot.answer.quote.find import remembering
    from bot.answer.quote.readers import open_readers
    from bot.trial import known, try_reader, try_reranker

    readers, asked = open_readers(settings, library.settings.footnote_home / "models"), known(questions)
    encode = remembering(library.encode)

    def search(question: str, most: int) -> Results:
        return library.search(name, question, k=most)

    if readers.reranker is None and readers.reader is None:
        yield Finding("Reader", "note", "there is none to measure.", "Set RERANK_MODEL or READER_MODEL.")
    if reranker := readers.reranker:
        yield _adds("Reranker", "passage", "RERANK_WEIGHTS", lambda: try_reranker(reranker, search, asked))
    if reader := readers.reader:
        yield _adds("Reader", "quotation", "READER_WEIGHTS", lambda: try_reader(reader, search, encode, asked, readers))


def _adds(name: str, what: str, setting: str, measure: Callable[[], Tried]) -> Finding:
    try:
        tried = measure()
    except ReaderGone as gone:
        return Finding(name, "bad", str(gone))
    message = f"with {tried.name} a right {what} is first for {tried.right} of {tried.answerable} questions, "
    message += f"without it for {tried.right_without}"
    if tried.absent:
        message += f"; of {tried.absent} that no article answers, {tried.refused} are refused with it, "
        message += f"{tried.refused_without} without it"
    weights = ",".join(f"{one:.2f}" for one in tried.weights)
    if tried.helps:
        return Finding(name, "ok", f"{message}.", f"Fitted to these questions: {setting}={weights}")
    advice = f"It does not help on these questions: name another model, or none. Fitted to them: {setting}={weights}"
    return Finding(name, "note", f"{message}.", advice)


def _told(name: str, what: str, model: str, ask: Callable[[], Sequence[float]]) -> Finding:
    """Say whether a model prefers the first of several, which answers, to the others."""
    try:
        right, *others = ask()
    except ReaderGone as gone:
        return Finding(name, "bad", str(gone), "Until then answers are chosen without it.")
    if right > max(others):
        return Finding(name, "ok", f"{model} tells {what} that answer from others.")
    advice = "Its say would be noise: name another model, or none."
    return Finding(name, "bad", f"{model} does not tell {what} that answer from others.", advice)


def _disk(home: Path) -> Finding:
    existing = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    message = f"{free / 1e9:.1f} GB free at {existing}."
    if free > LOW_DISK:
        return Finding("Free disk", "ok", message)
    return Finding("Free disk", "bad", message, "Make room: at least 1 GB.")


def _library(
    settings: IndexSettings,
    open_library: Callable[[IndexSettings], Library],
    connection: Callable[[Library], Iterator[Finding]],
) -> Iterator[Finding]:
    try:
        with open_library(settings) as library:
            yield Finding("Data folder", "ok", f"{settings.footnote_home} is readable and writable.")
            if settings.catalogue_url.get_secret_value():
                yield Finding("Catalogue", "ok", f"{library.catalogue.database.dialect.name} holds the catalogue.")
            for check in library.health():
                yield Finding(check.name, check.state, check.message, check.advice)
            yield from _believed(library)
            yield from connection(library)
    except IndexFault as error:
        yield Finding("Data folder", "bad", str(error))


def _believed(library: Library) -> Iterator[Finding]:
    """Say how often the judge of statements failed its own controls, where it was heard."""
    from bot.answer.prove.bench import DAYS, SOMETIMES, heard_lately

    heard, unbelieved = heard_lately(library, library.libraries(), datetime.now(UTC).date())
    if not heard:
        return
    message = f"heard {heard:,} times in {DAYS} days, {unbelieved:,} times not believed: it missed its controls."
    if unbelieved <= SOMETIMES * heard:
        yield Finding("Judge", "ok", message)
    else:
        yield Finding("Judge", "note", message, "Those answers are exact quotations. Another judge may do better.")
