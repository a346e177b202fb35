"""Discord's markdown as HTML. Pure; nothing in a text can be markup of the page.

Inside a line it is close to CommonMark, so markdown-it reads it (emphasis, code, links, escapes), with Discord's own
additions. Blocks are not: Discord goes line by line, knows no paragraphs, and a quotation ends with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_HEADS = (("# ", "h1"), ("## ", "h2"), ("### ", "h3"), ("-# ", "small"))
_ITEM = re.compile(r"( *)([-*]|\d{1,9}\.) +(?=\S)")
_SPECIAL = re.compile(r"<(?P<mark>t:|@[!&]?|#|/[\w -]+:)(?P<id>-?\d+)(?::(?P<style>[tTdDfFR]))?>")
_EVERYBODY = re.compile(r"@(everyone|here)")
_ADDRESS = re.compile(r"//[^\s<>]+[^\s<>.,:;!?)\]'\"]")
_SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
_SHAPES = {
    "t": "{0:%H:%M}",
    "T": "{0:%H:%M:%S}",
    "d": "{0:%d/%m/%Y}",
    "D": "{0.day} {0:%B %Y}",
    "f": "{0.day} {0:%B %Y} {0:%H:%M}",
    "F": "{0:%A}, {0.day} {0:%B %Y} {0:%H:%M}",
}
NOW = datetime(2026, 6, 12, 16, 4, tzinfo=UTC)
"""When the messages of the preview are read: relative times count from here, so that pictures stay as they are."""


def html(text: str) -> str:
    """Return a text display's content as HTML."""
    return "".join(_blocks(text.split("\n")))


def _blocks(rows: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(rows):
        taken, shown = _code(rows[at:]) or _quote(rows[at:]) or _list(rows[at:]) or _head(rows[at:]) or _text(rows[at:])
        at += taken
        yield shown


def _code(rows: Sequence[str]) -> tuple[int, str] | None:
    if not rows[0].startswith("```"):
        return None
    ends = [n for n, row in enumerate(rows[1:], 1) if row.rstrip().endswith("```")]
    if not ends:
        return None
    inside = "\n".join([*rows[1 : ends[0]], rows[ends[0]].rstrip().removesuffix("```")]).rstrip("\n")
    return ends[0] + 1, f"<pre>{escape(inside)}</pre>"


def _quote(rows: Sequence[str]) -> tuple[int, str] | None:
    if rows[0].startswith(">>> "):
        return len(rows), _behind_bar([rows[0][4:], *rows[1:]])
    count = next((n for n, row in enumerate(rows) if not row.startswith("> ") and row != ">"), len(rows))
    return (count, _behind_bar([row[2:] for row in rows[:count]])) if count else None


def _behind_bar(rows: Sequence[str]) -> str:
    return f"<blockquote>{''.join(_blocks(rows))}</blockquote>"


def _list(rows: Sequence[str]) -> tuple[int, str] | None:
    """A list and what is indented below its items."""
    first = _ITEM.match(rows[0])
    if first is None:
        return None
    tag, depth, at, items = "ol" if first[2][0].isdigit() else "ul", len(first[1]), 0, []
    while at < len(rows) and (mark := _ITEM.match(rows[at])) and len(mark[1]) <= depth:
        below = at + 1
        while below < len(rows) and rows[below].strip() and len(rows[below]) - len(rows[below].lstrip(" ")) > depth:
            below += 1
        inner = [row.removeprefix(" " * (depth + 2)) for row in rows[at + 1 : below]]
        items.append(f"<li>{''.join(_blocks([rows[at][mark.end() :], *inner]))}</li>")
        at = below
    return at, f"<{tag}>{''.join(items)}</{tag}>"


def _head(rows: Sequence[str]) -> tuple[int, str] | None:
    found = next(
        ((mark, tag) for mark, tag in _HEADS if rows[0].startswith(mark) and rows[0][len(mark) :].strip()), None
    )
    return (1, f"<{found[1]}>{inline(rows[0][len(found[0]) :])}</{found[1]}>") if found else None


def _text(rows: Sequence[str]) -> tuple[int, str]:
    """Lines up to the next one that begins a block: emphasis may reach over them."""
    count = next((n for n, row in enumerate(rows[1:], 1) if _begins(row)), len(rows))
    lines = inline("\n".join(rows[:count]))
    return count, f"<p>{lines or '&nbsp;'}</p>"


def _begins(row: str) -> bool:
    return bool(
        row in ("", ">") or row.startswith(("```", "> ", ">>> ", *(mark for mark, _ in _HEADS))) or _ITEM.match(row)
    )


def inline(text: str) -> str:
    """Return what stands in a line as HTML: emphasis, code, links, times, mentions."""
    rendered: str = _parser().renderInline(text)
    return rendered


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True})
    parser.enable(["escape", "newline", "backticks", "emphasis", "strikethrough", "link", "autolink"])
    parser.validateLink = lambda url: url.startswith(("https://", "http://"))  # type: ignore[method-assign]
    parser.inline.add_terminator_char("|")
    for name, rule in (("special", _special), ("everybody", _everybody), ("address", _address), ("spoiler", _spoiler)):
        parser.inline.ruler.push(name, rule)
    parser.add_render_rule("strong_open", _strong)
    parser.add_render_rule("strong_close", _strong)
    return parser


