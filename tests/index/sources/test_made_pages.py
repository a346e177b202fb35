"""Pages in many layouts: which are articles, and what they say."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from index.clean import clean
from index.errors import NoArticle
from index.sources.web import read_web
from index.values import Page
from tests.pages import HEADINGS, Made, articles, lists

MOST_LISTS = 0.05  # that may pass for an article: a person sees what came in, while a refused article is lost


@cache
def found(html: str, url: str) -> Page | None:
    """Return what is read of a page, None of one without an article; some layouts make the same page."""
    try:
        return read_web(html.encode(), url)
    except NoArticle:
        return None


def refused(page: Made) -> bool:
    return found(page.html, page.url) is None


@pytest.mark.parametrize("heading", HEADINGS)
def test_no_article_is_taken_for_a_list(heading: str) -> None:
    pages = list(articles(heading))
    assert len(pages) > 40
    assert [page.name for page in pages if refused(page)] == []


SCRIPTS = {
    "my": "ဆိပ်ကမ်းမြို့၏ ကောင်စီသည် တံတားကို ပြန်လည်ပြုပြင်ရန် အင်္ဂါနေ့တွင် ဆုံးဖြတ်ခဲ့သည်။",
    "hi": "बंदरगाह की परिषद ने मंगलवार को पुल की मरम्मत करने का निर्णय लिया और पैसा बंदरगाह देगा।",
    "ur": "بندرگاہ کی کونسل نے منگل کو پل کی مرمت کا فیصلہ کیا اور رقم بندرگاہ ادا کرے گی۔",
    "zh": "港口城市议会星期二决定在春季船队返回之前修复旧桥，费用由港口承担，工程将持续四个月。",
    "ja": "港町の議会は火曜日、春の船団が戻る前に古い橋を修理することを決め、費用は港が負担する。",
    "th": "สภาเมืองท่าตัดสินใจเมื่อวันอังคารว่าจะซ่อมสะพานเก่าก่อนที่กองเรือฤดูใบไม้ผลิจะกลับมา และท่าเรือจะเป็นผู้จ่ายเงิน",
    "am": "የወደብ ከተማው ምክር ቤት ማክሰኞ ዕለት አሮጌውን ድልድይ ለመጠገን ወሰነ እና ገንዘቡን ወደቡ ይከፍላል።",
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_an_article_is_one_in_any_script(language: str) -> None:
    said = [f"{SCRIPTS[language][:-1]} {number}{SCRIPTS[language][-1]}" for number in range(5)]
    links = "".join(f"<h3><a href='/n/{n}'>{SCRIPTS[language][:30]} {n}</a></h3>" for n in range(20))
    story = "".join(f"<p>{part}</p>" for part in said)
    html = f"<html lang='{language}'><head><title>港</title></head><body><div>{story}</div>{links}</body></html>"
    found = clean(read_web(html.encode(), "https://paper.example/story/old-harbour-bridge"), article_id="a")
    assert found.text.split("\n\n") == said


def test_an_address_with_the_number_of_a_story_is_that_of_one() -> None:
    page = next(page for page in articles("bare") if page.name == "cards that lead on below")
    assert not refused(replace(page, url="https://gazette.example/?p=1234"))


def test_hardly_a_list_is_taken_for_an_article() -> None:
    pages = list(lists())
    assert len(pages) > 40
    passed = [page.name for page in pages if not refused(page)]
    assert len(passed) <= MOST_LISTS * len(pages), passed


def test_every_sentence_of_an_article_comes_once_and_in_order() -> None:
    for page in articles():
        read = found(page.html, page.url)
        assert read, page.name
        article = clean(read, article_id="a")
        text = " ".join(article.text.split())
        places = [text.find(sentence) for sentence in page.sentences]
        assert -1 not in places, page.name
        assert places == sorted(places), page.name
        assert len(article.text.split("\n\n")) <= 3 * len(page.sentences), page.name
        assert all(text.count(sentence) == 1 for sentence in page.sentences), page.name
        assert article.title == page.title, page.name
        assert article.published in (page.published, None), page.name
