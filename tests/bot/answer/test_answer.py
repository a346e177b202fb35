"""A question in, a proven answer out, on a real library."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.answer.answer import Answerer, context, recall
from bot.answer.prove.cite import cite, position
from bot.answer.record.record import public
from bot.errors import BadQuestion
from bot.values import Answer
from index.library import Library
from tests.bot.answer.pages import ARTICLES, jsonl
from tests.conftest import shared_data

TODAY = date(2024, 4, 8)


def _ask(library: Library, question: str, name: str = "default") -> Answer:
    return Answerer(library).ask(question, library=name, today=TODAY)


def _proven(library: Library, answer: Answer) -> None:
    for citation in (*answer.citations, *answer.related):
        stored = library.article(answer.searched.library, citation.article_id, citation.revision)
        assert stored.text[citation.start : citation.end] == citation.quote != ""
    cited = [number for statement in answer.statements for number in statement.citations]
    assert list(dict.fromkeys(cited)) == [citation.number for citation in answer.citations]
    assert [citation.number for citation in answer.related] == list(range(1, len(answer.related) + 1))


def test_an_answer_quotes_the_article_and_says_where(library: Library) -> None:
    answer = _ask(library, "Who ground the lens of the Skarv lighthouse?")
    assert answer.outcome == "answered"
    _proven(library, answer)
    assert answer.text.splitlines() == [f"{citation.quote} [{citation.number}]" for citation in answer.citations]
    cited = next(c for c in answer.citations if "The optician Mathilde Voss ground the lens in 1871." in c.quote)
    assert (cited.title, cited.publisher) == ("Lighthouse lens goes on show", "Harbour Times")
    assert (cited.byline, cited.published) == ("Jonas Hale", date(2024, 4, 5))
    assert cited.link.startswith("https://harbour-times.example/lens#:~:text=")
    assert cited.position.endswith("2 of 3")
    assert not answer.related
    assert answer.seconds > 0


def test_programs_get_the_same_answer_as_json(library: Library) -> None:
    answer = _ask(library, "How old is the reef off Nordhaken?")
    shown = public(answer)
    assert json.loads(json.dumps(shown)) == shown
    assert shown["outcome"] == "answered"
    assert shown["searched"]["articles"] == len(ARTICLES)
    assert (shown["searched"]["first"], shown["searched"]["last"]) == ("2024-03-03", "2024-04-05")


def test_what_the_articles_do_not_say_is_said_so_with_what_kept_them_from_it(library: Library) -> None:
    answer = _ask(library, "Which orchestra played Mahler at the Vienna opera ball?")
    assert answer.outcome == "not_found"
    assert answer.text == (
        "The articles do not say. None of the 4 articles searched, published 3 March – 5 April 2024, answers this. "
        "No article names Mahler or Vienna."
    )
    assert not answer.citations
    assert not answer.statements
    assert not answer.related


def test_a_question_beside_the_matters_of_the_articles_has_related_passages(library: Library) -> None:
    answer = _ask(library, "How old is the optician Mathilde Voss?")
    assert answer.outcome == "not_found"
    assert [one.title for one in answer.related] == ["Lighthouse lens goes on show"]
    _proven(library, answer)


def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    answer = _ask(library, "Who won?", "guild-7")
    assert answer.outcome == "not_found"
    assert "`footnote index add PATH --library guild-7`" in answer.text
    assert (answer.related, answer.searched.articles) == ((), 0)


@pytest.mark.parametrize("question", ["", " \n ", "?!", "x" * 501])
def test_a_question_that_asks_nothing_is_refused(library: Library, question: str) -> None:
    with pytest.raises(BadQuestion):
        _ask(library, question)


def test_a_named_publisher_is_searched_alone(library: Library) -> None:
    for publisher, price in (("Northern Wire", "14 million"), ("Harbour Times", "12 million")):
        answer = _ask(library, f"What did repairs to the hull of the ferry cost, according to the {publisher}?")
        assert answer.outcome == "answered"
        assert {citation.publisher for citation in answer.citations} == {publisher}
        assert price in answer.text
        assert (answer.searched.label, answer.searched.note) == (publisher, "")


def test_publication_dates_restrict_what_is_searched(library: Library) -> None:
    answer = _ask(library, "What did repairs to the hull of the ferry cost before 10 March 2024?")
    assert answer.outcome == "answered"
    assert "12 million" in answer.text
    assert "14 million" not in answer.text
    assert answer.searched.label == "until 9 March 2024"
    assert (answer.searched.articles, answer.searched.last) == (1, date(2024, 3, 3))


def test_who_asks_why_is_answered_by_a_reason_and_not_firmly_by_the_event_told_again(library: Library) -> None:
    weir = {
        "title": "Weir at Sandmark closed to swimmers",
        "text": "The Kestrel weir at Sandmark has been closed to swimmers because a boy was hurt there in June.\n\n"
        "The keeper Ada Brandt resigned on Friday. The council thanked her for nine summers of work.",
    }
    library.add_files("why", [("why.jsonl", jsonl(weir, *ARTICLES))], origin="", source_prefix="why")
    ask = Answerer(library).ask
    assert ask("Why was the Kestrel weir closed to swimmers?", library="why").outcome == "answered"
    assert ask("Why did the keeper Ada Brandt resign?", library="why").outcome == "weak"
    assert ask("Why did Tomas Reed call the invoice a disgrace?", library="why").outcome == "weak"


def test_a_month_without_articles_is_dropped_with_a_note(library: Library) -> None:
    answer = _ask(library, "Who ground the lens of the Skarv lighthouse in May 2023?")
    assert answer.outcome == "weak"
    assert answer.searched.note == "No article published 1–31 May 2023 is here. All dates were searched."
    assert (answer.searched.label, answer.searched.since, answer.searched.articles) == ("", None, len(ARTICLES))


def test_a_restriction_that_hides_the_answer_is_dropped_with_a_note(library: Library) -> None:
    answer = _ask(library, "According to the Northern Wire, who ground the lens of the Skarv lighthouse?")
    assert answer.outcome == "weak"
    assert answer.searched.note == "No article from Northern Wire answers this. All publishers were searched."
    assert answer.citations[0].publisher == "Harbour Times"


def test_an_unanswerable_question_keeps_its_restriction(library: Library) -> None:
    answer = _ask(library, "Which orchestra played Mahler in Vienna in March 2024?")
    assert answer.outcome == "not_found"
    assert answer.searched.label == "1–31 March 2024"
    assert answer.searched.articles == 2
    assert all(citation.published in (date(2024, 3, 3), date(2024, 3, 28)) for citation in answer.related)


def test_the_latest_is_answered_from_the_newest_article_that_answers(library: Library) -> None:
    sure = {"What is the latest cost of repairs to the ferry?": "answered", "What is the latest on the ferry?": "weak"}
    for question, outcome in sure.items():
        answer = _ask(library, question)
        assert answer.outcome == outcome
        assert {citation.published for citation in answer.citations} == {date(2024, 3, 28)}
        assert answer.searched.newest_first


def test_the_reader_is_told_each_step(library: Library) -> None:
    steps: list[str] = []
    Answerer(library).ask("How old is the reef?", today=TODAY, on_step=steps.append)
    assert steps[0] == "Searching 4 articles…"
    assert steps[1].startswith("Reading the ")
    assert steps[2:] == ["Checking quotes…"]


def test_an_answer_is_recorded_for_its_own_library_only(library: Library) -> None:
    answer = _ask(library, "How old is the reef off Nordhaken?")
    assert recall(library, "default", answer.id) == answer
    assert recall(library, "other", answer.id) is None
    assert recall(library, "default", "nothing-here") is None


def test_a_passage_card_shows_the_sentences_around_the_quote(library: Library) -> None:
    answer = _ask(library, "What did the council not order from the shipyard?")
    citation = next(citation for citation in answer.citations if "propeller" in citation.quote)
    before, quote, after = context(library, "default", citation)
    text = library.article("default", citation.article_id).text
    assert quote == citation.quote
    assert before
    assert before in text
    assert after == "" or after in text
    assert text.index(before) < citation.start
    assert "disgrace" in quote + after


def test_a_corrected_article_answers_anew_and_old_answers_keep_their_words(library: Library) -> None:
    lens = ARTICLES[2]
    _index(library, "corrected", lens)
    old = _ask(library, "How much does the lens weigh?", "corrected")
    _index(library, "corrected", {**lens, "text": lens["text"].replace("340 kilograms", "430 kilograms")})
    new = _ask(library, "How much does the lens weigh?", "corrected")
    assert "340 kilograms" in old.text
    assert "430 kilograms" in new.text
    assert "340" not in new.text
    assert (old.citations[0].revision, new.citations[0].revision) == (1, 2)
    assert context(library, "corrected", old.citations[0])[1] == old.citations[0].quote


def test_an_article_corrected_while_it_is_read_is_read_again(library: Library) -> None:
    lens = ARTICLES[2]
    _index(library, "meanwhile", lens)

    def correct(step: str) -> None:
        if step == "Checking quotes…":
            _index(library, "meanwhile", {**lens, "text": lens["text"].replace("340 kilograms", "430 kilograms")})

    answer = Answerer(library).ask("How much does the lens weigh?", library="meanwhile", on_step=correct)
    assert "The lens weighs 430 kilograms." in answer.text
    assert {citation.revision for citation in answer.citations} == {2}
    _proven(library, answer)


def test_a_removed_article_leaves_answers_and_its_card_keeps_the_quote(library: Library) -> None:
    _index(library, "removed", *ARTICLES[2:])
    old = _ask(library, "How much does the lens weigh?", "removed")
    library.remove("removed", old.citations[0].article_id)
    new = _ask(library, "How much does the lens weigh?", "removed")
    assert new.outcome == "not_found"
    assert old.citations[0].article_id not in {citation.article_id for citation in new.related}
    assert context(library, "removed", old.citations[0])[1] == old.citations[0].quote


def test_hostile_questions_get_an_answer_or_a_sentence(library: Library) -> None:
    hostile: list[str] = json.loads((shared_data() / "hostile" / "blns.json").read_text(encoding="utf-8"))
    for question in hostile[::29]:
        try:
            answer = _ask(library, question)
        except BadQuestion:
            continue
        _proven(library, answer)
        assert answer.outcome in ("answered", "not_found")


def _index(library: Library, name: str, *articles: dict[str, str]) -> None:
    progress = library.add_files(name, [("news.jsonl", jsonl(*articles))], origin="", source_prefix="test")
    assert not progress.failures


def test_every_passage_card_of_a_real_article_is_cut_from_its_text(library: Library) -> None:
    file = next((shared_data() / "article").glob("*.txt"))
    added = library.add_files("real", [(file.name, file.read_bytes())], origin="", source_prefix="test")
    article = library.article("real", added.article_ids[0])
    for sentence in article.sentences:
        citation = cite(article, sentence, 1)
        before, quote, after = context(library, "real", citation)
        card = before + quote + after
        assert card in article.text
        assert quote == sentence.of(article.text)
        if citation.kind == "caption":
            block = next(block for block in article.captions if block.start <= sentence.start < block.end)
            assert card in block.of(article.text)
    assert {position(article, block).split()[0] for block in article.captions} == {"caption"}
