# ruff: noqa: E501
"""A fetched page gives its article under one address, or one reason why it has none."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean
from index.errors import NoArticle, UnreadableSource
from index.sources.web import read_web
from index.values import Page
from tests.index.sources import pages
from tests.index.sources.pages import STORY, URL, article, canonical, cards, linked_data, links, page, rows
from tests.index.sources.test_formats import pdf


def read(markup: str | bytes, url: str = URL, *, charset: str = "", media_type: str = "text/html") -> Page:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return read_web(body, url, media_type=media_type, charset=charset)


def text(markup: str | bytes, url: str = URL, *, charset: str = "") -> str:
    return clean(read(markup, url, charset=charset), article_id="a").text


def refused(markup: str | bytes, url: str = URL, media_type: str = "text/html") -> tuple[str, str]:
    with pytest.raises(NoArticle) as caught:
        read(markup, url, media_type=media_type)
    assert caught.value.source == url
    return caught.value.kind, caught.value.reason


# What an article says of itself


def test_a_news_page_with_everything_around_it() -> None:
    found = read(
        page(
            pages.BANNER
            + article(extra=pages.paragraphs("Share this article"))
            + f"<aside><h2>Most read</h2>{links()}</aside>",
            canonical(URL)
            + "<meta property='og:site_name' content='The Harbour Post'><meta name='author' content='Maud Ellery'>"
            + linked_data(datePublished="2025-04-03T23:40:00-05:00", dateModified="2025-04-05T08:00:00Z"),
        )
    )
    assert found.source == found.url == URL
    assert (found.publisher, found.byline, found.language) == ("The Harbour Post", "Maud Ellery", "en")
    assert (found.published, found.modified) == (date(2025, 4, 3), date(2025, 4, 5))
    assert not found.paywalled
    assert clean(found, article_id="a").text == "\n\n".join(STORY)


LAYOUTS = {
    "article element": article(),
    "main with a related list below": f"<main><h1>Ferry returns</h1>{pages.paragraphs(*STORY)}<h2>More stories</h2>{links()}</main>",
    "cards below": article() + cards(),
    "a related box in the middle": article(*STORY[:3], extra=f"<div class='box'><h3>Read more</h3>{links(3)}</div>{pages.paragraphs(*STORY[3:])}"),
    "divs and spans": "<div class='content'><div class='story-body'>" + "".join(f"<div class='par'><p><span>{t}</span></p></div>" for t in STORY) + "</div></div>",
    "sections": "<main><h1>Ferry returns</h1>" + "".join(f"<section><h2>Part {n}</h2><p>{t}</p></section>" for n, t in enumerate(STORY)) + "</main>",
    "a login form in the header": "<form class='login'><input type='password'></form>" + article(),
    "a newsletter box": article(*STORY[:2], extra="<div class='newsletter'><p>Sign up to our newsletter</p></div>" + pages.paragraphs(*STORY[2:])),
    "a banner of consent": pages.BANNER + article(),
    "a sidebar of headlines": f"<div class='wrap'>{article()}<aside>{cards()}</aside></div>",
    "microdata": f"<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Ferry returns</h1><div itemprop='articleBody'>{pages.paragraphs(*STORY)}</div></div>",
    "line breaks only": "<article><h1>Ferry returns</h1><div>" + "<br><br>".join(STORY) + "</div></article>",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts_of_articles(layout: str) -> None:
    found = text(page(layout))
    assert all(sentence in found for sentence in (STORY[0], STORY[2], STORY[5]))
    assert "All rights reserved" not in found
    assert "412 partners" not in found


def test_a_short_story_among_many_links() -> None:
    head = linked_data(datePublished="2025-04-03") + "<meta property='og:type' content='article'>"
    found = text(page(article(*STORY[:2]) + cards(), head))
    assert found.startswith("\n\n".join(STORY[:2]))


def test_a_short_story_on_a_site_without_metadata() -> None:
    brief = f"<div id='main'><h1>Ferry returns</h1>{pages.paragraphs(*STORY[1:4])}</div><div id='side'>{links()}{links()}</div>"
    assert text(page(brief)).startswith(STORY[1])
    assert (
        refused(page(f"<main><p>{STORY[1]}</p>{links()}{links()}</main>"), "https://harbourpost.example/news")[0]
        == "list"
    )


@pytest.mark.parametrize(
    ("headline", "title"),
    [("Page not found: how the city lost its archive", "Page not found: how the city lost its archive"),
     ("404", "404 | The Harbour Post"), ("Sign in to the harbour: the new pilots", "Sign in | The Harbour Post"),
     ("Cookies", "Cookies | The Harbour Post")],
)  # fmt: skip
def test_a_long_story_with_a_title_like_a_notice(headline: str, title: str) -> None:
    assert STORY[2] in text(page(article(headline=headline), title=title))


def test_a_story_about_cookies_and_consent() -> None:
    story = (
        "Regulators fined the ferry company on Monday because its website set cookies before anybody had agreed to them.",
        "The authority said that consent must be given freely. The company’s banner offered no button to refuse.",
        "“Nobody reads these banners,” said Ada Roe, who brought the complaint. “That is why the law asks for a choice.”",
        "The company has four weeks to appeal. A spokesman said that it had already changed its website in March.",
    )
    assert story[2] in text(page(article(*story, headline="Ferry company fined over cookies")))


# One article, one address


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        (canonical(URL), URL + "?utm_source=x&fbclid=1#top", URL),
        (canonical("/2025/04/03/ferry-returns"), URL + "?print=1", URL),
        (canonical(URL), URL + "/amp", URL),
        (canonical(URL), URL + "?output=amp", URL),
        (canonical(URL), "https://amp.harbourpost.example/2025/ferry", URL),
        (canonical("http://harbourpost.example/2025/04/03/ferry-returns"), URL, URL),
        (f"<meta property='og:url' content='{URL}'>", URL + "?page=1", URL),
        ("", URL + "?utm_source=x&id=7", URL + "?id=7"),
        ("", URL + "/amp", URL + "/amp"),
        (canonical("https://sandbar.example/stolen"), URL, URL),
        (canonical("https://harbourpost.example.evil.example/x"), URL, URL),
        (canonical("https://harbourpost.example/"), URL, URL),
        (canonical("javascript:alert(1)"), URL, URL), (canonical(""), URL, URL), (canonical("http://["), URL, URL),
        (canonical("https://user:secret@harbourpost.example/x"), URL, URL),
        (canonical(URL) + canonical(URL + "-2"), URL + "?a=1", URL + "?a=1"),
        (canonical("https://b.github.io/x"), "https://a.github.io/x", "https://a.github.io/x"),
        (canonical("http://10.0.0.8/x"), "http://10.0.0.7/x", "http://10.0.0.7/x"),
        (canonical("http://127.0.0.1:8001/x"), "http://127.0.0.1:8000/x?a", "http://127.0.0.1:8000/x?a"),
        (canonical("http://127.0.0.1:8000/x"), "http://127.0.0.1:8000/x?print=1", "http://127.0.0.1:8000/x"),
    ],
)  # fmt: skip
def test_the_canonical_address(head: str, url: str, address: str) -> None:
    found = read(page(article(), head), url)
    assert (found.source, found.url) == (address, address)


def test_a_canonical_link_that_a_comment_smuggled_into_the_text_is_none() -> None:
    smuggled = article(extra=canonical("https://harbourpost.example/other"))
    assert read(page(smuggled)).source == URL


def test_amp_and_print_copies_are_the_same_article() -> None:
    amp = f"<!doctype html><html amp lang='en'><head><meta charset='utf-8'><title>Ferry returns</title>{canonical(URL)}</head><body>{article()}</body></html>"
    plain = f"<html><head><title>Print: Ferry returns</title>{canonical(URL)}</head><body><h1>Ferry returns after five months</h1>{pages.paragraphs(*STORY)}</body></html>"
    whole = page(article(), f"<link rel='amphtml' href='{URL}/amp'>" + canonical(URL))
    found = [read(whole), read(amp, URL + "/amp"), read(plain, URL + "?print=1")]
    assert {item.source for item in found} == {URL}
    assert len({clean(item, article_id="a").text for item in found}) == 1


# Refused


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (page(cards(), title="The Harbour Post"), "list"), (page(rows(), title="News | The Harbour Post"), "list"),
        (page(f"<main><h1>Sport</h1>{links()}</main>"), "list"),
        (page(f"<main>{rows()}</main>", "<meta property='og:type' content='website'>"), "list"),
        (page(f"<main><h1>Search results for ferry</h1>{rows(5)}</main>"), "list"),
        (page(f"<main><p>All about the harbour and the sea, chosen by our editors and updated every morning of the week.</p>{cards()}</main>"), "list"),
        (pages.LOGIN, "login"), (pages.CONSENT_WALL, "consent"), (pages.CONSENT_WALL_DE, "consent"), (pages.SOFT_404, "missing"),
        (pages.SOFT_404_DE, "missing"), (pages.REMOVED, "missing"), (pages.SCRIPT_ONLY, "script"), (pages.CHECK, "check"), (pages.ERROR, "error"),
        (pages.MAINTENANCE, "error"), (page(article("Short.")), "empty"), ("<html></html>", "empty"),
    ],
)  # fmt: skip
def test_pages_without_an_article(markup: str, kind: str) -> None:
    found, reason = refused(markup)
    assert found == kind, reason
    assert reason.endswith(".")


def test_a_page_that_only_leads_on_names_where() -> None:
    head = "<meta http-equiv='Refresh' content='0; URL=/2025/ferry'>"
    kind, reason = refused(
        f"<html><head><title>Redirecting</title>{head}</head><body><p>Redirecting to <a href='/2025/ferry'>x</a>.</p></body></html>"
    )
    assert kind == "moved"
    assert "https://harbourpost.example/2025/ferry;" in reason
    assert STORY[0] in text(
        page(article(), "<meta http-equiv='refresh' content='0; url=https://harbourpost.example/'>")
    )


@pytest.mark.parametrize("url", ["https://harbourpost.example/", "https://harbourpost.example/index.html"])
def test_a_front_page_needs_few_links(url: str) -> None:
    assert refused(page(f"<main>{rows(4)}</main>"), url)[0] == "list"


def test_a_blog_front_page_with_whole_posts() -> None:
    posts = "".join(
        f"<div class='post'><h2><a href='{href}'>{title}</a></h2>{pages.paragraphs(*STORY[n % 3 : n % 3 + 3])}</div>"
        for n, (href, title, _) in enumerate(pages.TEASERS)
    )
    assert refused(page(f"<main>{posts}</main>"), "https://blog.example/")[0] == "list"


@pytest.mark.parametrize(
    "lang",
    ["Страница не найдена", "Page introuvable", "Página no encontrada", "Pagina non trovata", "ページが見つかりません"],
)
def test_soft_404_in_other_languages(lang: str) -> None:
    body = (
        "<main><h1>"
        + lang
        + "</h1><p>"
        + "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. " * 2
        + "</p></main>"
    )
    assert refused(page(body, title=lang))[0] == "missing"


# Paywalls: what stands there is quoted as far as it goes, and marked


@pytest.mark.parametrize("free", [False, "False", "false"])
def test_the_whole_text_behind_a_paywall_hint(free: object) -> None:
    found = read(page(article(), linked_data(isAccessibleForFree=free)))
    assert found.paywalled
    assert STORY[5] in found.text


def test_an_opening_is_read_and_marked_without_the_prompt() -> None:
    for head in (
        linked_data(isAccessibleForFree=False),
        "<meta property='article:content_tier' content='metered'>",
        "",
    ):
        found = read(page(article(*STORY[:2], extra=pages.PAYWALL_PROMPT), head))
        assert found.paywalled
        assert clean(found, article_id="a").text == "\n\n".join(STORY[:2])


def test_less_than_an_opening_is_refused() -> None:
    head = linked_data(isAccessibleForFree=False)
    kind, reason = refused(
        page(
            article("The ferry Saint Brannoc returned to service on Wednesday morning.", extra=pages.PAYWALL_PROMPT),
            head,
        )
    )
    assert kind == "paywall"
    assert "subscription" in reason


def test_free_articles_carry_no_hint() -> None:
    head = linked_data(isAccessibleForFree=True) + "<meta property='article:content_tier' content='free'>"
    related = linked_data(
        **{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "isAccessibleForFree": False}]}
    )
    assert not read(page(article(), head + related)).paywalled


# Encodings

POLISH = (
    "Prom uderzył w falochron we mgle. Trzydzieści siedem osób zostało rannych, powiedziała kapitan łodzi Żółkiewska."
)
JAPANESE = "橋は月曜日に閉鎖されたと市長は述べた。けが人はいなかった。原因はまだ分かっていない。渡し船の会社は乗客に補償すると発表した。"
ENGLISH = "“We heard her before we saw her,” said the harbour master – she’d been on the quay of the café since four that morning."
RUSSIAN = (
    "Мост через пролив был закрыт в понедельник, сообщил начальник порта. Никто не пострадал, паром вернулся в гавань."
)


@pytest.mark.parametrize(
    ("said", "encoding", "header", "meta"),
    [
        (ENGLISH, "cp1252", "windows-1252", ""), (ENGLISH, "cp1252", "", "windows-1252"), (ENGLISH, "cp1252", "", ""),
        (ENGLISH, "cp1252", "iso-8859-1", "iso-8859-1"), (ENGLISH, "cp1252", "utf-8", "utf-8"), (ENGLISH, "cp1252", "windows-1252", "utf-8"),
        (ENGLISH, "utf-8", "iso-8859-1", "iso-8859-1"), (ENGLISH, "utf-8", "shift_jis", ""), (ENGLISH, "utf-8", "nonsense", "unicode_escape"),
        (ENGLISH, "utf-16", "", ""), (ENGLISH, "utf-16-le", "utf-16", "utf-8"), (ENGLISH, "utf-16-be", "", ""), (ENGLISH, "utf-8-sig", "iso-8859-1", ""),
        (ENGLISH, "utf-8", "utf-16", "utf-16"), (ENGLISH, "utf-8", "utf-7", ""),
        (POLISH, "iso-8859-2", "iso-8859-2", ""), (POLISH, "iso-8859-2", "", "iso-8859-2"), (POLISH, "iso-8859-2", "utf-8", "iso-8859-2"),
        (POLISH, "cp1250", "windows-1250", "utf-8"),
        (JAPANESE, "shift_jis", "Shift_JIS", ""), (JAPANESE, "shift_jis", "", "x-sjis"), (JAPANESE, "shift_jis", "", ""),
        (JAPANESE, "shift_jis", "iso-8859-1", ""), (JAPANESE, "euc_jp", "", "euc-jp"), (JAPANESE, "shift_jis", "utf-8", "utf-8"),
        (RUSSIAN, "cp1251", "windows-1251", ""), (RUSSIAN, "koi8-r", "", "koi8-r"), (RUSSIAN, "cp1251", "iso-8859-1", "iso-8859-1"),
        (RUSSIAN, "cp1251", "", ""),
    ],
    ids=lambda value: value[:12],
)  # fmt: skip
def test_the_charset_is_found(said: str, encoding: str, header: str, meta: str) -> None:
    markup = page(article(*[said] * 4, headline="?"), charset=meta, title="?")
    assert said in read(markup.encode(encoding, "xmlcharrefreplace"), charset=header).text


# What is no HTML


def test_other_kinds_go_to_their_readers() -> None:
    story = "\n\n".join(STORY)
    found = read(pdf([STORY[0]]), media_type="text/html")
    assert found.source == found.url == URL
    assert STORY[0][:60] in found.text
    assert read(story, media_type="text/plain").text == story
    assert read(story.encode("cp1252"), media_type="text/plain", charset="windows-1252").text == story
    assert read("---\ntitle: Ferry\n---\n" + story, URL + ".md", media_type="text/plain").title == "Ferry"
    record = json.dumps({"title": "Ferry", "text": story, "url": "https://elsewhere.example/"})
    assert read(record, media_type="application/json; charset=utf-8").url == URL
    assert STORY[0] in read(page(article()), media_type="text/plain").text
    assert STORY[0] in read(page(article()), media_type="application/octet-stream").text


def test_what_was_fetched_is_not_limited_again() -> None:
    record = json.dumps({"title": "Ferry", "text": STORY[0]}) + " " * 26_000_000
    assert read(record, media_type="application/json").text == STORY[0]


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png", "image/png"), (b"", "text/html", "nothing"), (b" \n", "", "nothing"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "text/xml", "feed"), (b"<urlset/>", "text/html", "sitemap"),
        (json.dumps([{"text": "One."}, {"text": "Two."}]).encode(), "application/json", "2 articles"),
    ],
)  # fmt: skip
def test_what_is_no_article_at_all(body: bytes, media_type: str, said: str) -> None:
    assert said in refused(body, media_type=media_type)[1]


@pytest.mark.parametrize(("body", "media_type"), [(b"%PDF-1.4 hello", "application/pdf"), (b"{oops", "application/json"), (bytes(range(256)) * 20, "text/plain"), (bytes(range(256)) * 20, "text/html")])  # fmt: skip
def test_what_cannot_be_read_says_so(body: bytes, media_type: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        read(body, media_type=media_type)
    assert caught.value.reason.endswith(".")
    assert caught.value.source == URL


@pytest.mark.parametrize(
    "before",
    ["<!-- x -->\n" * 300, "<!--" * 900, "<?x?>" * 700, "<!doctype html>" * 200, "<script>" * 8000, "<" * 60_000],
)
def test_what_stands_before_a_page_costs_no_time(before: str) -> None:
    with suppress(UnreadableSource):
        read((before + page(article())).encode("cp1252"), charset="windows-1252")


def test_a_page_of_too_many_elements_is_not_worked_on() -> None:
    with pytest.raises(UnreadableSource, match="40,000 elements"):
        read("<html><body>" + "<p>x" * 60_000 + "</body></html>")


def test_nothing_external_is_touched() -> None:
    tricks = (
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><head><base href='file:///etc/'></head><body>"
        + article(*STORY, "See &x; there, in the file that the entity names, which nobody may read.")
        + "</body></html>"
    )
    assert "root:" not in read(tricks).text
    assert read(tricks).source == URL


pieces = st.lists(
    st.sampled_from(
        ["<html>", "<body>", "<p>", "</p>", "<h1>", "<a href='/x'>", "</a>", "<article>", "<title>", "</title>", "<script type='application/ld+json'>", "</script>",
         '{"@type": "NewsArticle"', '"isAccessibleForFree": false}', "[[[", '{"@graph": [', "]}", "<link rel='canonical' href='", "'>", "<input type='password'>",
         "The bridge was closed on Monday by the harbour master and his men. ", "Page not found", "We use cookies", "<meta charset='utf-16'>", "\x00", "&#xD800;", "<base href='//['>",
         "%PDF-1.4", "ü", "<!--", "<svg>", "<table><tr><td>", "<noscript>", "404"]
    ),
    max_size=30,
).map(lambda parts: "".join(parts).encode())  # fmt: skip


@settings(max_examples=300)
@given(
    data=pieces | st.binary(max_size=300),
    media_type=st.sampled_from(
        [
            "text/html",
            "",
            "text/plain",
            "application/json",
            "application/pdf",
            "text/markdown",
            "application/octet-stream",
        ]
    ),
    charset=st.sampled_from(["", "utf-8", "utf-16", "shift_jis", "x\x00"]),
)
def test_no_bytes_break_the_reader(data: bytes, media_type: str, charset: str) -> None:
    with suppress(UnreadableSource):
        found = read(data, media_type=media_type, charset=charset)
        found.text.encode()
        assert found.source.startswith("https://harbourpost.example/")
