"""What became of a quotation, as its reader would say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean
from index.quoted.compare import fate, folded
from index.text.split import sentences
from index.values import Article, Page, Span

FERRY = (
    "The ferry Marigold ran aground off Tern Point on Tuesday evening with 214 people on board.",
    "Nobody was injured, the coastguard said.",
    "“We felt one long scrape – and then silence,” said Oskar Lind, a teacher.",
    "The toll for cars is three crowns.",
    "The toll for lorries is nine crowns.",
)


def article(*paragraphs: str, revision: int = 1) -> Article:
    page = Page("x.txt", "\n\n".join(paragraphs), title="The Marigold")
    made = clean(page, article_id="a")
    return replace(made, sentences=sentences(made), revision=revision)


def quote(old: Article, text: str) -> Span:
    start = old.text.index(text)
    return Span(start, start + len(text))


def now_reads(old: tuple[str, ...], quoted: str, new: tuple[str, ...]) -> tuple[str, str]:
    before, after = article(*old), article(*new, revision=2)
    found = fate(before, quote(before, quoted), after)
    return found.kind, found.span.of(after.text)


@pytest.mark.parametrize("quoted", FERRY)
def test_what_still_stands_is_the_same_wherever_it_stands(quoted: str) -> None:
    moved = (FERRY[4], "A correction was appended.", *FERRY[:4])
    assert now_reads(FERRY, quoted, moved) == ("same", quoted)


def test_typesetting_is_no_change() -> None:
    set_anew = '"We felt one long  scrape - and then silence," said Oskar Lind, a teacher.'
    kind, text = now_reads(FERRY, FERRY[2], (FERRY[0], set_anew))
    assert kind == "same"
    assert text.startswith('"We felt')


@pytest.mark.parametrize(
    ("quoted", "corrected"),
    [
        (FERRY[0], "The ferry Marigold ran aground off Tern Point on Tuesday evening with 241 people on board."),
        (FERRY[1], "Two people were injured, the coastguard said."),
        (FERRY[1], "The coastguard said that nobody was injured badly."),
        (FERRY[0], FERRY[0].lower().capitalize()),
    ],
)
def test_a_corrected_sentence_is_found(quoted: str, corrected: str) -> None:
    new = tuple(corrected if one == quoted else one for one in FERRY)
    assert now_reads(FERRY, quoted, new) == ("changed", corrected)


def test_a_sentence_that_is_only_mentioned_has_changed() -> None:
    denied = "It is not true that nobody was injured, the coastguard said."
    assert now_reads(FERRY, FERRY[1], (FERRY[0], denied)) == ("changed", denied)


def test_what_is_gone_has_vanished_although_something_like_it_stood_beside_it() -> None:
    assert now_reads(FERRY, FERRY[3], (*FERRY[:3], FERRY[4]))[0] == "vanished"
    assert now_reads(FERRY, FERRY[1], ("The council will meet in March to vote on a new lighthouse.",))[0] == "vanished"


def test_of_two_alike_the_one_in_its_place_is_taken() -> None:
    there, elsewhere = "The toll for cars is now four crowns.", "The toll for cars is now five crowns."
    assert now_reads(FERRY, FERRY[3], (elsewhere, *FERRY[:3], there, FERRY[4])) == ("changed", there)


def test_a_quotation_of_two_sentences_is_followed_as_a_whole() -> None:
    old = ("Nobody was hurt. They were taken to Elder Quay by lifeboat.", "The channel was closed.")
    new = ("Nobody was hurt. They were taken to Elder Quay by helicopter.", "The channel was closed.")
    assert now_reads(old, old[0], new) == ("changed", new[0])
    assert now_reads(old, old[0], ("Nobody was hurt.", old[1])) == ("changed", "Nobody was hurt.")
    split = ("Nobody was hurt. They were taken to Elder Quay. They came by lifeboat.", old[1])
    assert now_reads(old, old[0], split) == ("changed", split[0])


def test_scripts_without_blanks_are_compared_too() -> None:
    old, new = "橋は月曜日に開通した。", "橋は火曜日に開通した。"
    assert now_reads((old,), old, (new,)) == ("changed", new)
    assert now_reads((old,), old, ("市議会は新しい灯台について議論する。",))[0] == "vanished"


TEXTS = st.lists(
    st.lists(
        st.sampled_from(["ferry", "“quay”", "3–4", "it", "was", "hurt", "E.U.", "東京。", "née", "😀"]), max_size=8
    ).map(lambda words: " ".join([*words, "said so."])),
    min_size=1,
    max_size=5,
)


@given(TEXTS, TEXTS, st.data())
def test_whatever_is_found_is_whole_sentences_of_the_new_text(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    old, new = article(*one), article(*other, revision=2)
    first = data.draw(st.integers(0, len(old.sentences) - 1))
    last = data.draw(st.integers(first, min(first + 2, len(old.sentences) - 1)))
    quoted = Span(old.sentences[first].start, old.sentences[last].end)
    found = fate(old, quoted, new)
    if found.kind == "vanished":
        assert found.span == Span(0, 0)
        return
    assert found.span.start in {sentence.start for sentence in new.sentences}
    assert found.span.end in {sentence.end for sentence in new.sentences}
    assert (folded(found.span.of(new.text)) == folded(quoted.of(old.text))) == (found.kind == "same")


@given(TEXTS, st.data())
def test_nothing_changes_between_a_text_and_itself(texts: list[str], data: st.DataObject) -> None:
    same = article(*texts)
    quoted = data.draw(st.sampled_from(same.sentences))
    assert fate(same, quoted, replace(same, revision=2)).kind == "same"
