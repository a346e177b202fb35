"""Answers that a model writes, through the real client against a server on loopback."""

from __future__ import annotations

import time

import pytest

from bot.answer.answer import Answerer
from bot.answer.speak import CHOSEN
from bot.model.chat import Chat, open_chat
from bot.settings import BotSettings
from bot.values import Answer
from index.library import Library
from tests.model_server import personalities as models
from tests.model_server.server import KEY, ModelServer, Personality, Trouble

QUESTION = "How much did the repairs to the hull of the ferry Callis cost?"
DOUBTFUL = "Who paid for the propeller?"  # near to the articles, and not answered
ELSEWHERE = "Who won the football league in Nordhaken?"


def settings(server: ModelServer, **changes: object) -> BotSettings:
    values = {"chat_model": "openai:tester", "chat_base_url": server.base_url, "chat_api_key": KEY, **changes}
    return BotSettings.model_validate(values)


def chat(server: ModelServer, library: Library, **changes: object) -> Chat:
    opened = open_chat(settings(server, **changes), library)
    assert opened is not None
    return opened


def asked(
    library: Library, personality: Personality, trouble: Trouble = "", question: str = QUESTION, **changes: object
) -> Answer:
    with ModelServer(personality, trouble) as server:
        return Answerer(library, chat(server, library, **changes)).ask(question)


def proven(library: Library, answer: Answer) -> bool:
    """Every citation is what its article holds, and every statement names one."""
    texts = {one.article_id: library.article("default", one.article_id).text for one in answer.citations}
    numbers = {one.number for one in answer.citations}
    return all(texts[one.article_id][one.start : one.end] == one.quote for one in answer.citations) and all(
        claim.citations and set(claim.citations) <= numbers for claim in answer.statements
    )


def test_an_honest_model_writes_and_every_statement_is_cited(library: Library) -> None:
    answer = asked(library, models.honest)
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"written"}
    assert answer.model == "openai:tester"
    assert answer.tokens > 100
    assert not answer.notes
    assert proven(library, answer)
    assert any("12 million crowns" in claim.text for claim in answer.statements)


@pytest.mark.parametrize("personality", [models.verbose])
def test_talk_around_the_statements_is_not_published(library: Library, personality: Personality) -> None:
    answer = asked(library, personality)
    assert answer.outcome == "answered"
    assert all("hope" not in claim.text and "think" not in claim.text for claim in answer.statements)
    assert proven(library, answer)


@pytest.mark.parametrize("personality", [models.bracket_first, models.keyless])
def test_true_sentences_are_published_however_their_keys_are_named(library: Library, personality: Personality) -> None:
    answer = asked(library, personality)
    assert answer.model == "openai:tester"
    assert any("12 million crowns" in claim.text for claim in answer.statements)
    assert proven(library, answer)


@pytest.mark.parametrize("personality", [models.key_only, models.bare_array])
def test_sentences_that_are_chosen_without_a_word_are_quoted(library: Library, personality: Personality) -> None:
    answer = asked(library, personality)
    assert any("12 million crowns" in claim.text for claim in answer.statements)
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert proven(library, answer)


def test_a_refusal_in_a_models_own_words_is_one(library: Library) -> None:
    answer = asked(library, models.naturally_refusing, question=DOUBTFUL)
    assert (answer.outcome, answer.statements) == ("not_found", ())


@pytest.mark.parametrize("protocol", ["text", "structured"])
def test_nothing_of_a_prompt_is_published(library: Library, protocol: str) -> None:
    answer = asked(library, models.parrot, chat_protocol=protocol)
    texts = [library.article("default", one.id).text for one in library.articles("default")]
    assert answer.outcome == "answered"
    assert all(any(claim.text in text for text in texts) for claim in answer.statements)
    assert any("12 million crowns" in claim.text for claim in answer.statements)


def test_structured_output_is_read_and_a_server_without_it_is_asked_for_text(library: Library) -> None:
    assert asked(library, models.structured, chat_protocol="structured").statements[0].kind == "written"
    assert asked(library, models.honest, "no schema", chat_protocol="structured").statements[0].kind == "written"


def test_a_refusal_shows_no_references(library: Library) -> None:
    answer = asked(library, models.refusing, question=DOUBTFUL)
    assert answer.outcome == "not_found"
    assert not answer.citations
    assert not answer.statements
    assert answer.related


def test_a_refusal_gives_way_to_quotations_where_the_articles_surely_answer(library: Library) -> None:
    answer = asked(library, models.refusing)
    assert any("12 million crowns" in claim.text for claim in answer.statements)
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert "found no answer" in answer.notes[0]
    assert answer.model == ""
    assert proven(library, answer)


def test_true_statements_on_another_matter_do_not_answer(library: Library) -> None:
    def irrelevant(system: str, user: str) -> str:
        return "\n".join(f"- {text} [{key}]" for key, text in list(models.sentences(user).items())[:3])

    assert asked(library, irrelevant).outcome == "answered"
    answer = asked(library, irrelevant, question=ELSEWHERE)
    assert answer.outcome == "not_found"
    assert not answer.statements
    assert answer.related


