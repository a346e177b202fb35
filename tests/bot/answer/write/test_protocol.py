"""Replies of models, tidy or not, become drafts, a refusal, or nothing that can be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.write.protocol import LONGEST_DRAFT, MOST_DRAFTS, MOST_KEYS, read
from bot.model.replies.refusal import REFUSAL
from bot.values import Draft

KNOWN = ("k7qz", "m3xd", "q4tw")
TEXT = "The pier is 300 metres long."
PIER = Draft(TEXT, ("k7qz", "m3xd"))
BUILT = Draft("It was built in 1904.", ("q4tw",))
CHOSEN = (Draft("", ("k7qz",)), Draft("", ("q4tw",)))


@pytest.mark.parametrize(
    "reply",
    [
        f"- {TEXT} [k7qz m3xd]",
        f"- {TEXT} [k7qz, m3xd]",
        f"1. {TEXT} [k7qz][m3xd]",
        f"* **{TEXT}** (k7qz) (m3xd).",
        f"Here is the answer:\n\n- {TEXT} [k7qz m3xd]",
        f"<think>Is it [q4tw]?</think>\n- {TEXT} [k7qz m3xd]",
        f"```\n- {TEXT} [k7qz m3xd]\n```",
        f"[k7qz] [m3xd] {TEXT}",
        f"[k7qz, m3xd]: {TEXT}",
        f"**[k7qz] [m3xd]** {TEXT}",
        f"【k7qz】【m3xd】{TEXT}",
        f"{TEXT}【k7qz†source】【m3xd†source】",
        f"k7qz, m3xd: {TEXT}",
        f"k7qz m3xd - {TEXT}",
        f"`k7qz` `m3xd` {TEXT}",
        "The pier is 300 metres long [K7QZ, M3XD].",
        "The pier is 300 metres long (k7qz; m3xd).",
        "The pier [k7qz] is 300 metres long [m3xd].",
        f"{TEXT} (Sources: k7qz and m3xd)",
        f"{TEXT} Keys: k7qz, m3xd",
        f"{TEXT} — k7qz, m3xd",
        f"[k7qz {TEXT}] [m3xd]",
        f"Answer: {TEXT} [k7qz] [m3xd] [zz99]",
        f"[1] {TEXT} [k7qz] [m3xd]",
        f"> {TEXT} [k7qz] [m3xd]",
        f"| {TEXT} | k7qz, m3xd |",
        f"{TEXT}\n[k7qz] [m3xd]",
        f"1. **{TEXT}**\n   - Sources: [k7qz, m3xd]",
        f"[k7qz] [m3xd]\n{TEXT}",
        f'{{"statements": [{{"text": "{TEXT}", "keys": ["k7qz", "m3xd"]}}]}}',
        f'```json\n{{"statements": [{{"text": "{TEXT} [k7qz]", "keys": ["m3xd"]}}]}}\n```',
        f'Sure! {{"statements": [{{"text": "{TEXT}", "keys": ["k7qz", "m3xd"]}}]}} I hope this helps.',
        f'[{{"statement": "{TEXT}", "citations": ["k7qz", "m3xd"]}}]',
        f'{{"answer": [{{"sentence": "{TEXT}", "key": "k7qz, m3xd"}}]}}',
        f'{{"answer": ["{TEXT} [k7qz, m3xd]"]}}',
        f'{{"reasoning": "The user asks for it.", "facts": [{{"fact": "{TEXT}", "ids": ["k7qz", "m3xd"]}}]}}',
        f'{{"result": {{"text": "{TEXT}", "keys": ["[k7qz]", "[m3xd]"], "quotes": ["300 metres long"]}}}}',
        f'{{"statements": [{{"text": "{TEXT}", "keys": ["k7qz", "m3xd"]}}, {{"text": "It was bui',
    ],
)
def test_a_statement_is_read_however_it_is_dressed(reply: str) -> None:
    assert read(reply, KNOWN) == (PIER,)


@pytest.mark.parametrize(
    "reply",
    [
        f"[k7qz] [m3xd] {TEXT}\n[q4tw] It was built in 1904.",
        f"[k7qz, m3xd] {TEXT} [q4tw] It was built in 1904.",
        f"{TEXT} [k7qz, m3xd] It was built in 1904. [q4tw]",
        "The pier is 300 metres long [k7qz, m3xd]. It was built in 1904 [q4tw].",
        f"1. {TEXT}\n[k7qz, m3xd]\n2. It was built in 1904.\n[q4tw]",
        f"[k7qz, m3xd]\n{TEXT}\n\n[q4tw]\nIt was built in 1904.",
        f'{{"text": "{TEXT}", "keys": ["k7qz", "m3xd"]}}\n{{"text": "It was built in 1904.", "keys": "q4tw"}}',
        f'["{TEXT} [k7qz, m3xd]", "It was built in 1904. [q4tw]"]',
    ],
)
def test_statements_are_told_apart(reply: str) -> None:
    assert read(reply, KNOWN) == (PIER, BUILT)


@pytest.mark.parametrize(
    "reply",
    [
        "[k7qz]\n[q4tw]",
        "- k7qz\n- q4tw",
        '["k7qz", "q4tw"]',
        '[\n  "k7qz",\n  "q4tw"\n]',
        'The sentences that answer are:\n```json\n["k7qz", "q4tw"]\n```',
        '{"statements": [{"keys": ["k7qz"]}, {"text": "", "keys": ["q4tw"]}]}',
        '{"keys": ["k7qz"]}{"keys": ["q4tw"]}',
        "1. Sentence [k7qz]\n2. Sentence [q4tw]",
        "Keys: [k7qz]\nSee q4tw.",
        f"- {'The pier is long. ' * 30} [k7qz]\n- [q4tw]",
    ],
)
def test_a_sentence_can_be_chosen_without_a_word(reply: str) -> None:
    assert read(reply, KNOWN) == CHOSEN


@pytest.mark.parametrize(
    "reply",
    [
        "[k7qz, q4tw]",
        "Keys: k7qz, q4tw",
        "Most relevant sentences: [k7qz] and [q4tw]",
        '{"statements": [{"keys": ["k7qz", "q4tw", "k7qz", "k7qz", "k7',  # cut off
    ],
)
def test_a_line_of_keys_is_one_choice(reply: str) -> None:
    assert read(reply, KNOWN) == (Draft("", ("k7qz", "q4tw")),)


@pytest.mark.parametrize(
    "reply",
    [
        "According to [k7qz], the pier is 300 metres long.",
        "Sentence k7qz says that the pier is 300 metres long.",
        "Sentence [k7qz] says that the pier is 300 metres long.",
        "The pier is, as k7qz says, 300 metres long.",
        '{"text": "As k7qz says, the pier is long.", "keys": []}',
    ],
)
def test_a_sentence_that_needs_its_key_as_a_word_is_not_shown(reply: str) -> None:
    assert read(reply, KNOWN) == (Draft("", ("k7qz",)),)


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        ("- The pier (built in 1904) is 300 metres long. [k7qz]", "The pier (built in 1904) is 300 metres long."),
        ("12. März 2024 war ein Freitag. [k7qz]", "12. März 2024 war ein Freitag."),
        ("The mayor said: “It is &#91;very&#93; long.” [k7qz]", "The mayor said: “It is [very] long.”"),
        ("- Is it true? [k7qz]", "Is it true?"),
        ("- \x1b[31mThe pier is \u202e300 metres\u200b long.\x07 [k7qz]", "[31mThe pier is 300 metres long."),
        ("- \ue000\uf8ffThe pier is long. [k7qz]", "The pier is long."),
    ],
)
def test_nothing_but_keys_is_taken_from_a_text(reply: str, text: str) -> None:
    assert read(reply, KNOWN) == (Draft(text, ("k7qz",)),)


@pytest.mark.parametrize(
    "reply",
    [
        "- The pier is old.",
        "The pier is old.",
        "The pier is old. [zzzz]",
        "[EXAMPLE-1] The pier is old.",
        '{"text": "The pier is old.", "keys": ["zzzz"]}',
    ],
)
def test_a_sentence_without_a_key_that_was_offered_is_a_draft_without_one(reply: str) -> None:
    assert read(reply, KNOWN) == (Draft("The pier is old.", ()),)
    assert read(f"- {TEXT} [k7qz, m3xd]\n- The pier is old.", KNOWN) == (PIER, Draft("The pier is old.", ()))


@pytest.mark.parametrize(
    "talk", ["Based on the articles:", "# Answer", "**Key facts:**", "Great question!", "```", "---"]
)
def test_talk_around_the_answer_is_no_statement(talk: str) -> None:
    assert read(f"{talk}\n- {TEXT} [k7qz m3xd]\n\nI hope this helps!", KNOWN) == (PIER,)


REFUSALS = [
    REFUSAL,
    f"**{REFUSAL.lower()}.**",
    f"- {REFUSAL}",
    '{"statements": []}',
    "[]",
    '```json\n{"statements": []}\n```',
    f'{{"answer": "{REFUSAL}"}}',
    "The provided sentences do not contain information about the league. [k7qz, m3xd]",
    "The sentences don't say who won the league.",
    "The provided articles do not mention the league. However, the pier is 300 metres long. [k7qz]",
    "I cannot find an answer to this question in the articles.",
    "I'm sorry, but I could not find any information about the league.",
    "Unfortunately, there is no information about the league in the sentences.",
    "There is no mention of a league",
    "No information about the league is given.",
    "None of the sentences answer the question.",
    "The answer is not mentioned in the articles.",
    "It is not stated who won.",
    "Based on the provided sentences, I cannot determine who won.",
    "Die Sätze enthalten keine Angaben zur Liga.",
    "Die Artikel sagen nicht, wer gewonnen hat.",
    "Ich kann die Frage nicht beantworten.",
    "Es gibt keine Informationen über die Liga.",
    "Les phrases fournies ne mentionnent pas le championnat.",
    "Il n'y a aucune information sur le championnat.",
    "Je ne trouve pas de réponse.",
    "Las oraciones no mencionan la liga.",
    "No hay información sobre la liga.",
    "Le frasi non contengono informazioni sul campionato.",
    "Nessuna informazione sul campionato.",
    "De zinnen bevatten geen informatie over de competitie.",
    "De artikelen vermelden niet wie er won.",
    "As frases não mencionam a liga.",
    "Não há informações sobre a liga.",
    "Предложения не содержат информации о лиге.",
    "В статьях нет информации о лиге.",
]


@pytest.mark.parametrize("reply", REFUSALS)
def test_a_refusal_is_no_statement(reply: str) -> None:
    assert read(reply, KNOWN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "There is no information about victims, the coastguard said.",
        "The documents do not say who paid for the propeller.",
        "The mayor cannot find the money.",
        "It is not known who paid.",
        "Die Behörde nannte keine Einzelheiten.",
        "La policía no mencionó a los heridos.",
    ],
)
def test_a_newspaper_may_say_that_something_is_not_known(text: str) -> None:
    assert read(f"- {text} [k7qz]", KNOWN) == (Draft(text, ("k7qz",)),)


@pytest.mark.parametrize(
    "reply", ["", "   ", "What do you mean?", "{}", "[zzzz]", "\ufffd\ufffd", '{"a": 1}', "[1, 2]"]
)
def test_what_states_and_chooses_nothing_is_nothing(reply: str) -> None:
    assert read(reply, KNOWN) is None


def test_what_is_said_again_is_read_once() -> None:
    assert read(f"- {TEXT} [k7qz m3xd]\n" * 50 + "- It was built in 1904. [q4tw]", KNOWN) == (PIER, BUILT)


def test_what_names_a_sentence_goes_before_much_talk() -> None:
    talk = "".join(f"The pier has {number} lamps.\n" for number in range(20))
    drafts = read(f"{talk}[q4tw] It was built in 1904.", KNOWN)
    assert drafts is not None
    assert (len(drafts), drafts[-1]) == (MOST_DRAFTS, BUILT)


PIECES = st.sampled_from(
    [*KNOWN, *'[](){}":, \n', ". ", "- ", "1. ", "text", "keys", "The pier", "K7QZ"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=2000), st.lists(PIECES, max_size=60).map("".join)), st.booleans())
def test_any_reply_is_bounded_and_names_only_what_was_offered(reply: str, listed: bool) -> None:
    drafts = read(reply + "\n- A [k7qz]" * 20 * listed, KNOWN) or ()
    assert len(drafts) <= MOST_DRAFTS
    assert len(set(drafts)) == len(drafts)
    for draft in drafts:
        assert draft.text or draft.keys
        assert len(draft.text) <= LONGEST_DRAFT
        assert "\n" not in draft.text
        assert set(draft.keys) <= set(KNOWN)
        assert len(set(draft.keys)) == len(draft.keys) <= MOST_KEYS
        assert not any(key in draft.text.split() for key in KNOWN)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from(KNOWN)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(["text", "keys", "a", *KNOWN]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_read_or_not(data: object) -> None:
    for draft in read(json.dumps(data), KNOWN) or ():
        assert set(draft.keys) <= set(KNOWN)


@pytest.mark.parametrize(
    "reply",
    [
        "[" * 30_000,
        '{"a":' * 30_000,
        "[k7qz]" * 5_000,
        "k7qz, " * 5_000,
        "((" * 15_000,
        '{"a":' * 400 + "1" + "}" * 400,
    ],
)
def test_a_reply_without_end_takes_no_time(reply: str) -> None:
    read(reply, KNOWN)
