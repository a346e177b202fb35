"""The sentences of the code, collected into the catalogues: what is new is added empty, what is gone leaves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bot.words.words import CATALOGUES, LANGUAGES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

CODE = Path(__file__).parent.parent
_CALLS = {"_": 1, "marked": 1, "counted": 2}
"""What is called with sentences, and with how many."""
# Without dates, names of people and of tools, which would change with every collection.
_HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
)


def collected() -> Catalog:
    """Return a catalogue of every sentence in the code, without translations."""
    from babel.messages.catalog import Catalog

    found = Catalog()
    for file in CODE.rglob("*.py"):
        for sentence in said(file.read_text(encoding="utf-8")):
            found.add(sentence[0] if len(sentence) == 1 else sentence)
    return found


def said(code: str) -> Iterator[tuple[str, ...]]:
    """Yield the sentences that Python code says. Babel's own search misses those in f-strings and takes keys for them.

    `_(HEADS["panel"])` says a constant that is `marked` elsewhere, and not "panel".
    """
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _CALLS:
            wanted = call.args[: _CALLS[call.func.id]]
            texts = [one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(texts) == _CALLS[call.func.id]:
                yield tuple(texts)


def read(language: str) -> Catalog:
    """Return a catalogue as it is kept, an empty one where there is none."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    file = CATALOGUES / f"{language}.po"
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as written:
        return read_po(written, locale=language)


def text(catalogue: Catalog) -> str:
    """Return a catalogue as its file holds it, sorted, without places in the code."""
    from babel.messages.pofile import write_po

    written = BytesIO()
    write_po(written, catalogue, width=100, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _HEADER.format(catalogue.locale, catalogue.plural_forms) + written.getvalue().decode().strip() + "\n"


def update() -> dict[str, int]:
    """Bring every catalogue up to date; return how many sentences each has yet to translate."""
    CATALOGUES.mkdir(exist_ok=True)
    missing, code = {}, collected()
    for language in LANGUAGES[1:]:
        catalogue = read(language)
        catalogue.update(code, no_fuzzy_matching=True)
        (CATALOGUES / f"{language}.po").write_text(text(catalogue), encoding="utf-8")
        missing[language] = sum(bool(message.id) and not translated(message) for message in catalogue)
    return missing


def translated(message: Message) -> bool:
    """Tell whether a message has its words, in every form."""
    return all(forms(message.string))


def forms(text: object) -> tuple[str, ...]:
    """Return the singular and the plural of a message or of its translation, or the one text that it is."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)