def test_the_sentence_that_a_lone_wrong_statement_cites_is_quoted(library: Library) -> None:
    def exaggerating(system: str, user: str) -> str:
        key, text = next(item for item in models.sentences(user).items() if "return ticket" in item[1])
        return f"- {text.replace('18', '81')} [{key}]"

    answer = asked(library, exaggerating)
    assert [one.verdict for one in answer.judged] == ["quoted"]
    assert any("18 crowns" in claim.text for claim in answer.statements)
    assert not any("81" in claim.text for claim in answer.statements)
    assert answer.notes == (CHOSEN,)
    assert proven(library, answer)


@pytest.mark.parametrize("personality", [models.silent, models.off_protocol, models.other_language])
def test_what_cannot_be_read_or_proven_gives_way_to_quotations(library: Library, personality: Personality) -> None:
    answer = asked(library, personality)
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert "exact quotations instead" in answer.notes[0] or answer.notes == (CHOSEN,)
    assert answer.model == ""
    assert proven(library, answer)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("401", "refused"),
        ("429", "busy"),
        ("500", "down"),
        ("half", "down"),
        ("garbage", "exact quotations"),
        ("nonsense", "exact quotations"),
        ("empty", "protocol"),
    ],
)
def test_a_model_in_trouble_gives_way_to_quotations_and_the_footer_says_so(
    library: Library, trouble: Trouble, said: str
) -> None:
    answer = asked(library, models.honest, trouble)
    assert answer.outcome == "answered"
    assert {claim.kind for claim in answer.statements} == {"quotation"}
    assert said in answer.notes[0]
    assert KEY not in str(answer)


@pytest.mark.parametrize("trouble", ["429 once", "500 once"])
def test_one_failure_is_tried_again(library: Library, trouble: Trouble) -> None:
    answer = asked(library, models.honest, trouble)
    assert answer.model == "openai:tester"


@pytest.mark.parametrize("trouble", ["slow", "drip"])
def test_nobody_waits_longer_than_allowed(library: Library, trouble: Trouble) -> None:
    began = time.monotonic()
    answer = asked(library, models.honest, trouble, chat_seconds=1)
    assert time.monotonic() - began < 5
    assert "too slow" in answer.notes[0]
    assert answer.statements


def test_a_budget_is_kept_and_said(library: Library) -> None:
    with ModelServer(models.honest) as server:
        spending = Answerer(library, chat(server, library, chat_tokens_per_day=1))
        spending.ask(QUESTION)
        calls = len(server.requests)
        answer = spending.ask(QUESTION)
        assert len(server.requests) == calls
    assert "budget" in answer.notes[0]
    assert answer.statements


def test_inventions_are_not_published(library: Library) -> None:
    inventive = models.Inventive()
    answer = asked(library, inventive)
    invented = {text for text, truth in inventive.said if not truth}
    assert invented
    assert not invented & {claim.text for claim in answer.statements}
    assert {one.verdict for one in answer.judged} & {"quoted", "dropped"}
    assert proven(library, answer)


def test_a_model_that_obeys_everybody_publishes_nothing_but_what_is_borne(library: Library) -> None:
    answer = asked(library, models.obedient)
    shown = " ".join(claim.text for claim in answer.statements)
    for planted in ("@everyone", "https://", "fakesoft", "Brasília", "You answer a question"):
        assert planted not in shown
    assert proven(library, answer)


def test_a_question_in_another_language_is_answered_in_it_from_what_was_proven(library: Library) -> None:
    def bilingual(system: str, user: str) -> str:
        if system.startswith("Translate"):
            into_german = "into German" in system
            german = {"Repairs": "Die Reparaturen am Rumpf der Fähre Callis kosteten 12 Millionen Kronen."}
            lines = [line.partition(". ") for line in user.splitlines()]
            return "\n".join(
                f"{number}. {_german(text, german) if into_german else QUESTION}" for number, _, text in lines
            )
        return models.honest(system, user)

    with ModelServer(bilingual) as server:
        answerer = Answerer(library, chat(server, library))
        answer = answerer.ask("Wie viel kosteten die Reparaturen am Rumpf der Fähre Callis?")
    assert answer.language == "de"
    assert answer.understood == QUESTION
    first = next(claim for claim in answer.statements if claim.original)
    assert first.text.startswith("Die Reparaturen")
    assert "12 million crowns" in first.original
    assert proven(library, answer)


@pytest.mark.parametrize("question", ["Wie viel kosteten die Reparaturen?", "And when will she sail again?", QUESTION])
def test_a_reader_sees_a_step_before_any_model_is_waited_for(library: Library, question: str) -> None:
    steps: list[str] = []
    seen: list[int] = []

    def slow(system: str, user: str) -> str:
        seen.append(len(steps))
        return models.honest(system, user)

    first = Answerer(library).ask(QUESTION)
    with ModelServer(slow) as server:
        Answerer(library, chat(server, library)).ask(question, follows=first.id, on_step=steps.append)
    assert seen
    assert min(seen) > 0


def _german(text: str, known: dict[str, str]) -> str:
    return next((german for start, german in known.items() if text.startswith(start)), text)
