"""What the errors of providers' clients mean: in one sentence, and whether the same request may come right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from tenacity import RetryCallState

SECONDS = 30.0  # that one request may take
LONGEST_WAIT = 60.0  # seconds; rate limits are counted by the minute
NO_KEY = re.compile(r"\bapi[ _]key|\bcredentials\b", re.I)  # what clients say of a key that they were not given
_PASSING = {408, 409, 429}
_KEYS = {"openai": "OPENAI_API_KEY", "google_genai": "GOOGLE_API_KEY", "cohere": "COHERE_API_KEY"}


def fault(error: BaseException, name: str) -> ModelUnavailable:
    """Return the fault that an error of any provider means; its own text may hold the key and is not repeated."""
    code, kind = _status(error), type(error).__name__
    if isinstance(error, TimeoutError) or "timeout" in kind.lower():
        return ModelUnavailable(f"{name} did not answer within {SECONDS:.0f} seconds. Try again later.")
    if code == 429:
        return ModelUnavailable(f"{name} takes no more requests now (HTTP 429). Raise the provider's limit, or wait.")
    if 400 <= code < 500:
        return ModelUnavailable(
            f"The server of {name} refuses the request (HTTP {code}). Check EMBEDDING_MODEL, EMBEDDING_API_KEY and "
            "EMBEDDING_BASE_URL."
        )
    if code:
        return ModelUnavailable(f"The server of {name} fails (HTTP {code}). Try again later.")
    if NO_KEY.search(str(error)):
        return without_key(name)
    return ModelUnavailable(
        f"{name} cannot be reached or breaks off ({kind}). Check the network and EMBEDDING_BASE_URL."
    )


def without_key(name: str) -> ModelUnavailable:
    variable = _KEYS.get(name.partition(":")[0])
    other = f", or {variable} in the environment" if variable else ""
    return ModelUnavailable(
        f"{name} wants a key and none is set. Set EMBEDDING_API_KEY to the key of its provider{other}."
    )


def may_pass(error: BaseException) -> bool:
    """Tell whether the same request may be answered another time: the server is busy, fails, or was not reached."""
    code = _status(error)
    unreached = not code and bool(re.search(r"timeout|connect", type(error).__name__, re.I))
    return code in _PASSING or code >= 500 or unreached


def pause(state: RetryCallState) -> float:
    """Return how long to wait: as the server asks, else twice as long each time."""
    error = state.outcome.exception() if state.outcome else None
    for one in _causes(error):
        headers = getattr(getattr(one, "response", None), "headers", None) or {}
        try:
            return min(LONGEST_WAIT, max(0.0, float(headers.get("retry-after", ""))))
        except ValueError:
            continue
    return min(LONGEST_WAIT, 0.5 * 2.0**state.attempt_number)


def _status(error: BaseException) -> int:
    """Return the HTTP status that an error of any provider stands for, 0 where it stands for none."""
    found = (getattr(one, name, None) for one in _causes(error) for name in ("status_code", "code"))
    return next((code for code in found if isinstance(code, int) and 400 <= code < 600), 0)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
