"""Decoded text made fit to be cut: one line ending, composed letters, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata

from index.errors import UnreadableSource

HEADING = "## "  # how a source marks a heading block inside `Page.text`

MAX_CHARACTERS = 2_000_000  # of one article: four long novels; more is a dump, not an article

STOPS_ABROAD = ("。", "！", "？", "．", "।", "॥", "۔", "؟", "။", "።", "។", "៕", "」", "』")
ENDS = (".", "!", "?", "…", "”", '"', "»", ")", *STOPS_ABROAD)
_UNSTOPPED = re.compile("[\u0e00-\u0eff\u0f00-\u0fff]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")

_NEWLINES = re.compile("\r\n?|[\u2028\u0085\v]")
_SOFT = re.compile(r"\u00ad[ \t]*\n[ \t]*(?=[^\W\d_])")  # which breaks a word at the end of a line
_PARAGRAPHS = re.compile("[\u2029\f]")
_INVISIBLE = re.compile(
    "[\ufeff\u00ad\u200b\u200e\u200f\u2060-\u2069\u202a-\u202e\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
# Joiners shape letters in Persian, Indic scripts and emoji; between Latin letters they are leftovers.
_STRAY_JOINER = re.compile("(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])")
_TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_SURROGATES = re.compile("[\ud800-\udfff]")
# Everything that `tidy` takes out or changes besides NFC, in one class: few texts hold any of it, and the search takes
# 1 % of the time of the four replacements.
_ODD = re.compile(
    "[\ufeff\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufff9-\ufffb\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)
_UNFIT = re.compile(f"{_NEWLINES.pattern}|{_PARAGRAPHS.pattern}|{_INVISIBLE.pattern}|{_SURROGATES.pattern}")


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does; Thai and its neighbours end one with a space."""
    return text.endswith(ENDS) or _UNSTOPPED.search(text[-1:]) is not None


def weight(text: str) -> int:
    """Return how many characters a text would have in an alphabet: one of Chinese or Japanese says as much as 2.5."""
    return len(text) + 3 * len(_DENSE.findall(text)) // 2


def tidy(text: str) -> str:
    """Return text in NFC with plain line feeds and without soft hyphens, zero-width and control characters."""
    if _ODD.search(text) is None:
        return unicodedata.normalize("NFC", text)
    text = _SOFT.sub("", _PARAGRAPHS.sub("\n\n", _NEWLINES.sub("\n", text)))
    text = _SURROGATES.sub("\ufffd", text)
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def unfit(text: str) -> bool:
    """Tell whether a text holds characters that `tidy` takes out of every text."""
    return _UNFIT.search(text) is not None


def bounded(text: str, source: str) -> str:
    """Return the text; UnreadableSource when it is empty or longer than an article can be."""
    if not text.strip():
        raise UnreadableSource(source, "the file holds no text.")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableSource(source, f"the text has {len(text):,} characters; {MAX_CHARACTERS:,} are read at most.")
    return text


def one_line(text: str) -> str:
    """Return tidy text on one line with single spaces."""
    return " ".join(tidy(text).split())


def plain(markup: str) -> str:
    """Return a title or name on one line, freed of tags and of HTML's entities."""
    if "<" not in markup and "&" not in markup:
        return one_line(markup)
    return one_line(html.unescape(_TAG.sub("", html.unescape(markup))))


def heading(text: str) -> str:
    """Return a heading block for `Page.text`."""
    return HEADING + one_line(text)
