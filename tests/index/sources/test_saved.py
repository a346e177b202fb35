"""Pages that browsers save with their pictures in one file (MHTML)."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from index.clean import clean
from index.sources.files import read_bytes
from index.values import Article, Failure, Page
from tests.index.sources.papers import mail
from tests.index.sources.stories import LAST, LEAD, MORE, story

ADDRESS = "https://norvik.example/2025/06/03/lanterns"
SHOWN = f"<!doctype html><html lang='en'><head><title>Lantern museum – Tide</title></head><body>{story()}</body></html>"
OTHER = "<html><body><p>Buy a lamp that never goes out. It is only nine crowns.</p></body></html>"


def saved(*pages: str, charset: str = "utf-8", address: str = ADDRESS, **headers: str) -> bytes:
    """Return a page as Chromium saves it: the page, a picture and what stood in frames."""
    made = EmailMessage()
    standing = {
        "From": "<Saved by Blink>", "Snapshot-Content-Location": address, "Subject": "Lantern museum",
        "Date": "Thu, 28 Nov 2026 09:00:00 -0000", "MIME-Version": "1.0",
    }  # fmt: skip
    for name, value in {**standing, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        made[name] = value
    made.make_related()
    for number, page in enumerate(pages):
        part = EmailMessage()
        part.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
        part["Content-Location"] = address if not number else f"https://ads.example/{number}"
        made.attach(part)
    made.add_related(b"\x89PNG", maintype="image", subtype="png")
    return made.as_bytes()


def article(name: str, data: bytes) -> Article:
    (found,) = read_bytes(name, data, limit_mb=5, source=name)
    assert isinstance(found, Page), found
    return clean(found, article_id="x")


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht", "a.MHT", "a.eml", "a.html", "a.txt"])
def test_a_saved_page_is_read_as_the_page_that_it_was(name: str) -> None:
    read = article(name, saved(SHOWN, OTHER))
    assert read.text.split("\n\n") == [LEAD, MORE, LAST]
    assert (read.title, read.url, read.published) == ("Lantern museum", ADDRESS, date(2025, 6, 3))


def test_the_page_is_the_one_whose_address_was_saved() -> None:
    frame = f"<html><body>{OTHER}</body></html>"
    data = (
        saved(frame, SHOWN)
        .replace(ADDRESS.encode(), b"https://x.example/a")
        .replace(b"https://ads.example/1", ADDRESS.encode())
    )
    data = data.replace(
        b"Snapshot-Content-Location: https://x.example/a", f"Snapshot-Content-Location: {ADDRESS}".encode()
    )
    assert article("a.mhtml", data).text.split("\n\n") == [LEAD, MORE, LAST]


def test_a_saved_page_says_what_its_letters_say_and_not_when_it_was_saved() -> None:
    russian = "Музей фонарей открылся в воскресенье после зимы ремонта, сообщила хранительница."
    shown = (
        f"<html><head><title>Музей</title></head><body><article><h1>Музей</h1><p>{russian}</p></article></body></html>"
    )
    read = article("a.mht", saved(shown, charset="windows-1251", address="https://norvik.example/museum"))
    assert (read.text, read.published) == (russian, None)
    assert article("a.mht", saved(SHOWN, address="file:///C:/lamp.html")).url == ""


def test_a_mail_that_was_saved_so_stays_a_mail() -> None:
    read = article("a.mht", mail(f"<p>{LEAD}</p><p>{MORE}</p>", LEAD))
    assert (read.title, read.published) == ("Ferry returns", date(2025, 4, 3))


@pytest.mark.parametrize(
    "data",
    [b"hello", saved(), saved(SHOWN)[:400], saved(SHOWN).replace(b"text/html", b"text/css"), b"MIME-Version: 1.0\n\n"],
)
def test_a_broken_one_is_refused_in_one_sentence(data: bytes) -> None:
    (found,) = read_bytes("a.mhtml", data, limit_mb=5, source="a.mhtml")
    assert isinstance(found, Failure)
    assert found.reason.endswith(".")
    assert found.reason.count(". ") == 0
