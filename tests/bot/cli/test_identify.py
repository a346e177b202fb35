"""What is named by the beginning of its id."""

from __future__ import annotations

import pytest

from bot.cli.identify import whole
from bot.errors import WrongUse

NAMED = {f"ab{number}": f"Title {number}" for number in range(7)} | {"c1": "", "c10": "Other"}


@pytest.mark.parametrize(("typed", "meant"), [("ab3", "ab3"), ("c1", "c1"), ("C10", "c10"), ("zz", "zz"), ("", "")])
def test_only_one_id_can_be_meant(typed: str, meant: str) -> None:
    assert whole(typed, NAMED) == meant


def test_the_beginning_of_several_ids_is_told_with_what_it_may_mean() -> None:
    with pytest.raises(WrongUse) as told:
        whole("ab", NAMED)
    assert str(told.value).startswith("ab may be ab0 “Title 0”, ab1 “Title 1”,")
    assert str(told.value).endswith("ab4 “Title 4” and 2 more. Write more of it.")
    with pytest.raises(WrongUse, match="c may be c1, c10 “Other”"):
        whole("c", NAMED)
