"""Deep links as text: what they contain, how long they may be, and when there is none."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.prove.link import deep_link
from index.values import Article
from tests.bot.answer.pages import article

MARK = "#:~:text="


def _link(page: Article, quote: str, limit: int = 512) -> str:
    start = page.text.index(quote)
    return deep_link(page, start, start + len(quote), limit)


def _parts(link: str) -> list[str]:
    return [unquote(part) for part in link.partition(":~:text=")[2].split(",")]


def test_a_unique_quote_is_named_exactly() -> None:
    link = _link(article(["The ferry sails.", "It is blue."]), "It is blue.")
    assert link == "https://news.example/ferry#:~:text=It%20is%20blue."


def test_syntax_and_everything_a_message_could_misread_is_percent_encoded() -> None:
    quote = 'Q&A (a-b), 50% “x” é <b> [1] *c* |d| \\ ` "'
    fragment = _link(article([quote]), quote).partition(":~:text=")[2]
    assert not set(fragment) & set("-,&() <>[]*|\\`\"'“”é")
    assert unquote(fragment) == quote


def test_a_repeated_quote_gets_words_of_its_own_paragraph_as_context() -> None:
    page = article(["Dunn spoke. It was good. He left.", "Pell spoke. It was good. She stayed."])
    second = page.text.rindex("It was good.")
    assert _parts(deep_link(page, second, second + 12)) == ["Pell spoke.-", "It was good."]


def test_a_quote_equal_to_the_headline_gets_context() -> None:
    assert _parts(_link(article(["Today the ferry returns, they said."]), "the ferry returns"))[0] == "Today-"


def test_quotes_differing_only_in_case_or_quotation_marks_count_as_repeated() -> None:
    page = article(['First "yes, we can" was heard.', "Then “Yes, we can” again."])
    assert len(_parts(_link(page, "“Yes, we can”"))) > 1


def test_a_quote_of_two_paragraphs_becomes_a_range() -> None:
    page = article(["Who pays? Nobody knows.", "The town will pay. It said so."])
    start, end = page.text.index("Nobody"), page.text.index(" It said")
    assert _parts(deep_link(page, start, end)) == ["Nobody knows.", "The town will pay."]


def test_a_long_quote_becomes_a_range_of_its_first_and_last_words() -> None:
    quote = "Alpha beta gamma delta epsilon " + "and so on " * 80 + "psi chi phi upsilon omega."
    first, last = _parts(_link(article(["It began.", quote]), quote))
    assert quote.startswith(first)
    assert quote.endswith(last)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://n.example/a?b=c&d=e", "https://n.example/a?b=c&d=e#"),
        ("https://n.example/a#section", "https://n.example/a#section"),
        ("https://n.example/a#", "https://n.example/a#"),
        ("https://n.example/#/app/route", "https://n.example/#/app/route"),
        ("https://n.example/a#sec:~:text=old,-words", "https://n.example/a#sec"),
        ("https://n.example/a#:~:text=old", "https://n.example/a#"),
        ("HTTPS://n.example/ä b", "HTTPS://n.example/%C3%A4%20b#"),
    ],
)
def test_the_address_keeps_its_own_fragment_and_loses_an_older_text_directive(url: str, base: str) -> None:
    assert _link(article(["It is blue."], url=url), "It is blue.") == f"{base}:~:text=It%20is%20blue."


NOT_LINKED = ("", "javascript:alert(1)", "file:///etc/passwd", "ftp://x.example/a", "https://", "http://[", "data:,x")


@pytest.mark.parametrize("url", NOT_LINKED)
def test_only_web_addresses_are_linked(url: str) -> None:
    assert _link(article(["It is blue."], url=url), "It is blue.") == ""


def test_the_origin_serves_plain_where_there_is_no_address() -> None:
    origin = "https://discord.com/channels/1/2/3"
    assert _link(article(["It is blue."], url="", origin=origin), "It is blue.") == origin
    assert _link(article(["It is blue."], url="", origin="file:///x"), "It is blue.") == ""


def test_what_fits_nowhere_falls_back_to_the_plain_address_and_then_to_nothing() -> None:
    page = article(["Unprecedented incomprehensibilities notwithstanding, it sails."])
    quote, plain = page.text, "https://news.example/ferry"
    assert _link(page, quote, len(plain) + 12) == plain
    assert _link(page, quote, len(plain) - 1) == ""
    assert _link(replace(page, url="", origin=plain), quote, len(plain) - 1) == ""


@given(
    blocks=st.lists(
        st.text(min_size=1, max_size=300).map(lambda text: " ".join(text.split())).filter(bool), min_size=1
    ),
    cut=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    limit=st.integers(20, 600),
)
def test_every_link_is_short_ascii_and_names_words_of_the_quote(
    blocks: list[str], cut: tuple[float, float], limit: int
) -> None:
    page = article(blocks)
    start, end = sorted(round(share * len(page.text)) for share in cut)
    link = deep_link(page, start, end, limit)
    assert len(link) <= limit
    assert link.isascii()
    assert link == "" or link.startswith(page.url)
    if MARK not in link:
        return
    assert urlsplit(link).fragment.startswith(":~:text=")
    parts = [unquote(part) for part in urlsplit(link).fragment.removeprefix(":~:text=").split(",")]
    own = [part for raw, part in zip(link.partition(MARK)[2].split(","), parts, strict=True) if not _context(raw)]
    quote = " ".join(page.text[start:end].split())
    assert quote.startswith(own[0])
    assert quote.endswith(own[-1])
    assert all(" ".join(part.strip("-").split()) in " ".join(page.text.split()) for part in own)


def _context(raw: str) -> bool:
    return raw.endswith("-") or raw.startswith("-")
