"""What is taken of a message that is indexed: its words as text, the files that can be read, and its links."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePath
from urllib.parse import urldefrag, urlsplit

import discord

from bot.discord.text.credits import day
from bot.discord.text.escaping import line
from bot.errors import NothingToIndex
from bot.words.words import _, speaking
from index.sources.files import SUPPORTED
from index.sources.text import tidy

SHORTEST = 40
"""Characters of text that are worth an article; those of scripts that write words in one or two count three."""
MOST_LINKS = 10
_TITLE = 100
_HOSTS = ("discord.com", "discordapp.com", "discord.gg", "discordapp.net")
_URL = re.compile(r"https?://[^\s<>\"]{1,1000}", re.IGNORECASE)
_MASKED = re.compile(r"\[([^\]\n]{1,300})\]\(<?(https?://[^\s)>]{1,1000})>?[^)\n]{0,100}\)", re.IGNORECASE)
_EMOJI = re.compile(r"<a?:(\w{1,40}):\d{1,25}>")
_COMMAND = re.compile(r"</([^:>\n]{1,110}):\d{1,25}>")
_TIME = re.compile(r"<t:(-?\d{1,13})(?::[a-zA-Z])?>")
_MENTION = re.compile(r"<(?:@[!&]?|#)\d{1,25}>")
_BRACKETS = re.compile(r"<(https?://[^>\s]{1,1000})>", re.IGNORECASE)
_DOUBLE = re.compile(r"(\*\*\*|\*\*|__|~~|\|\|)(?=\S)([^\n]+?)(?<=\S)\1")
_SINGLE = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^\n*_]{1,1000})(?<=\S)\1(?![\w*_])")
_LINE_MARK = re.compile(r"^(?:>>> |> |-# )+", re.MULTILINE)
_FENCE = re.compile(r"^```\w*$\n?|```", re.MULTILINE)
_LABEL = re.compile(r"[^\W\d_][\w ]{0,30}:")
_OPENING = {")": "(", "]": "["}
_ENDS = tuple('.!?…:;,。！？"”»')


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message brings. `text` is "" where its words are too few; `left` counts files that are not read."""

    id: int
    link: str
    title: str
    text: str
    byline: str
    published: date
    modified: date | None
    files: tuple[discord.Attachment, ...]
    links: tuple[str, ...]
    left: int

    def article(self, publisher: str) -> bytes:
        """Return the words as a record that the index reads."""
        record = {"title": self.title, "byline": self.byline, "publisher": publisher, "text": self.text}
        record |= {"published": self.published.isoformat()}
        record |= {"modified": self.modified.isoformat()} if self.modified else {}
        return json.dumps(record).encode()


def take(message: discord.Message) -> Taken:
    """Return what can be indexed of a message. Raises NothingToIndex with the reason when nothing can."""
    if message.is_system():
        raise NothingToIndex(_("Discord itself wrote this message; there is nothing to index in it."))
    shown, raw = _shown(message), written(message)
    text = readable(raw)
    files = [file for one in shown for file in one.attachments]
    read = [file for file in files if PurePath(file.filename).suffix.lower() in SUPPORTED]
    links = links_in(raw)
    enough = weight(_URL.sub("", text)) >= SHORTEST
    if not (enough or read or links):
        raise NothingToIndex(_reason(text, files))
    published, modified = _days(message)
    return Taken(
        id=message.id,
        link=message.jump_url,
        title=_headline(text) or _described(message),
        text=text if enough else "",
        byline="" if message.message_snapshots else line(message.author.display_name),
        published=published,
        modified=modified,
        files=tuple(read),
        links=links,
        left=len(files) - len(read),
    )


def written(message: discord.Message) -> str:
    """Return what a message says, a forwarded one's and a card's words included, as it was written."""
    return tidy("\n\n".join(_words(one) for one in _shown(message)))


def _shown(message: discord.Message) -> Sequence[discord.Message | discord.MessageSnapshot]:
    return message.message_snapshots or [message]


def _days(message: discord.Message) -> tuple[date, date | None]:
    """Return the days on which the words were written and changed; of forwarded ones only the first is known."""
    if message.message_snapshots:
        return message.message_snapshots[0].created_at.date(), None
    published = message.created_at.date()
    edited = message.edited_at.date() if message.edited_at else published
    return published, edited if edited != published else None


