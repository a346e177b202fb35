"""Errors reach the user as a sentence; what is nobody's doing has an id that the log has too."""

from __future__ import annotations

import logging
import re

import pytest

from bot.discord.interaction.faults import report, wall
from bot.errors import NotAllowed
from index.errors import HomeUnusable, IndexFault, ModelChanged, ModelUnavailable, VectorsUnreachable


async def told(error: BaseException) -> str:
    said: list[str] = []

    async def say(text: str) -> None:
        said.append(text)

    await report(error, "/ask", say)
    (text,) = said
    return text


async def test_a_refusal_is_its_own_sentence() -> None:
    assert await told(NotAllowed("Only members who may manage this server can use /index.")) == (
        "Only members who may manage this server can use /index."
    )


async def test_a_fault_of_the_index_keeps_its_sentence_and_gets_an_id(caplog: pytest.LogCaptureFixture) -> None:
    text = await told(ModelChanged("The vectors belong to another model."))
    found = re.fullmatch(r"The vectors belong to another model\. \(error ([0-9a-f]{8})\)", text)
    assert found
    assert found[1] in caplog.text


@pytest.mark.parametrize("kind", [HomeUnusable, ModelUnavailable, VectorsUnreachable])
async def test_folders_and_hosts_are_named_in_the_log_alone(
    kind: type[IndexFault], caplog: pytest.LogCaptureFixture
) -> None:
    text = await told(kind("/srv/footnote at db.example:5432 cannot be used."))
    found = re.search(r"error ([0-9a-f]{8}) in its log", text)
    assert found
    assert "/srv" not in text
    assert "db.example" not in text
    assert found[1] in caplog.text
    assert "/srv/footnote at db.example:5432" in caplog.text


async def test_what_is_down_is_said() -> None:
    assert "Chroma's server does not answer" in await told(VectorsUnreachable("http://10.0.0.1 does not answer."))
    assert "The library cannot be reached" in await told(HomeUnusable("db.example cannot be reached."))


async def test_an_unexpected_error_tells_only_an_id(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise RuntimeError("secret detail @everyone")
    except RuntimeError as error:
        text = await told(error)
    found = re.search(r"error ([0-9a-f]{8})", text)
    assert found
    assert "secret" not in text
    assert found[1] in caplog.text
    assert "secret detail" in caplog.text


async def test_what_cannot_be_told_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def say(text: str) -> None:
        raise ConnectionResetError

    with caplog.at_level(logging.WARNING):
        async with wall("mention", say):
            raise RuntimeError
    assert "the user could not be told" in caplog.text
