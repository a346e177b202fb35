"""A message that is refused is written more simply, as the message allows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import ui

from bot.discord.interaction.notice import View
from bot.discord.interaction.writing import edited, modern_or_plain
from tests.discord_server.rules import COMPONENTS_V2, check_message

TEXT = "It opened on Monday. [1]\n\n[1] [Bridge opens](https://courier.example/bridge) · The Courier"


class Answer(ui.LayoutView):
    """A text, and a button that the server of these tests takes offence at."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay(TEXT))
        self.add_item(ui.ActionRow(ui.Button(label="Open", url="https://courier.example/bridge")))


class Server:
    """Takes what Discord's rules allow in an edit of `before`; refuses buttons, and components where it knows none."""

    def __init__(self, before: dict[str, Any] | None, *, components: bool = True) -> None:
        self.taken: list[dict[str, Any]] = []
        self._before, self._components, self.refused = before, components, 0

    async def put(self, content: str | None = None, view: View | None = None) -> None:
        body: dict[str, Any] = {"content": content}
        if view is not None:
            body |= {"components": view.to_components(), "flags": COMPONENTS_V2}  # type: ignore[no-untyped-call]
        buttons = any(one["type"] == 1 for one in body.get("components", []))
        if check_message(body, before=self._before) or buttons or (view and not self._components):
            self.refused += 1
            response: Any = SimpleNamespace(status=400, reason="Bad Request")
            raise discord.HTTPException(response, {"code": 50035, "message": "Invalid Form Body"})
        self.taken.append(body)


MODERN, CLASSIC = {"flags": COMPONENTS_V2, "content": ""}, {"flags": 0, "content": ""}


@pytest.mark.parametrize(("before", "modern"), [(MODERN, True), (MODERN, None), (CLASSIC, False), (CLASSIC, None)])
async def test_a_refused_edit_still_shows_the_words(before: dict[str, Any], modern: bool | None) -> None:
    server = Server(before)
    await edited(server.put, Answer(), TEXT, modern=modern)
    (body,) = server.taken
    if before is MODERN:
        assert body["components"][0]["content"] == "It opened on Monday. [1]\n\n[1] Bridge opens · The Courier"
        assert len(body["components"]) == 1
    else:
        assert body["content"] == TEXT


async def test_a_server_that_knows_no_components_gets_text() -> None:
    server = Server(CLASSIC, components=False)
    await modern_or_plain(server.put, Answer(), TEXT)
    await edited(server.put, Answer(), TEXT)
    assert [body["content"] for body in server.taken] == [TEXT, TEXT]
    assert server.refused == 2


async def test_an_edit_that_nothing_mends_is_an_error() -> None:
    server = Server(MODERN, components=False)
    with pytest.raises(discord.HTTPException):
        await edited(server.put, Answer(), TEXT, modern=True)
    assert server.taken == []
