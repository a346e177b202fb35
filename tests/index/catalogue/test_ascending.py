"""Ascending arrays are what sets of the same numbers are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.catalogue.ascending import Numbers, ascending, both, less, more, without

SETS = st.sets(st.integers(0, 40))


def of(numbers: set[int]) -> Numbers:
    return np.array(sorted(numbers), np.int64)


@given(st.lists(st.integers(0, 40)))
def test_each_number_stands_once_in_order(numbers: list[int]) -> None:
    assert ascending(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


@given(SETS, SETS)
def test_what_two_have_and_one_has(ours: set[int], theirs: set[int]) -> None:
    assert both(of(ours), of(theirs)).tolist() == sorted(ours & theirs)
    assert without(of(ours), of(theirs)).tolist() == sorted(ours - theirs)


@given(SETS, SETS)
def test_a_few_leave_and_come(ours: set[int], theirs: set[int]) -> None:
    assert less(of(ours), of(ours & theirs)).tolist() == sorted(ours - theirs)
    assert more(of(ours), of(theirs - ours)).tolist() == sorted(ours | theirs)
