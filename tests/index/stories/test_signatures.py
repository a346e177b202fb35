"""Copies are told from reports of their own, whatever offices do to a wire story."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.stories.signatures import alike, dump, keys, load, minima, sketch
from index.values import Article, Block
from tests.index.copies import LOCAL, RIVAL, WIRE, copies, made, reports_of_their_own


@pytest.mark.parametrize("change", copies())
def test_a_wire_story_stays_one_story(change: str) -> None:
    one, other = sketch(made(WIRE, publisher="Northern Wire")), sketch(copies()[change]())
    assert alike(one, other)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize("why", reports_of_their_own())
def test_reports_of_their_own_are_no_copies(why: str) -> None:
    one, other = reports_of_their_own()[why]
    assert not alike(sketch(one()), sketch(other()))


@st.composite
def _texts(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from((*WIRE, *RIVAL, *LOCAL)), min_size=1, max_size=9, unique=True))


@given(_texts(), _texts(), st.sampled_from(("", "Evening Post")))
def test_the_relation_is_symmetric_and_every_text_is_its_own_copy(one: list[str], two: list[str], house: str) -> None:
    first, second = sketch(made(one, publisher=house)), sketch(made(two, publisher="Evening Post"))
    assert alike(first, second) == alike(second, first)
    assert alike(first, first)


@given(st.text(min_size=1), st.sampled_from(("en", "de", "ja", "xx", "")))
def test_any_text_has_a_signature_that_survives_storage(text: str, language: str) -> None:
    article = Article("a", "/a", text, "", (Block(0, len(text), "prose"),), language=language, publisher=text[:9])
    signature = sketch(article)
    again = load(dump(signature))
    assert (again.runs, again.house) == (signature.runs, signature.house)
    assert (again.hashes == signature.hashes).all()
    assert (again.figures == signature.figures).all()
    assert len(keys(again)) <= 64


@pytest.mark.parametrize(
    ("count", "digest"),
    [(0, "9f56cda75fefeab9"), (1, "3f78629f218bd02c"), (7, "fc6e92799de2ef6d"), (5_000, "777cc96b2ee14f6b")],
)
def test_the_least_values_are_those_of_datasketch_that_are_stored(count: int, digest: str) -> None:
    least = minima([f"run {number} of words" for number in range(count)])
    assert hashlib.sha256(least.astype("<u4").tobytes()).hexdigest()[:16] == digest  # as datasketch 2.0.0 had it


def test_texts_without_spaces_are_compared_too() -> None:
    text = "港の連絡船は木曜日の夜に濃い霧の中で防波堤に衝突し三十七人が負傷したと病院が金曜日に発表した。" * 2
    one, other = made([text], language="ja"), made([text[:60]], language="ja")
    assert alike(sketch(one), sketch(one))
    assert set(keys(sketch(one))) & set(keys(sketch(other)))
