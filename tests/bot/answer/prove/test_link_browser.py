"""Deep links in a real browser: the quoted words are scrolled into view on a served page."""

from __future__ import annotations

import html
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.answer.prove.link import deep_link
from index.values import Article
from tests.bot.answer.pages import article

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-proxy-server"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=800,600",
)
STYLE = "p,h1,h2,figcaption{margin:0 0 2200px;font:16px/1.4 serif;max-width:600px}::target-text{background:#f0f}"
SEEN = """
const box = document.getElementById(arguments[0]).getBoundingClientRect();
return window.scrollY > 0 && box.top < window.innerHeight && box.bottom > 0;
"""

FILLER = "The harbour office said nothing else of note on that day."
RUSSIAN = "«Мы ждали парома — три года», — сказала Анна Ветрова, капитан порта (Каллис)."
JAPANESE = "「橋は三年ぶりに開かれた」と市長は述べた。"
LONG_JAPANESE = (
    "橋は三年ぶりに開かれたが、費用は当初の見積もりの二倍にあたる四億円に達し、市議会は来月、"
    "原因を調べる委員会を設置すると発表した。市長は記者会見で責任を認め、住民に謝罪したうえで、カレンダーの見直しを約束した。"
)
CHINESE = (
    "大桥重新开放，但费用达到四亿元，市议会将于下月成立委员会调查原因，"
    "市长在记者会上向居民道歉，并承诺公布全部合同文件。"
)
ARABIC = "قالت الوزيرة إن العبّارة ستعود يوم الاثنين، بعد ثلاث سنوات من الانتظار."
LONG_ENGLISH = " ".join(f"Clause {n} of the report, read aloud, put it at £{n},000 & more." for n in range(1, 20))

# name → (prose, captions, quote, index of the block that must come into view)
CASES: dict[str, tuple[list[str], list[str], str, int]] = {
    "commas": ([FILLER, "The ferry, the pier, and the lighthouse reopened."], [], "the pier, and the lighthouse", 1),
    "dashes": ([FILLER, "A well-known, long-delayed ferry – sails."], [], "well-known, long-delayed ferry – sails.", 1),
    "leading dash": ([FILLER, "-5 degrees were measured -"], [], "-5 degrees were measured -", 1),
    "ampersand": ([FILLER, "Marlow & Sons built it for Q&A & Co."], [], "Marlow & Sons built it for Q&A", 1),
    "parentheses": ([FILLER, "The Callis (a ferry) sank (twice)."], [], "The Callis (a ferry) sank (twice).", 1),
    "percent and hash": ([FILLER, "Fares rose 12% #again, +3 / year?"], [], "Fares rose 12% #again, +3 / year?", 1),
    "curly quotes": ([FILLER, "“We don’t know,” she said, “yet.”"], [], "“We don’t know,” she said, “yet.”", 1),
    "cyrillic": ([FILLER, RUSSIAN], [], RUSSIAN, 1),
    "japanese": ([FILLER, JAPANESE], [], JAPANESE, 1),
    "japanese range": ([FILLER, LONG_JAPANESE], [], LONG_JAPANESE, 1),
    "chinese range": ([FILLER, CHINESE], [], CHINESE, 1),
    "arabic": ([FILLER, ARABIC], [], ARABIC, 1),
    "accents": ([FILLER, "Le café d’Éloïse a fermé à Noël."], [], "Le café d’Éloïse a fermé à Noël.", 1),
    "long range": ([FILLER, LONG_ENGLISH, FILLER], [], LONG_ENGLISH, 1),
    "caption": ([FILLER, "It sails."], ["The Callis at dawn. (Photo: Wren)"], "The Callis at dawn.", 2),
    "again with context": (
        [FILLER, "Dunn spoke. It was a good day. None left.", FILLER, "Pell spoke. It was a good day. All left."],
        [], "It was a good day.", 3,
    ),
    "again as a whole paragraph": (
        ["One opened.", "It was a good day.", "Two closed.", "It was a good day.", "End."],
        [], "It was a good day.", 3,
    ),
    "also in the title": ([FILLER, "The ferry returns, they said."], [], "The ferry returns", 1),
    "part of a longer word": ([FILLER, "An unsaid word.", "They said so."], [], "said", 2),
}  # fmt: skip

