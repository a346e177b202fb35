"""The keys that a line of a model names, however it writes them, and the line without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from index.sources.text import one_line

_OPEN, _CLOSE = r"\[({<【「`", r"\])}>】」`"
_BRACKETED = re.compile(rf"[{_OPEN}]{{1,3}}([^{_OPEN}{_CLOSE}]{{1,200}})[{_CLOSE}]{{1,3}}")
_UNKNOWN = re.compile(r"^\W*[\[【]\s*([\w-]{1,16})\s*[\]】]|[\[【]\s*([\w-]{1,16})\s*[\]】](?=[\W_]*$)")
_INVENTED = re.compile(r"(?=.*\d)[\w-]{1,16}|[^\W\daeiouAEIOU_]{3,5}")  # what looks like a key and is none
_MARK = "[\ue000-\uf8fe]"  # one character for each key, while a line is taken apart
_MARKS = re.compile(rf"({_MARK}(?:(?:[\s,;&+]|\band\b)*{_MARK})*)")
_LABELS = r"keys?|sources?|sentences?|citations?|references?|refs?|ids?|proof|evidence|lines?"
_NOTHING = re.compile(rf"(?:[\W\d_]|\b(?:{_LABELS}|answers?|statements?|see|and)\b)*", re.I)
_NAMED = re.compile(r"^\W*(?:answer|statement|fact|response)s?\s*\d*\s*:\s*", re.I)
_TITLED = re.compile(rf"^\W*(?:{_LABELS})\W*({_MARK}+)\s*[:–—-]", re.I)
# After these words a key is a noun of its sentence, which is none without it.
_NOUN = re.compile(rf"\b(?:{_LABELS}|articles?|to|in|by|per|from|of|with)\s*$", re.I)
_SPOILT = "\uf8ff"
_ENDS = re.compile(r"[.!?。…][”\"'’»)*]*\s*$")
_END = re.compile(r"\s*[.!?。]+[”\"'’»)]*(?=\s|$)")
Part = tuple[str, tuple[str, ...]]


class Keys:
    """Finds the `known` keys, those that were offered in this call; nothing else is a key."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = list(known)
        self._places = {key.casefold(): place for place, key in enumerate(self._known)}
        key = rf"(?<![^\W_])(?:{'|'.join(map(re.escape, self._known)) or '(?!)'})(?![^\W_])"
        row = rf"(?:(?i:{_LABELS})\W{{1,3}})*{key}(?:[\s,;&+]+(?:and )?{key})*"
        self._key, self._exact = re.compile(key, re.I), re.compile(key)
        self._first = re.compile(rf"^[^\w“\"‘'«„]*{key}(?:[\s,;&+]+(?:and )?{key})*[^\w“\"‘'«„\[(\ue000-\uf8ff]*")
        self._last = re.compile(rf"(?<![\s\-–—|(\[])[\s\-–—|(\[]*{row}[^\w”\"’'»]*$")

    def found(self, text: str) -> tuple[str, ...]:
        """Return the keys in a text, in order, distinct."""
        return tuple(dict.fromkeys(self._known[self._places[one.casefold()]] for one in self._key.findall(text)))

    def alone(self, text: str) -> bool:
        """Tell whether a text is nothing but keys."""
        return bool(self._key.search(text)) and bool(_NOTHING.fullmatch(self._key.sub("", text)))

    def parts(self, line: str) -> Iterator[Part]:
        """Yield the sentences of a line with the keys of each; the text is "" where no key can be taken out of it."""
        line = re.sub("[\ue000-\uf8ff]", "", one_line(line))
        line = _BRACKETED.sub(lambda found: self._mark(found[0]) if self._cites(found[1]) else found[0], line)
        line = _UNKNOWN.sub(lambda found: "" if _INVENTED.fullmatch(found[1] or found[2]) else found[0], line)
        line = self._last.sub(lambda found: self._mark(found[0]), line)
        line = self._first.sub(lambda found: self._mark(found[0]), _NAMED.sub("", line))
        line = _TITLED.sub(r"\1 ", line)
        for text, marks in _sentences(line):
            bare = self._exact.findall(text)
            keys = (self._known[ord(mark) - 0xE000] for mark in marks)
            yield ("" if bare else _tidy(text)), tuple(dict.fromkeys((*keys, *bare)))

    def _cites(self, inside: str) -> bool:
        """Tell whether brackets hold keys and nothing that is said: at most two words more, or others like keys."""
        others = re.findall(r"[^\W_][\w-]*", self._key.sub(" ", inside))
        return bool(self._key.search(inside)) and (len(others) <= 2 or all(map(_INVENTED.fullmatch, others)))

    def _mark(self, text: str) -> str:
        return "".join(chr(0xE000 + self._known.index(key)) for key in self.found(text))


def _sentences(line: str) -> Iterator[tuple[str, list[str]]]:
    """Yield sentence after sentence with its marks, which all follow their sentences or all go before."""
    texts, groups = _MARKS.split(line)[::2], _MARKS.split(line)[1::2]
    before = not re.search(r"\w", texts[0])
    pairs = list(zip(texts[1:], groups, strict=True)) if before and groups else _after(texts, [*groups, ""])
    text, marks = pairs[0]
    for more, others in pairs[1:]:
        if _ENDS.search(text) and re.search(r"\w", more):
            yield text, re.findall(_MARK, marks)
            text, marks = more, others
        else:
            text, marks = _joined(text, more), marks + others
    yield text, re.findall(_MARK, marks)


def _after(texts: Sequence[str], groups: Sequence[str]) -> list[tuple[str, str]]:
    """Return texts with the marks behind them, and each with the stop that stood behind its marks."""
    texts = list(texts)
    for place, text in enumerate(texts[1:], 1):
        end = _END.match(text)
        if end and not _ENDS.search(texts[place - 1]):
            texts[place - 1], texts[place] = texts[place - 1].rstrip() + end[0].strip(), text[end.end() :]
    return list(zip(texts, groups, strict=True))


def _joined(text: str, more: str) -> str:
    """Return a sentence from before and after its marks, with one of them in it where it needs them as a word."""
    if not re.search(r"\w", more):
        return text if _ENDS.search(text) else text + more
    return f"{text.rstrip()}{_SPOILT if _NOUN.search(text) else ' '}{more.lstrip()}"


def _tidy(text: str) -> str:
    """Return a sentence without what stood around its keys; "" for an introduction of them or what is none without."""
    text = re.sub(r"\s+([.,;:!?])", r"\1", text.lstrip(" -–—|•.,;:=>").rstrip(" -–—|•,;=>"))
    if text.endswith(("]", ")")) and not re.search(r"[\[(]", text):
        text = text[:-1].rstrip()
    return "" if _SPOILT in text or text.endswith(":") or _NOTHING.fullmatch(text) else text
