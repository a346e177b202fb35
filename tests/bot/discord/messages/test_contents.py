"""What is taken of a message: words without markup, addresses without the sentence around them."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.discord.messages.contents import links_in, readable, weight
from tests.bot.discord.strategies import hostile


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Flood** in __Norvik__: ~~six~~ ||seven|| dead", "Flood in Norvik: six seven dead"),
        (
            "***all*** of *it* and _this_, but not snake_case_name or 2*3*4",
            "all of it and this, but not snake_case_name or 2*3*4",
        ),
        ("see [the report](https://a.example/x) at <https://b.example>", "see the report at https://b.example"),
        ("<:wave:123456789012345678> at <t:1740996000:R>", ":wave: at 3 Mar 2025, 10:00 UTC"),
        ("ask </index add:123456789012345678> or <@123> in <#45>", "ask /index add or @somebody in #channel"),
        ("> quoted\n-# small\n>>> all", "quoted\nsmall\nall"),
        ("```py\nprint(1)\n```", "print(1)"),
        ("Words.\nhttps://a.example/x\nSource: https://b.example\nMore.", "Words.\nMore."),
        ("<t:99999999999999:R> and <t:-1:R>", "<t:99999999999999:R> and 31 Dec 1969, 23:59 UTC"),
        ("", ""),
    ],
)
def test_markup_is_read_as_discord_shows_it(written: str, read: str) -> None:
    assert readable(written) == read


def test_links_are_found_once_and_without_their_sentence() -> None:
    text = (
        "Read https://a.example/x, (https://b.example/y_(z)) and [this](https://c.example/?q=1#part). Again: "
        "**https://a.example/x** <https://d.example> http://[::1 ftp://e.example https://discord.com/channels/1/2/3"
    )
    assert links_in(text) == (
        "https://a.example/x",
        "https://b.example/y_(z)",
        "https://c.example/?q=1",
        "https://d.example",
    )


def test_a_sentence_of_few_signs_weighs_as_much_as_one_of_many_letters() -> None:
    assert weight("港の壁が嵐で壊れ、二十人が負傷した。") > weight("Thanks, that looks good!")


@given(hostile)
def test_any_text_is_read(text: str) -> None:
    readable(text)
    assert all(link.lower().startswith(("http://", "https://")) for link in links_in(text))
