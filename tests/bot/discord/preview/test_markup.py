"""Discord's markdown is drawn as Discord draws it, and a text is never markup of the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from lxml import html as reader

from bot.discord.preview.markup import html
from bot.discord.text.escaping import escape
from tests.bot.discord.strategies import hostile

TAGS = {
    "p", "br", "strong", "em", "u", "s", "a", "code", "pre", "blockquote", "ul", "ol", "li", "small", "span", "h1",
    "h2", "h3", "div",
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("**b** *i* __u__ ~~s~~ `c<b>`",
         "<p><strong>b</strong> <em>i</em> <u>u</u> <s>s</s> <code>c&lt;b&gt;</code></p>"),
        ("a\n\nb", "<p>a</p><p><br>\nb</p>"),
        ("> q\n> r\n-# 1 · t", "<blockquote><p>q<br>\nr</p></blockquote><small>1 · t</small>"),
        (">>> q\nr", "<blockquote><p>q<br>\nr</p></blockquote>"),
        ("- a\n  -# below\n- b\nand 3 more",
         "<ul><li><p>a</p><small>below</small></li><li><p>b</p></li></ul><p>and 3 more</p>"),
        ("1. a\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("## Head\n```\n<code>\n```", "<h2>Head</h2><pre>&lt;code&gt;</pre>"),
        ("[T](https://a.example/x_%281%29)", '<p><a href="https://a.example/x_%281%29">T</a></p>'),
        ("<t:1735725600:D>, <t:1781276640:R>",
         '<p><span class="time">1 January 2025</span>, <span class="time">1 hour ago</span></p>'),
        ("see https://a.example/b_c.", '<p>see <a href="https://a.example/b_c">https://a.example/b_c</a>.</p>'),
        ("<@1> @everyone", '<p><span class="mention">@member</span> <span class="mention">@everyone</span></p>'),
        ("||x||", '<p><span class="spoiler">x</span></p>'),
        ("<t:99999999999999:D>", '<p><span class="time">Invalid date</span></p>'),
    ],
)  # fmt: skip
def test_markup_is_drawn(written: str, drawn: str) -> None:
    assert html(written) == drawn


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "/x", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    assert "<a" not in html(f"[x]({address})")


@given(hostile)
def test_a_text_is_never_markup_of_the_page(text: str) -> None:
    for element in reader.fragment_fromstring(html(text), create_parent="div").iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "class"}
        assert re.match(r"https?://|$", element.get("href", ""))


@given(hostile)
def test_what_is_escaped_for_discord_does_nothing_here_either(text: str) -> None:
    drawn = reader.fragment_fromstring(html(escape(text)), create_parent="div")
    assert {element.tag for element in drawn.iter()} <= {"div", "p", "br"}