FEW = {"commas", "dashes", "ampersand", "cyrillic", "japanese range", "caption", "again with context"}
"""The cases of the fast suite, one of each way in which a link is written."""


class Pages(ThreadingHTTPServer):
    """Serves articles by path: every block is one element with its number as id, far below the one before."""

    articles: dict[str, str]


class Handler(BaseHTTPRequestHandler):
    server: Pages

    def do_GET(self) -> None:
        body = self.server.articles.get(self.path.partition("?")[0], "").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    server = Pages(("127.0.0.1", 0), Handler)
    server.articles = {}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    running = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    running.set_page_load_timeout(20)
    yield running
    running.quit()


def _served(pages: Pages, path: str, page: Article, markup: dict[str, str] | None = None) -> Article:
    tags = {"prose": "p", "heading": "h2", "caption": "figcaption"}
    body = "".join(
        f'<{tags[block.kind]} id="{number}">{html.escape(block.of(page.text))}</{tags[block.kind]}>'
        for number, block in enumerate(page.blocks)
    )
    for plain, marked in (markup or {}).items():
        body = body.replace(plain, marked)
    pages.articles[path] = (
        f"<!doctype html><style>{STYLE}</style><h1>{html.escape(page.title)}</h1>{body}<h1 id=end></h1>"
    )
    return replace(page, url=f"http://127.0.0.1:{pages.server_port}{path}")


def _seen(browser: Any, link: str, block: int) -> bool:
    from selenium.common.exceptions import TimeoutException
    from selenium.webdriver.support.wait import WebDriverWait

    browser.get("about:blank")
    browser.get(link)
    try:
        return bool(WebDriverWait(browser, 3, 0.05).until(lambda driver: driver.execute_script(SEEN, str(block))))
    except TimeoutException:
        return False


@pytest.mark.parametrize("name", [one if one in FEW else pytest.param(one, marks=pytest.mark.slow) for one in CASES])
def test_the_quoted_words_come_into_view(name: str, pages: Pages, browser: Any) -> None:
    prose, captions, quote, block = CASES[name]
    page = _served(pages, f"/{name.replace(' ', '-')}", article(prose, captions))
    start = page.text.index(quote, page.blocks[block].start)
    link = deep_link(page, start, start + len(quote))
    assert ":~:text=" in link
    assert len(link) <= 512
    assert _seen(browser, link, block), link


def test_a_quote_of_two_paragraphs_comes_into_view(pages: Pages, browser: Any) -> None:
    page = _served(
        pages, "/two", article([FILLER, FILLER, "Who pays? Nobody knows.", "The town will pay. It said so.", FILLER])
    )
    start = page.text.index("Nobody knows.")
    link = deep_link(page, start, page.text.index(" It said so."))
    assert "Nobody%20knows.,The%20town" in link
    assert _seen(browser, link, 2), link


def test_markup_soft_hyphens_and_hard_spaces_of_the_page_do_not_matter(pages: Pages, browser: Any) -> None:
    page = article([FILLER, "The long-delayed ferry cost 12 million crowns, officials said."])
    marked = {"delayed ferry": "de\u00adlayed <em>fer\u00adry</em>", "12 million": "12\u00a0million"}
    page = _served(pages, "/marked", page, marked)
    assert _seen(browser, deep_link(page, page.blocks[1].start, page.blocks[1].end), 1)


def test_an_address_with_a_section_still_jumps_to_the_quote(pages: Pages, browser: Any) -> None:
    page = _served(pages, "/section", article([FILLER, FILLER, "The ferry (finally) sails."]))
    page = replace(page, url=page.url + "?from=feed&x=1#end")
    link = deep_link(page, page.blocks[2].start, page.blocks[2].end)
    assert "#end:~:text=" in link
    assert _seen(browser, link, 2)
