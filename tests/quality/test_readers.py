"""Readers' questions: what is labelled as an answer stands in an article of the same library."""

from __future__ import annotations

from tests.quality.readers import read_readers


def test_every_accepted_answer_stands_in_an_article_and_every_question_is_on_one() -> None:
    for articles, questions in read_readers():
        ids, texts = {one.id for one in articles}, [one.text for one in articles]
        assert len(ids) == len(articles) == 60
        assert all(one.article_id in ids for one in questions)
        assert all(any(answer in text for text in texts) for one in questions for answer in one.answers)
