"""The Discord on loopback refuses what Discord refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.discord_server.commands import check_commands
from tests.discord_server.rules import COMPONENTS_V2, check_message


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def select(count: int, label: str = "x") -> dict[str, Any]:
    options = [{"label": label, "value": str(n)} for n in range(count)]
    return {"type": 1, "components": [{"type": 3, "custom_id": "s", "options": options}]}


def button(url: str) -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 5, "label": "Open", "url": url}]}


@pytest.mark.parametrize(
    "components",
    [
        [],
        [text("")],
        [text("x" * 4001)],
        [text("x" * 2001), {"type": 17, "components": [text("x" * 2000)]}],
        [text("x")] * 41,
        [select(0)],
        [select(26)],
        [select(1, "x" * 101)],
        [select(1), select(1)],
        [button("https://x.example/" + "x" * 500)],
        [button("javascript:alert(1)")],
        [{"type": 99}],
        [text("x") | {"colour": 1}],
    ],
)
def test_components_that_discord_refuses(components: list[dict[str, Any]]) -> None:
    assert check_message({"flags": COMPONENTS_V2, "components": components})


@pytest.mark.parametrize(
    "body", [{"content": ""}, {"content": "x" * 2001}, {"content": "x", "unheard_of": 1}, {"components": [text("x")]}]
)
def test_messages_that_discord_refuses(body: dict[str, Any]) -> None:
    assert check_message(body)


def test_components_cannot_be_mixed_with_content_and_their_flag_stays() -> None:
    modern = {"flags": COMPONENTS_V2, "components": [text("x")]}
    assert check_message(modern) == []
    assert check_message(modern | {"content": "x"})
    before: dict[str, Any] = {"flags": 0, "content": "thinking"}
    assert check_message(modern, before=before)
    assert check_message(modern | {"content": None}, before=before) == []
    assert check_message({"content": "x"}, before={"flags": COMPONENTS_V2, "content": ""})


def test_commands_without_contexts_are_refused_where_they_are_wanted() -> None:
    command = {"name": "ask", "description": "Ask", "contexts": None, "integration_types": [0]}
    assert check_commands([command], contexts_wanted=False) == []
    assert check_commands([command], contexts_wanted=True)
    assert check_commands([command | {"name": "Ask me"}], contexts_wanted=False)


def option(kind: int, *below: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": f"o{kind}", "description": "An option", "options": list(below), **more}


@pytest.mark.parametrize(
    "command",
    [
        {"type": 3, "name": "Index this message", "description": "no"},
        {"type": 3, "name": "x" * 33},
        option(1, option(2, option(2, option(1)))),
        option(1, option(2, option(3))),
        option(1, option(1), option(3)),
        option(1, option(3, choices=[{"name": str(n), "value": n} for n in range(26)])),
        option(1, *(option(3) | {"name": f"o{n}", "description": "x" * 100} for n in range(25))) | {"name": "y" * 33},
    ],
)
def test_commands_that_discord_refuses(command: dict[str, Any]) -> None:
    assert check_commands([command], contexts_wanted=False)


def test_a_group_in_a_command_and_an_entry_of_a_menu_are_commands() -> None:
    entry = {"type": 3, "name": "Index this message"}
    assert check_commands([option(1, option(2, option(1, option(3))), option(1)), entry], contexts_wanted=False) == []


def test_a_message_shows_the_files_that_it_has() -> None:
    shown = {"type": 13, "file": {"url": "attachment://errors.txt"}}
    attached = [{"id": 0, "filename": "errors.txt"}]
    assert check_message({"flags": COMPONENTS_V2, "components": [shown], "attachments": attached}) == []
    assert check_message({"flags": COMPONENTS_V2, "components": [shown]})
    assert check_message({"flags": COMPONENTS_V2, "components": [text("x")], "attachments": attached})
