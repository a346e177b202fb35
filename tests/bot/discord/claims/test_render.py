"""The message of a check fits, says every mark in words, and does nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.check.checked import Checked, Difference, Finding, Ground, Judging, Mark
from bot.discord.claims.render import plain_text, render
from bot.discord.claims.view import view
from bot.values import Citation, Searched
from tests.bot.discord.strategies import citations, harmless, hostile, names

SEARCHED = Searched("default", 13, None, None)
CITED = Citation(
    1, "a", 1, "Kestrel Bridge will cost more", "Callis Courier", "D. Achterberg", date(2025, 3, 11), None, "",
    "https://courier.example/bridge", "The bridge is 1,140 metres long.", 0, 1, "prose", "",
)  # fmt: skip
LONG = "The Kestrel Bridge is 2,140 metres long."
MARKS: list[tuple[Mark, Ground]] = [
    ("supported", "verbatim"), ("supported", "judge"), ("contradicted", "figures"), ("contradicted", "judge"),
    ("not covered", "agreeing"), ("not covered", "unnamed"), ("not covered", "nearest"), ("not covered", "nothing"),
]  # fmt: skip
JUDGINGS: list[Judging] = ["none", "failed", "believed"]


def untimed(text: str) -> str:
    """Return a text without its moments, which each reader sees as their own."""
    return re.sub(r"<t:-?\d+:[Df]>", "", text)


def shown(found: Checked) -> list[str]:
    return list(render(found).texts)


def test_a_check_reads_as_its_count_its_marks_and_what_decides() -> None:
    found = Checked(
        (
            Finding(LONG, "contradicted", "figures", (CITED,), Difference("2,140", "1,140")),
            Finding("Bayern won.", "not covered", "nothing"),
        ),
        ("Hi!",),
        2,
        SEARCHED,
        "none",
    )  # fmt: skip
    assert shown(found) == [
        "**2 claims: 1 contradicted, 1 not covered**",
        "“The Kestrel Bridge is 2,140 metres long.”\n"
        "**Contradicted.** The claim says 2,140; these words say 1,140.\n"
        "> The bridge is 1,140 metres long.\n"
        "-# [Kestrel Bridge will cost more](https://courier.example/bridge) · Callis Courier · <t:1741687200:D>",
        "“Bayern won.”\n**Not covered.** Nothing in the articles comes near.",
        "-# No model judged this: words, figures, dates and names were compared, and nothing else.\n"
        "-# 2 more claims were not checked.\n"
        "-# 1 sentence was skipped: it claims nothing.",
    ]


def test_another_report_that_says_otherwise_stands_below() -> None:
    other = replace(CITED, quote="It is 1,150 metres long.", title="Longer than told")
    found = Checked(
        (Finding("It is.", "supported", "verbatim", (CITED,), otherwise=(other,)),), (), 0, SEARCHED, "none"
    )
    assert "Another report says otherwise:\n> It is 1,150 metres long." in shown(found)[1]


@st.composite
def checks(draw: st.DrawFn) -> Checked:
    findings = []
    for number in range(draw(st.integers(0, 10))):
        mark, ground = draw(st.sampled_from(MARKS))
        differs = Difference(draw(names), draw(names)) if ground in ("figures", "unnamed") else None
        cited = tuple(draw(citations(number + 1)) for _ in range(draw(st.integers(0, 3))))
        findings.append(Finding(draw(hostile) or "x", mark, ground, cited, differs, cited[:1], draw(names)))
    left, judging = draw(st.integers(0, 99)), draw(st.sampled_from(JUDGINGS))
    return Checked(tuple(findings), ("x",), left, SEARCHED, judging, draw(names))


def _texts(parts: Any) -> list[str]:
    return [one.content for one in parts.walk_children() if isinstance(one, ui.TextDisplay)]


@given(checks())
def test_it_fits_and_does_nothing(found: Checked) -> None:
    sheet = render(found)
    assert harmless(untimed("\n".join(sheet.texts)))
    assert harmless(untimed(plain_text(found)), 2000)
    made = view(found, sheet)
    assert sum(map(len, _texts(made))) <= 4000
    assert made.total_children_count <= 40
    for finding, text in zip(found.findings, sheet.findings, strict=True):
        assert f"**{finding.mark.capitalize()}.**" in text
