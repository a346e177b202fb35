"""An answer as JSON: what is recorded, and what programs are shown."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from bot.answer import wording
from bot.values import Answer, Citation
from index.values import Quotation

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from index.library import Library

KIND = "answer"
MOST_TURNS = 10  # of a conversation
MOST_CHARACTERS = 6000  # of those turns, about 1,500 tokens


def to_json(answer: Answer) -> dict[str, Any]:
    """Return everything `from_json` needs, of JSON types only."""
    data: dict[str, Any] = _adapter().dump_python(answer, mode="json")
    return data


def from_json(data: dict[str, Any]) -> Answer:
    """Return the answer that `to_json` was given."""
    return _adapter().validate_python(data)


def public(answer: Answer) -> dict[str, Any]:
    """Return the object that `footnote ask --json` prints; dates are ISO 8601, absent ones null."""
    data = to_json(answer)
    keys = (
        "question", "understood", "outcome", "text", "statements", "citations", "disagreements", "searched", "related",
        "parts", "notes", "evidence", "missing", "model", "tokens", "seconds", "id", "follows", "form",
    )  # fmt: skip
    borne = data["evidence"] and data["evidence"] | {"said": wording.evidence(answer.evidence)}
    return {key: data[key] for key in keys} | {"evidence": borne}


def remember(library: Library, answer: Answer) -> None:
    """Record an answer in its library under its id, and what it quotes: its readers are told when that changes.

    Headlines are not followed: what becomes of a quotation is found among the sentences of a text.
    """
    quotations = [_quotation(citation) for citation in answer.citations if citation.kind != "headline"]
    library.record(answer.searched.library, KIND, answer.id, to_json(answer), quotations)


def recall(library: Library, name: str, answer_id: str) -> Answer | None:
    """Return the recorded answer of the library called `name`, or None when it has none under this id.

    What was imported may be no answer; that is none.
    """
    from pydantic import ValidationError

    data = library.recall(name, KIND, answer_id)
    try:
        return None if data is None else from_json(data)
    except ValidationError:
        return None


def history(library: Library, name: str, answer_id: str) -> tuple[Answer, ...]:
    """Return the answers that lead to the one with an id, oldest first, as far back as MOST_* allow."""
    turns: list[Answer] = []
    size = 0
    while answer_id and len(turns) < MOST_TURNS:
        answer = recall(library, name, answer_id)
        size += len(answer.question) + len(answer.text) if answer else 0
        if answer is None or (turns and size > MOST_CHARACTERS) or any(one.id == answer.id for one in turns):
            break
        turns.append(answer)
        answer_id = answer.follows
    return tuple(reversed(turns))


def _quotation(citation: Citation) -> Quotation:
    digest = hashlib.sha256(citation.quote.encode("utf-8", "surrogatepass")).hexdigest()
    return Quotation(citation.start, citation.end, citation.number, citation.article_id, citation.revision, digest)


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
