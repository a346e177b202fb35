"""Prompts are strict: every file is filled by some call, with all of its variables and no other."""

from __future__ import annotations

import re

import pytest

import prompts
from bot.answer.write.protocol import read
from bot.model.replies.refusal import REFUSAL
from tests.conftest import ROOT

VARIABLES = {
    "answer": {"language": "English"},
    "lines": {"refusal": REFUSAL},
    "sentences": {"today": "1 May 2026", "articles": "…", "question": "Who?"},
    "condense": {},
    "judge": {},
    "statements": {"texts": "…", "statements": "…"},
    "translate": {"language": "German"},
}
FILES = {path.stem for path in (ROOT / "prompts").glob("*.md")}


def test_every_prompt_is_filled_somewhere_in_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert set(re.findall(r'prompts\.fill\(\s*"(\w+)"', code)) == FILES == set(VARIABLES)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_prompt_takes_its_variables_and_no_other(name: str) -> None:
    assert "$" not in prompts.fill(name, **VARIABLES[name])
    with pytest.raises(LookupError, match="takes"):
        prompts.fill(name, **VARIABLES[name], other="x")
    for missing in VARIABLES[name]:
        with pytest.raises(LookupError, match="takes"):
            prompts.fill(name, **{key: value for key, value in VARIABLES[name].items() if key != missing})


def test_an_unknown_prompt_is_an_error() -> None:
    with pytest.raises(LookupError, match="no prompt"):
        prompts.fill("poem")


def test_the_refusal_that_the_prompt_asks_for_is_the_one_that_is_read() -> None:
    assert REFUSAL in prompts.fill("lines", **VARIABLES["lines"])
    assert read(REFUSAL, ()) == ()
