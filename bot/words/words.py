"""The bot's own words in the reader's language: gettext, its catalogues read from .po files by Babel.

English stands in the code and is what an untranslated sentence falls back to. Who speaks says for whom with `speaking`;
the choice travels with the context, into threads as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

CATALOGUES = Path(__file__).parent / "catalogues"
LANGUAGES = ("en", "de", "fr", "es")
_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


def _(text: str) -> str:
    """Return a sentence of the code in the language that is spoken."""
    spoken = _LANGUAGE.get()
    if spoken == "en":
        return text
    found = _catalogue(spoken).gettext(text)
    # Python finds a sentence that is the singular of another one as that alone.
    return _Sentence(found if found != text else _catalogue(spoken).ngettext(text, text, 1))


def counted(one: str, many: str, number: int) -> str:
    """Return the form of a sentence that fits a number, which it may show as `{number}`: `{number:,} articles`."""
    spoken = _LANGUAGE.get()
    sentence = _catalogue(spoken).ngettext(one, many, number)
    return (sentence if spoken == "en" else _Sentence(sentence)).format(number=number)


def marked(text: str) -> str:
    """Return the text as it is: a constant that `_` translates where it is shown."""
    return text


def language() -> str:
    """Return the language that is spoken."""
    return _LANGUAGE.get()


def nearest(locale: str) -> str:
    """Return the language that speaks best to a reader of this locale, as `pt-BR`: English where there is none."""
    found = locale.replace("_", "-").partition("-")[0].casefold()
    return found if found in LANGUAGES else "en"


def speak(locale: str) -> None:
    """Speak the language of a locale from here on, in this task and what it starts."""
    _LANGUAGE.set(nearest(locale))


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak the language of a locale inside."""
    token = _LANGUAGE.set(nearest(locale))
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


class _Sentence(str):
    """A translated sentence; numbers that are put into it are written as its language writes them."""

    __slots__ = ()

    def format(self, *args: object, **named: object) -> str:
        return _NUMBERS.vformat(self, args, named)


class _Numbers(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        text: str = super().format_field(value, format_spec)
        if not format_spec or not isinstance(value, int | float):
            return text
        from babel import Locale
        from babel.numbers import format_decimal

        spoken = _LANGUAGE.get()
        if format_spec == ",":
            return format_decimal(value, locale=spoken)
        symbols = Locale.parse(spoken).number_symbols["latn"]
        return text.translate({44: symbols["group"], 46: symbols["decimal"], 37: "\u00a0%"})


_NUMBERS = _Numbers()


@cache
def _catalogue(name: str) -> NullTranslations:
    file = CATALOGUES / f"{name}.po"
    if not file.is_file():
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)
