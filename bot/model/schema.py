"""The shape of an answer for models that offer structured output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Small models that may say nothing but keys say them without end.
MOST_KEYS, MOST_STATEMENTS = 3, 6
_FORM = (
    'Reply with JSON of this shape: {"statements": [{"keys": […], "text": "…"}, …]}. '
    "Where the sentences do not answer the question the list is empty."
)


def statements(keys: Sequence[str]) -> dict[str, Any]:
    """Return the JSON schema of statements that can name no other keys than those that are offered."""
    stated = {
        "keys": {
            "type": "array",
            "items": {"type": "string", "enum": list(keys)},
            "maxItems": MOST_KEYS,
            "description": "Keys of the sentences chosen for this point, usually one.",
        },
        "text": {"type": "string", "description": "What they say, in one short sentence; empty to quote them."},
    }
    listed = {
        "type": "array",
        "items": _object(stated),
        "maxItems": MOST_STATEMENTS,
        "description": "Best first. Empty when the sentences do not answer the question.",
    }
    return {"title": "Statements", "description": _FORM, **_object({"statements": listed})}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
