"""Answers of every shape, made of text that tries to act, and what harmless text is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.discord.text.escaping import size
from bot.discord.text.lists import TEXT_LIMIT
from bot.values import Answer, Citation, Disagreement, Evidence, Missing, Searched, Side, Statement
from index.catalogue.audit import Audit
from index.follow.origins import Counts, Outlook, Source

HOSTILE = [
    "@everyone",
    "@here now",
    "<@1> <@!12345678901234567> <@&12345678901234567>",
    "<#123456789012345678>",
    "</ask:123456789012345678>",
    "<t:0:R>",
    "<:x:123456789012345678>",
    "[x](http://evil.example)",
    "](https://evil.example)",
    "https://evil.example/a_b",
    "<https://evil.example>",
    "```\ncode",
    "# heading\n## two",
    "-# small",
    "- list\n* list\n1. list",
    "> quote\n>>> all",
    "||spoiler||",
    "**bold** __under__ ~~gone~~ *i* _i_ `c`",
    ":tada: :thumbsup:",
    "\\",
    "\\*",
    "\u202egnp.exe",
    "\x00\x1b[31m",
    "😀" * 40,
    "Mr. Reed arrived at 10.30 p.m. on Monday. He left again. ",
    "字" * 300,
    "word " * 2000,
    "x" * 5000,
]

hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=60), max_size=6).map(" ".join)
names = st.sampled_from(["", "The Sandbar Courier", *HOSTILE[:12]]) | st.text(max_size=200)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
addresses = st.sampled_from(
    [
        "",
        "https://courier.example/a_(b)#:~:text=The%20bridge",
        "https://courier.example/" + "x" * 480,
        "https://courier.example/" + "x" * 600,
        "javascript:alert(1)",
        "https://a b",
        "https://",
        "http://[::1",
        "https://courier.example/)[x](https://evil.example",
        "https://courier.example/ü",
        "https://courier.example/\n@everyone",
    ]
)


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    return Citation(
        number=number,
        article_id=draw(st.text("abcdef", min_size=1, max_size=12)),
        revision=draw(st.integers(1, 9)),
        title=draw(names),
        publisher=draw(names),
        byline=draw(names),
        published=draw(days),
        updated=draw(days),
        url=draw(addresses),
        link=draw(addresses),
        quote=draw(hostile),
        start=0,
        end=1,
        kind=draw(st.sampled_from(("prose", "caption"))),
        position=draw(st.sampled_from(("", "paragraph 7 of 22")) | hostile),
    )


strengths = st.sampled_from(("strong", "weak", "differing"))
below = st.just("") | names | hostile


@st.composite
def statements(draw: st.DrawFn, cited: Citation) -> Statement:
    """A quotation, or a model's words; with and without what stands below."""
    written = draw(st.booleans())
    return Statement(
        draw(hostile) or "x" if written else cited.quote,
        (cited.number,) * draw(st.sampled_from((1, 1, 9))),
        draw(st.sampled_from(("written", "catalogue"))) if written else "quotation",
        draw(below),
        "" if written else draw(below),
        draw(below) if written else "",
    )


@st.composite
def disagreements(draw: st.DrawFn, numbers: list[int]) -> Disagreement:
    sides = st.builds(Side, below, st.sampled_from(numbers), names, days)
    return Disagreement(tuple(draw(st.lists(sides, min_size=2, max_size=4))))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    found = draw(st.booleans())
    numbers = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=4, unique=True))
    cited = [draw(citations(number)) for number in numbers] if found else []
    cited = cited * draw(st.sampled_from((1, 1, 1, 9)))
    related = [] if found else [draw(citations(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    searched = Searched(
        "default", draw(st.integers(0, 10**6)), draw(days), draw(days), publisher=draw(names), note=draw(names)
    )
    return Answer(
        id=draw(st.text("abcXYZ019-_", min_size=12, max_size=12)),
        question=draw(hostile),
        outcome="answered" if found else "not_found",
        text="",
        statements=tuple(draw(statements(one)) for one in cited),
        citations=tuple(cited),
        related=tuple(related),
        searched=searched,
        seconds=draw(st.floats(0, 1000)),
        understood=draw(below),
        disagreements=tuple(draw(st.lists(disagreements(numbers), max_size=2))) if found else (),
        evidence=draw(st.none() | st.builds(Evidence, strengths, st.integers(1, 9), st.integers(0, 9))),
        missing=Missing(
            tuple(draw(st.lists(names, max_size=2))), tuple(draw(st.lists(names, max_size=2))), draw(names)
        ),
        notes=tuple(draw(st.lists(names, max_size=2))),
        model=draw(names),
        form=draw(st.sampled_from(("answer", "answer", "which"))) if found else "answer",
    )


moments = st.none() | st.integers(0, 253_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
counts = st.builds(Counts, *(st.integers(0, 10**6) for _ in range(6)))


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Where articles come from, by every name and in every state."""
    return Source(
        id=draw(st.integers(1, 10**9)),
        library="guild-1",
        kind=draw(st.sampled_from(("page", "feed", "sitemap", "upload", "message"))),
        address=draw(addresses) or "https://courier.example/feed.xml",
        title=draw(hostile),
        every=draw(st.sampled_from((0, 1, 60, 900, 3600, 86_400, 604_800, 7_777))),
        paused=draw(st.booleans()),
        added_by=draw(names),
        added_at=draw(moments),
        due_at=draw(moments),
        tried_at=draw(moments),
        succeeded_at=draw(moments),
        error=draw(st.just("") | hostile),
        alarmed=draw(st.booleans()),
        counts=draw(counts),
    )


outlooks = st.builds(
    Outlook,
    kind=st.sampled_from(("page", "feed", "sitemap")),
    address=addresses,
    title=hostile,
    articles=st.integers(0, 50_000),
    new=st.integers(0, 50_000),
    fetching=st.floats(0, 10**6),
    embedding=st.floats(0, 10**6),
    note=st.just("") | hostile,
    feeds=st.lists(addresses, max_size=5).map(tuple),
)
audits = st.builds(Audit, at=moments, actor=names, action=names, subject=hostile, result=hostile)

_ACTS = re.compile(r"@everyone|@here\b|(?<!\\)<(?!t:\d+:R>)|https?://")
_LINK = re.compile(r"(?<!\\)(?:\\\\)*\]\((https://courier\.example/[^\s)]*)\)")


def harmless(text: str, limit: int = TEXT_LIMIT) -> bool:
    """Tell whether a text fits and nothing in it acts; links may lead to the source itself."""
    return 1 <= size(text) <= limit and not _ACTS.search(_LINK.sub("]", text))
