"""What Discord refuses in a form, and what it sends when somebody fills one in. Numbers: documentation, Modals."""

from __future__ import annotations

from collections.abc import Mapping

from tests.discord_server.rules import Json, check_components, size

FIELDS = frozenset({"custom_id", "title", "components"})
LABEL, SELECT, TEXT = 18, 3, 4
INPUT = frozenset({"type", "id", "custom_id", "style", "required", "min_length", "max_length", "value", "placeholder"})


def check_modal(modal: Json) -> list[str]:
    """Return what Discord would refuse in a form."""
    found = [f"unknown field {name} of a form" for name in modal if name not in FIELDS]
    if not 1 <= size(modal["custom_id"]) <= 100 or not 1 <= size(modal["title"]) <= 45:
        found.append("a form's custom_id has 1 to 100 characters, its title 1 to 45")
    parts = modal["components"]
    if not 1 <= len(parts) <= 5 or any(part["type"] != LABEL for part in parts):
        return [*found, "a form has one to five labels"]
    names = [part["component"]["custom_id"] for part in parts]
    if len(set(names)) < len(names):
        found.append("custom_id used twice in a form")
    return found + [problem for part in parts for problem in _check_label(part)]


def submitted(modal: Json, values: Mapping[str, str]) -> Json:
    """Return the data of a form that is sent off with these values: custom id → text or chosen option."""
    parts = [_filled(part["component"], values.get(part["component"]["custom_id"], "")) for part in modal["components"]]
    return {"custom_id": modal["custom_id"], "components": [{"type": LABEL, "id": 1, "component": p} for p in parts]}


def _filled(part: Json, value: str) -> Json:
    given: Json = {"value": value} if part["type"] == TEXT else {"values": [value] if value else []}
    return {"type": part["type"], "id": 1, "custom_id": part["custom_id"]} | given


def _check_label(label: Json) -> list[str]:
    found = [] if 1 <= size(label["label"]) <= 45 else ["a label has 1 to 45 characters"]
    if size(label.get("description") or "") > 100:
        found.append("a label's description has at most 100 characters")
    part = label["component"]
    if part["type"] == SELECT:
        return found + check_components([{"type": 1, "components": [part]}], {1})
    if part["type"] != TEXT:
        return [*found, f"a label of component {part['type']} is not known to this server"]
    found += [
        f"unknown field {name} of a text input"
        for name, value in part.items()
        if name not in INPUT and value is not None
    ]
    long = not 1 <= (part.get("max_length") or 4000) <= 4000
    return [*found, "a text input of more than 4,000 characters"] if long else found
