"""Articles in the Rich Text Format 1.9: what a reader of the document sees of it, as HTML."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from index.errors import UnreadableSource
from index.sources.datelines import read_foot
from index.sources.documents.markup import author_of, guarded, parsed, said, title_of
from index.values import Failure, Page

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL | re.IGNORECASE
)
# Destinations whose text is no text of the document; those that newer writers added are marked by "\*".
_SKIPPED = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "xe",
    "tc", "rxe", "fldinst", "pntext", "listtext", "bkmkstart", "bkmkend", "nonesttables", "atnid", "atnauthor",
    "private", "filetbl", "revtbl", "rsidtbl", "template", "themedata", "datastore", "listtable", "listoverridetable",
    "generator",
}  # fmt: skip
_LABELS = {"pntext", "listtext"}
_FACTS = {"title", "author", "creatim"}
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "emspace": " ", "enspace": " ", "qmspace": " ", "line": "<br>", "nestcell": " | ", "zwj": "\u200d",
    "zwnj": "\u200c",
}  # fmt: skip
_ESCAPED = {"~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "", "\r": ""}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp850",
}  # fmt: skip
_CHARACTER = {
    "strike": "struck",
    "striked": "struck",
    "deleted": "struck",
    "v": "hidden",
    "super": "raised",
    "up": "raised",
}
_BODY = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class _State:
    """How text is written inside a group; a group gives it back at its end."""

    into: str = (
        "body"  # "body", "note", the name of a fact, "" where it is skipped, "*" where that is for its being new
    )
    skip: int = 1  # signs that stand for a character of Unicode in readers that know none
    charset: str = ""
    marks: frozenset[str] = frozenset()  # of "struck", "hidden", "raised"


@dataclass(slots=True)
class _Paragraphs:
    """The blocks of the text or of its footnotes, and the paragraph that is being written."""

    done: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    level: int = _BODY
    item: bool = False
    table: bool = False
    head: bool = False

    def end(self) -> None:
        """End a paragraph; inside of a cell it goes on."""
        if self.table:
            self.runs.append(" ")
            return
        tag = "h2" if self.level < _BODY else "li" if self.item else "p"
        self.done.append(f"<{tag}>{''.join(self.runs)}</{tag}>")
        self.runs.clear()

    def close(self) -> None:
        """End what a file that was cut short left open."""
        if self.cells:
            self.end_row()
        self.table = False
        self.end()

    def end_row(self) -> None:
        tag = "th" if self.head else "td"
        row = "".join(f"<{tag}>{cell}</{tag}>" for cell in self.cells)
        joined = bool(self.done) and self.done[-1].endswith("</table>")
        before = self.done.pop().removesuffix("</table>") if joined else "<table>"
        self.done.append(f"{before}<tr>{row}</tr></table>")
        self.cells.clear()


@guarded
def read_rtf(data: bytes, source: str, origin: str) -> Iterator[Page | Failure]:
    """Yield the one article of an RTF file; struck and hidden text, pictures, comments and page heads stay out."""
    if not data.lstrip()[:5].lower().startswith(b"{\\rtf"):
        raise UnreadableSource(source, "no RTF is in this file, whatever its name says.")
    found = _Rtf()
    found.read(data.decode("latin-1"))
    blocks, captions = said(parsed(f"<body>{found.markup()}</body>", source))
    yield Page(
        source=source,
        text="\n\n".join(blocks),
        title=title_of(html.unescape(found.fact("title"))),
        byline=author_of(html.unescape(found.fact("author")).split(";")),
        origin=origin,
        published=read_foot(blocks).published,
        created=found.created(),
        captions=tuple(captions),
        marked=True,
    )


class _Rtf:
    """One way through a file."""

    def __init__(self) -> None:
        self._state, self._outer = _State(), list[_State]()
        self._texts = {"body": _Paragraphs(), "note": _Paragraphs()}
        self._facts: dict[str, list[str]] = {name: [] for name in _FACTS}
        self._made: dict[str, int] = {}
        self._fonts: dict[int, str] = {}
        self._charset, self._font, self._pending, self._left, self._half = "cp1252", 0, bytearray(), 0, 0

    def markup(self) -> str:
        """Return the text as HTML, its footnotes at the end."""
        for text in self._texts.values():
            text.close()
        return "\n".join(line for text in self._texts.values() for line in text.done)

    def fact(self, name: str) -> str:
        return "".join(self._facts[name])

    def created(self) -> date | None:
        try:
            return date(self._made["yr"], self._made["mo"], self._made["dy"])
        except (KeyError, ValueError, OverflowError):
            return None

    def read(self, rtf: str) -> None:
        at = 0
        while token := _TOKEN.match(rtf, at):
            at = token.end()
            word, number, code, sign, brace, text = token.groups()
            if not (code or text):
                self._flush()
            if word == "bin":
                at += max(0, int(number or 0))
            elif brace and not self._group(brace):
                return
            elif word:
                self._word(word, int(number) if number else None)
            elif code:
                self._bytes(bytes([int(code, 16)]))
            elif sign:
                self._sign(sign)
            elif text:
                self._bytes(text.encode("latin-1", "replace"))
        self._flush()

    def _group(self, brace: str) -> bool:
        """Open or close a group, and tell whether the document goes on."""
        self._left = 0
        if brace == "{":
            self._outer.append(self._state)
        elif self._outer:
            self._state = self._outer.pop()
        return bool(self._outer)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state = replace(self._state, into=self._state.into and "*")
        elif sign in "\r\n":
            self._word("par", None)
        else:
            self._say(html.escape(_ESCAPED.get(sign, "")))

    def _bytes(self, data: bytes) -> None:
        skipped = min(self._left, len(data))
        self._left -= skipped
        self._pending += data[skipped:]

    def _flush(self) -> None:
        """Decode what was written byte by byte: a character may be spelt as two of them."""
        if self._pending:
            text = self._pending.decode(self._state.charset or self._charset, "replace")
            self._pending.clear()
            self._say(html.escape(text))

    def _say(self, markup: str) -> None:
        into = self._state.into
        if into in self._facts:
            self._facts[into].append(markup)
        elif into in self._texts and markup and not self._state.marks & {"struck", "hidden"}:
            self._texts[into].runs.append(f"<sup>{markup}</sup>" if "raised" in self._state.marks else markup)

    def _word(self, word: str, number: int | None) -> None:
        self._left = 0
        if word == "u" and number is not None:
            self._unicode(number % 0x10000)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word in _FACTS and self._state.into == "":
            self._state = replace(self._state, into=word)
        elif word in _SKIPPED:
            if word in _LABELS and self._state.into in self._texts:
                self._texts[self._state.into].item = True
            self._state = replace(self._state, into="")
        elif word == "shptxt" and self._state.into == "*":
            self._state = replace(self._state, into="note")
        elif word in ("yr", "mo", "dy") and self._state.into == "creatim":
            self._made[word] = number or 0
        elif word in ("uc", "f", "fcharset", "ansicpg", "mac", "pc", "pca", "plain", *_CHARACTER, "nosupersub"):
            self._written(word, number)
        elif self._state.into in self._texts:
            self._placed(word, number)

    def _unicode(self, number: int) -> None:
        """Say a character by its number, those beyond the first 65,536 by their two halves."""
        if 0xD800 <= number < 0xDC00:
            self._half = number
        elif 0xDC00 <= number < 0xE000:
            self._say(f"&#{0x10000 + ((self._half & 0x3FF) << 10) + (number & 0x3FF)};" if self._half else "")
            self._half = 0
        elif number:
            self._say(f"&#{number};")
        self._left = self._state.skip

    def _written(self, word: str, number: int | None) -> None:
        """Change how characters are written."""
        state = self._state
        if word in _CHARACTER:
            mark = {_CHARACTER[word]}
            state = replace(state, marks=state.marks - mark if number == 0 else state.marks | mark)
        elif word == "nosupersub":
            state = replace(state, marks=state.marks - {"raised"})
        elif word == "plain":
            state = replace(state, marks=frozenset())
        elif word == "uc":
            state = replace(state, skip=number if number is not None else 1)
        elif word == "f":
            self._font = number or 0
            state = replace(state, charset=self._fonts.get(self._font, ""))
        elif word == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(number or 0, "") if number else ""
        else:
            self._charset = _codec({"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}.get(word, f"cp{number}"))
        self._state = state

    def _placed(self, word: str, number: int | None) -> None:
        """End or place a paragraph."""
        if word == "footnote":
            self._state = replace(self._state, into="note", marks=frozenset())
        text = self._texts[self._state.into]
        if word in ("par", "sect", "page"):
            text.end()
        elif word == "pard":
            text.level, text.item, text.table = _BODY, False, False
        elif word == "outlinelevel":
            text.level = _BODY if number is None else number
        elif word in ("ls", "pnlvlblt", "pnlvlbody"):
            text.item = True
        elif word in ("intbl", "trowd", "trhdr"):
            text.table, text.head = True, word == "trhdr" or (text.head and word != "trowd")
        elif word == "cell":
            text.cells.append("".join(text.runs))
            text.runs.clear()
        elif word == "row":
            text.end_row()


def _codec(name: str) -> str:
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp10000": "mac_roman"}.get(name, name)).name
    except LookupError:
        return "cp1252"
