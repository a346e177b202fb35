"""A check as JSON: what is recorded, and what programs are shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bot.answer.check.checked import Checked

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_json(checked: Checked) -> dict[str, Any]:
    """Return everything `from_json` needs, of JSON types only; dates are ISO 8601."""
    data: dict[str, Any] = _adapter().dump_python(checked, mode="json")
    return data


def from_json(data: object) -> Checked | None:
    """Return the check that `to_json` was given; None for anything else."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(data)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[Checked]:
    from pydantic import TypeAdapter

    return TypeAdapter(Checked)
