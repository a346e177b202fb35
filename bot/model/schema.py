"""The shape of an answer for models that offer structured output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
            "description": "Keys of the sentences chosen for this point, usually one.",
        },
        "text": {"type": "string", "description": "What they say, in one short sentence; empty to quote them."},
    }
    listed = {
        "type": "array",
        "items": _object(stated),
        "description": "Best first. Empty when the sentences do not answer the question.",
    }
    return {"title": "Statements", "description": _FORM, **_object({"statements": listed})}


def _object(fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