def _described(message: discord.Message) -> str:
    """Return the title of a message without a headline."""
    place = getattr(message.channel, "name", "a channel")
    if message.message_snapshots:
        return f"Forwarded to #{place}"
    return f"Message by {line(message.author.display_name)} in #{place}"


def readable(text: str) -> str:
    """Return a message's words without Discord's markup and without lines that hold nothing but addresses."""
    text = _TIME.sub(lambda found: _time(int(found[1])), _COMMAND.sub(r"/\1", _EMOJI.sub(r":\1:", text)))
    text = _MENTION.sub(lambda found: "#channel" if found[0][1] == "#" else "@somebody", text)
    text = _BRACKETS.sub(r"\1", _MASKED.sub(r"\1", text))
    text = _LINE_MARK.sub("", _FENCE.sub("", text))
    for pattern in (_DOUBLE, _DOUBLE, _SINGLE):
        text = pattern.sub(r"\2", text)
    return "\n".join(row for row in text.split("\n") if not _only_address(row)).strip()


def links_in(text: str) -> tuple[str, ...]:
    """Return the web addresses in a message, each once, without those that lead into Discord."""
    found = [_trimmed(one) for one in _URL.findall(_MASKED.sub(r"\1 \2 ", text))]
    return tuple(dict.fromkeys(urldefrag(one)[0] for one in found if _outside(one)))


def weight(text: str) -> int:
    """Return how much a text says, in letters of an alphabet."""
    letters = [character for character in text if character.isalnum() or character == " "]
    return sum(3 if unicodedata.east_asian_width(one) in "WF" else 1 for one in letters)


def _words(message: discord.Message | discord.MessageSnapshot) -> str:
    """Return what a message says, mentions by their names, and the texts of the cards that a bot put under it."""
    content = message.clean_content if isinstance(message, discord.Message) else message.content
    cards = [part for embed in message.embeds if embed.type == "rich" for part in _card(embed)]
    texts = [part.content for part in _components(message.components) if isinstance(part, discord.TextDisplay)]
    return "\n\n".join(part for part in (content, *cards, *texts) if part)


def _card(embed: discord.Embed) -> Iterable[str]:
    yield embed.title or ""
    yield embed.description or ""
    yield from (f"{field.name}: {field.value}" for field in embed.fields)
    yield embed.url or ""


def _components(parts: Iterable[object]) -> Iterable[object]:
    for part in parts:
        yield part
        yield from _components(getattr(part, "children", ()))


def _headline(text: str) -> str:
    """Return the first line where it is a headline: short, no sentence, and something below it."""
    first, _, rest = text.partition("\n")
    first = line(first.lstrip("# "))
    return first if rest.strip() and 1 <= len(first) <= _TITLE and not first.endswith(_ENDS) else ""


def _time(seconds: int) -> str:
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    with speaking("en"):  # words of an article, for readers of every language
        return f"{day(moment)}, {moment:%H:%M} UTC"


def _only_address(row: str) -> bool:
    bare = _URL.sub("", row).strip()
    return bool(_URL.search(row)) and (not bare.strip("-*• .,|()") or bool(_LABEL.fullmatch(bare)))


def _trimmed(url: str) -> str:
    """Return an address without the punctuation of the sentence that it stands in."""
    while url and (url[-1] in ".,;:!?'*_~|" or url.count(url[-1]) > url.count(_OPENING.get(url[-1], url[-1]))):
        url = url[:-1]
    return url


def _outside(url: str) -> bool:
    """Tell whether an address leads somewhere on the web that is not Discord."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return False
    return bool(host) and not any(host == one or host.endswith(f".{one}") for one in _HOSTS)


def _reason(text: str, files: Sequence[discord.Attachment]) -> str:
    if files:
        kinds = ", ".join(sorted(SUPPORTED))
        return _(
            "None of the files of this message is of a kind that is read ({kinds}), and its text is too short."
        ).format(kinds=kinds)
    if text:
        return _("This message is too short to be an article, and it has no link and no file.")
    return _("This message has no text, no link and no file that could be indexed.")
