"""What the errors and the keys of providers mean, whichever of their packages is installed."""

from __future__ import annotations

import pytest

from bot.errors import KeyMissing, ModelBusy, ModelDown, ModelFault, ModelRefused, ModelSlow
from bot.model.provider import fault, retry_after


class Failed(Exception):
    """An error as clients raise it: the number of its status under one name or another, or in the error below it."""

    def __init__(self, text: str = "no", *, below: Exception | None = None, **facts: object) -> None:
        super().__init__(text)
        self.__cause__ = below
        for name, value in facts.items():
            setattr(self, name, value)


class ReadTimeout(Exception):
    """As HTTP clients name it, of no common base."""


class Reply:
    def __init__(self) -> None:
        self.headers = {"retry-after": "7"}


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (Failed(status_code=401), ModelRefused),
        (Failed(code=429), ModelBusy),
        (Failed(code=503), ModelDown),
        (Failed(code="context_length_exceeded", status_code=400), ModelRefused),
        (Failed(below=Failed(code=403)), ModelRefused),
        (Failed(below=Failed(below=Failed(code=429))), ModelBusy),
        (Failed(status_code=-1), ModelDown),  # a failure inside a stream, as Ollama's client tells it
        (Failed(status_code=200), ModelDown),  # and as Anthropic's does
        (ReadTimeout(), ModelSlow),
        (TimeoutError(), ModelSlow),
        (ConnectionError("refused"), ModelDown),
        (Failed("Missing credentials. Please pass an `api_key`"), KeyMissing),
        (Failed("api_key client option must be set"), KeyMissing),
        (Failed("invalid api_key", status_code=401), ModelRefused),  # there is one
    ],
)
def test_an_error_is_understood_wherever_it_keeps_its_status(error: Exception, meant: type[ModelFault]) -> None:
    found = fault(error, "someone:model")
    assert type(found) is meant
    assert "HTTP 200" not in str(found)
    assert "HTTP -1" not in str(found)


def test_how_long_a_server_asks_to_wait_is_found_below_as_well() -> None:
    assert retry_after(Failed(response=Reply())) == 7
    assert retry_after(Failed(below=Failed(response=Reply()))) == 7
    assert retry_after(Failed(below=Failed())) is None
    assert retry_after(None) is None
