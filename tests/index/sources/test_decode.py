"""The same words come out of every encoding that newsrooms use."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.decode import Undecodable, decode
from index.sources.text import tidy

ENGLISH = "“We heard her before we saw her,” said the harbour master – she’d been on the quay. It cost €4,000.\n" * 4
FRENCH = "L’été dernier, la mairie a reçu 2 300 lettres : « Où est passé l’argent ? », demandaient les élèves.\n" * 4
GERMAN = "Der Windpark läuft. „Wir haben acht Monate verloren“, sagte die Geschäftsführerin über das Kabel.\n" * 4
RUSSIAN = "Мост через пролив был закрыт в понедельник, сообщил начальник порта. Никто не пострадал.\n" * 8
POLISH = "Prom uderzył w falochron we mgle. Trzydzieści siedem osób zostało rannych, powiedziała kapitan łodzi.\n" * 8
CZECH = "Přívoz narazil v mlze na vlnolam. Třicet sedm lidí bylo zraněno, řekla kapitánka lodě a šla domů.\n" * 2
HUNGARIAN = "A komp a ködben a hullámtörőnek ütközött. Harminchét ember megsérült, mondta a kapitány, és ő tudja.\n" * 2
ROMANIAN = (
    "Feribotul a lovit digul în ceaţă. Treizeci şi şapte de oameni au fost răniţi, a spus căpitanul aseară.\n" * 2
)
TURKISH = "Feribot siste dalgakırana çarptı. Otuz yedi kişi yaralandı, dedi geminin kaptanı, ışık bozuktu.\n" * 2
JAPANESE = "橋は月曜日に閉鎖されたと市長は述べた。けが人はいなかった。原因はまだ分かっていない。\n" * 8
CHINESE = "市长星期一说,大桥已经关闭。没有人受伤。原因目前还不清楚。渡轮公司表示将赔偿乘客。\n" * 8


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, RUSSIAN, JAPANESE, CHINESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN])
def test_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["Café", "“Yes.”", "Überfahrt nach Föhr – täglich"])
def test_windows_1252_of_a_few_words(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (CHINESE, "gb18030")],
)
def test_other_scripts_by_statistics(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
@pytest.mark.parametrize("text", [POLISH, CZECH, HUNGARIAN, ROMANIAN])
def test_alphabets_of_central_europe(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text
    page = f"<ul>{'<li class=menu-item><a href=/stories></a></li>' * 200}</ul><p>{text}</p>"
    assert decode(page.encode(encoding)) == page


def test_turkish() -> None:
    assert decode(TURKISH.encode("cp1254")) == TURKISH


@pytest.mark.parametrize("text", ["„Das Boot»“, sagte sie. " + GERMAN, "12 m³ ± 3, l´été. " + FRENCH])
def test_signs_beside_western_words(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_a_cut_last_letter_and_one_broken_byte_do_not_spoil_utf8() -> None:
    assert decode(FRENCH.encode() + "é".encode()[:1]) == FRENCH
    broken = FRENCH.encode().replace(b"argent", b"arg\xffent", 1)
    assert decode(broken) == FRENCH.replace("argent", "arg\ufffdent", 1)


def test_what_only_begins_like_text_is_refused() -> None:
    noise = bytes((number * 167 + number // 7 * 61) % 256 for number in range(4000))
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        with pytest.raises(Undecodable):
            decode(mark + noise)
    assert decode(codecs.BOM_UTF8 + FRENCH.encode() + b"\xff") == FRENCH + "\ufffd"


def test_tidy_joins_what_was_split_and_drops_what_is_invisible() -> None:
    assert tidy("Hafen\u00adbe\u200bh\u00f6rde\ufeff\r\nCafe\u0301\rEnde\x00") == "Hafenbehörde\nCafé\nEnde"
    assert tidy("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"
    assert tidy("“Don’t—ever…”") == "“Don’t—ever…”"


@given(st.text())
def test_tidy_is_settled(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


def test_zeros_that_fill_up_a_file_are_none_of_its_text() -> None:
    text = "The lantern museum of Norvik reopened on Sunday."
    assert decode(text.encode() + b"\0" * 40) == text
    assert decode(f"{text}\n".encode("utf-16-le")) == f"{text}\n"


@pytest.mark.parametrize("text", [ENGLISH.replace("€4,000", "£4,000"), FRENCH, GERMAN, "“Øl på fjorden”, sa hun. " * 9])
def test_what_a_mac_wrote(text: str) -> None:
    assert decode(text.encode("mac_roman")) == text


@pytest.mark.parametrize("encoding", ["cp866", "mac_cyrillic", "iso8859_5", "koi8-r"])
def test_every_encoding_of_russian(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN
    page = f"<ul>{'<li class=menu-item><a href=/stories></a></li>' * 200}</ul><p>{RUSSIAN}</p>"
    assert decode(page.encode(encoding)) == page


def test_what_dos_and_old_mails_wrote() -> None:
    german = GERMAN.replace("„", '"').replace("“", '"')
    assert decode(german.encode("cp850")) == decode(german.encode("cp437")) == german
    assert decode(JAPANESE.encode("iso2022_jp")) == JAPANESE


def test_a_quotation_mark_far_below_is_one_too() -> None:
    text = "La mairie a reçu des lettres. " * 3000 + "Elle l’a dit."
    assert decode(text.encode("cp1252")) == text
