"""Which passages are shown where the articles do not answer."""

from __future__ import annotations

import pytest

from bot.answer.answer import Answerer
from index.library import Library
from tests.bot.answer.pages import ARTICLES, jsonl

WIND = {
    "language": "de",
    "title": "Windpark vor Nordhaken geht ans Netz",
    "text": "Die zwölf Turbinen vor Nordhaken wurden am Montag eröffnet, ein Jahr später als geplant.\n\n"
    "Der Bürgermeister sprach von einem Fest für die ganze Stadt, und die Fischer klagten über den Lärm.",
}
QUAY = {
    "language": "de",
    "title": "Neuer Kai in Sandmark eröffnet",
    "text": "Der neue Kai wurde am Freitag eröffnet. Wie lange die Arbeiten dauerten, wusste im Rathaus niemand.\n\n"
    "Die Stadt will dort im Sommer einen Markt abhalten.",
}
BRIDGE = {
    "title": "Kestrel Bridge opens",
    "text": "The Kestrel Bridge over the Orrel opened to traffic at noon on Saturday.\n\n"
    "The mayor cut the ribbon while the fishermen complained about the noise.",
}


@pytest.fixture(scope="module")
def mixed(library: Library) -> Library:
    """The library `mixed` is mostly English, `german` mostly German."""
    for name, articles in (("mixed", (WIND, QUAY, BRIDGE, *ARTICLES)), ("german", (WIND, QUAY, BRIDGE))):
        library.add_files(name, [("news.jsonl", jsonl(*articles))], origin="", source_prefix=name)
    return library


def related(library: Library, name: str, question: str) -> list[str]:
    answer = Answerer(library).ask(question, library=name)
    assert answer.outcome == "not_found"
    return [one.title for one in answer.related]


@pytest.mark.parametrize("question", ["Wer wurde auf der Brücke getötet?", "Wer hat die Brücke gebaut?"])
def test_a_question_in_another_language_is_also_shown_the_librarys_own(mixed: Library, question: str) -> None:
    assert related(mixed, "mixed", question) == [WIND["title"], BRIDGE["title"]]
    assert related(mixed, "german", question) == []  # there it is a question on another matter


def test_nearest_passages_in_the_librarys_own_language_need_no_help(mixed: Library) -> None:
    assert related(mixed, "mixed", "Wie breit ist die neue Kestrel-Brücke?") == [BRIDGE["title"], QUAY["title"]]
    assert related(mixed, "mixed", "How tall are the turbines of Nordhaken?")[0] == WIND["title"]
