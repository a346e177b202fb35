"""What a terminal says to small talk, which is no question and is searched for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cli import output

if TYPE_CHECKING:
    from bot.values import Answer
    from index.library import Library

HELLO = "Hello. Ask me something about the articles."
_SAID = {
    "hello": HELLO,
    "thanks": "You are welcome.",
    "bye": "Goodbye.",
    "wrong": "I am sorry. Ask in other words, or look around a quotation with /passage and its number.",
}
_QUOTED = (
    "What is quoted is copied letter by letter from the article named below it. Whether the article is right I cannot "
    "tell."
)
_NOTHING = "No sentence was found that answers the question before. Other words may find one."


def talked(text: str, library: Library, name: str, last: Answer | None = None) -> str:
    """Return what is said to small talk after the `last` answer, "" for a question. Blocks."""
    from bot.answer.understand.small_talk import small_talk

    intent = small_talk(text, library, name) if library.status(name).articles else None
    if intent == "sure":
        return _NOTHING if last and not last.found else _QUOTED
    return _SAID[intent] if intent else ""


def told(text: str, said: str, *, json: bool) -> None:
    """Print what is said to small talk, as an object for programs."""
    output.emit(public(text, said)) if json else output.paragraph(said, above=1)


def public(text: str, said: str) -> dict[str, Any]:
    """Return the object that `--json` prints for small talk, with the keys of an answer that quotes nothing."""
    nothing: dict[str, Any] = {"statements": [], "citations": [], "related": []}
    return {"question": text, "outcome": "small_talk", "text": said, **nothing}