def _strong(_: object, tokens: Sequence[object], index: int, *__: object) -> str:
    """Two underscores underline."""
    token = tokens[index]
    tag = "u" if getattr(token, "markup", "") == "__" else "strong"
    return f"<{'/' if getattr(token, 'nesting', 1) < 0 else ''}{tag}>"


def _special(state: StateInline, silent: bool) -> bool:
    """A time, a mention of a member, role or channel, a command."""
    found = _SPECIAL.match(state.src, state.pos)
    if found is None:
        return False
    kind, name = ("time", _moment(found)) if found["mark"] == "t:" else ("mention", _named(found["mark"]))
    return _put(state, silent, found.end(), kind, name)


def _everybody(state: StateInline, silent: bool) -> bool:
    found = _EVERYBODY.match(state.src, state.pos)
    return found is not None and _put(state, silent, found.end(), "mention", found[0])


def _address(state: StateInline, silent: bool) -> bool:
    """An address that stands bare: Discord makes a link of it."""
    scheme = re.search(r"https?$", state.pending)
    found = _ADDRESS.match(state.src, state.pos + 1) if state.src[state.pos] == ":" and scheme else None
    if scheme is None or found is None or state.linkLevel:
        return False
    if not silent:
        state.pending = state.pending[: scheme.start()]
        address = f"{scheme[0]}:{found[0]}"
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    found = _SPOILER.match(state.src, state.pos)
    return found is not None and _put(state, silent, found.end(), "spoiler", found[1])


def _put(state: StateInline, silent: bool, end: int, kind: str, content: str) -> bool:
    if not silent:
        state.push("span_open", "span", 1).attrs = {"class": kind}
        state.push("text", "", 0).content = content
        state.push("span_close", "span", -1)
    state.pos = end
    return True


def _named(mark: str) -> str:
    return {"#": "#channel", "@&": "@role"}.get(mark) or (mark.rstrip(":") if mark.startswith("/") else "@member")


def _moment(found: re.Match[str]) -> str:
    try:
        at = datetime.fromtimestamp(int(found["id"]), UTC)
    except (ValueError, OverflowError, OSError):
        return "Invalid date"
    style = found["style"] or "f"
    return _ago(at) if style == "R" else _SHAPES[style].format(at)


def _ago(at: datetime) -> str:
    seconds = (NOW - at).total_seconds()
    units = (
        (86_400 * 365, "year"),
        (86_400 * 30, "month"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
        (1, "second"),
    )
    length, noun = next(((length, noun) for length, noun in units if abs(seconds) >= length), (1, "second"))
    count = round(abs(seconds) / length)
    many = f"{count} {noun}{'' if count == 1 else 's'}"
    return f"{many} ago" if seconds >= 0 else f"in {many}"
