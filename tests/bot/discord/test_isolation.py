"""Nothing of one server or of a private library is visible elsewhere: over random setups, places and stale ids."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answerer
from bot.discord.answers.corrected import _listed
from bot.discord.answers.passage import article_page, card_of
from bot.discord.answers.render import plain_text
from bot.discord.feedback.pressed import recorded
from bot.discord.guild.libraries import Audience, open_libraries, reading
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction.backend import Backend
from bot.discord.library.commands import IndexCommands, _articles, _audits, _statuses
from bot.discord.library.found import found, found_text
from bot.discord.library.log import log_text
from bot.discord.library.texts import list_text
from bot.discord.sources.commands import SourceCommands
from bot.errors import BotFault
from bot.settings import BotSettings
from index.library import Library
from index.settings import IndexSettings
from tests.bot.discord.chosen import choose
from tests.remembering import RememberingLibrary

MARKS = {
    "default": "sharedword",
    "guild-1": "firstword",
    "guild-1-desk": "deskword",
    "guild-1-sport": "sportword",
    "guild-2": "secondword",
    "guild-2-desk": "remoteword",
    "press": "pressword",
}
TEXT = "The {mark} ferry sank near the old pier on Monday.\n\nThe {mark} harbour master said that nobody was hurt.\n"
CHANNELS, ROLES = (11, 12), (21, 22)
QUESTIONS = ("Which ferry sank near the old pier?", "Who said that nobody was hurt?", *MARKS.values())


@dataclass(frozen=True)
class House:
    backend: Backend
    answers: dict[str, str]

    @property
    def library(self) -> Library:
        return self.backend.library


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[House]:
    """Libraries of two servers, each of whose articles, sources, log entries and answers holds a word of its own."""
    home = tmp_path_factory.mktemp("isolation")
    (home / "models").symlink_to(models)
    with RememberingLibrary.open(IndexSettings(footnote_home=home)) as library:
        backend = Backend(library, Answerer(library), BotSettings(index_shared=True))
        answers = {name: _filled(backend, name, mark) for name, mark in MARKS.items()}
        yield House(backend, answers)
        asyncio.run(backend.close())


def _filled(backend: Backend, name: str, mark: str) -> str:
    library = backend.library

    def put(text: str) -> None:
        page = f"---\ntitle: {mark} news\npublisher: {mark} Post\n---\n\n{text}".encode()
        library.add_files(name, [("news.md", page)], origin="https://pier.example/", source_prefix="test")

    put(TEXT.format(mark=mark))
    answer = backend.answerer.ask(QUESTIONS[0], library=name)
    library.quoted.put_place(name, answer.id, "https://discord.com/channels/1/11/99")
    put(TEXT.format(mark=mark).replace("Monday", "Tuesday"))
    library.sweep(name)
    library.registry.add(name, "feed", f"https://{mark}.example/feed", every=600)
    library.note_audit(name, "mara", "add", mark)
    return answer.id


# a channel that is bound to the library of a role is the case that matters most
libraries = st.sampled_from(["guild-1-desk"] * 4 + [*MARKS, "guild-3"])
chosen = st.builds(
    GuildSettings,
    library=st.sampled_from(["", "own", "shared"]),
    bound=st.dictionaries(st.sampled_from([str(one) for one in CHANNELS]), libraries, min_size=1, max_size=2),
    private_libraries=st.dictionaries(st.sampled_from([str(one) for one in ROLES]), libraries, max_size=2),
)
audiences = st.builds(
    Audience,
    st.sampled_from([1, 1, 1, 2, None]),
    st.lists(st.sampled_from(CHANNELS), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(ROLES), max_size=2, unique=True).map(tuple),
)


def allowed(setup: GuildSettings, audience: Audience) -> set[str]:
    """Say anew, in other words than the code, which libraries an audience may see anything of."""
    guild = audience.guild_id
    if guild is None:
        return {"default"}
    foreign = {one for one in MARKS if one.startswith("guild-") and not one.startswith(f"guild-{guild}")}
    roles = {str(one) for one in audience.roles}
    secret = set(setup.private_libraries.values()) - foreign - {"default", f"guild-{guild}"}
    held = {one for role, one in setup.private_libraries.items() if role in roles and one in secret}
    here = {setup.bound[str(one)] for one in audience.channels if str(one) in setup.bound}
    return ({"default", f"guild-{guild}"} | ((here - secret) | held)) - foreign


def shown(house: House, audience: Audience, question: str) -> list[str]:
    """Return every text that people could be shown there."""
    backend, library = house.backend, house.library
    name, articles = _articles(backend, audience)
    texts = [list_text(articles, name, 1), log_text(_audits(backend, audience), 1), repr(_statuses(backend, audience))]
    texts.append(found_text("…", found(library, audience, question)))
    texts.append(plain_text(backend.answerer.ask(question, library=reading(library, audience))).replace(question, ""))
    texts.append(_listed(backend, audience, "https://discord.com/", lambda place: True, 1))
    texts += [card for one in house.answers.values() if (card := _card(backend, audience, one))]
    return texts + asyncio.run(_completions(backend, audience))


def _card(backend: Backend, audience: Audience, answer: str) -> str:
    """What the menu and the buttons under an answer lead to."""
    try:
        under = plain_text(recorded(backend.library, audience, answer)[1])
        _, card = card_of(backend.library, audience, answer, "c0")
        _, page = article_page(backend.library, audience, answer, "c0", 0)
        return "\n".join([card, page, under])
    except BotFault:
        return ""


async def _completions(backend: Backend, audience: Audience) -> list[str]:
    """What somebody is offered who may change the library of the place."""
    channel, *parent = (*audience.channels, 0)
    place = SimpleNamespace(id=channel, parent_id=parent[0] if parent else None)
    member = SimpleNamespace(roles=[SimpleNamespace(id=one, name="role") for one in audience.roles])
    rights = SimpleNamespace(manage_guild=True, administrator=False)
    client = SimpleNamespace(backend=backend)
    interaction: Any = SimpleNamespace(
        client=client, guild_id=audience.guild_id, channel=place, user=member, permissions=rights, command=None
    )
    index: Any = IndexCommands()
    source: Any = SourceCommands()
    offered = [*await index.complete(interaction, ""), *await source.complete(interaction, "")]
    return [f"{one.name} {one.value}" for one in offered]


@given(setup=chosen, other=chosen, audience=audiences, question=st.sampled_from(QUESTIONS))
def test_what_is_shown_comes_from_libraries_that_its_readers_may_read(
    house: House, setup: GuildSettings, other: GuildSettings, audience: Audience, question: str
) -> None:
    guild = audience.guild_id or 1
    choose(house.library, guild, setup)
    choose(house.library, 3 - guild, other)
    hidden = {mark for name, mark in MARKS.items() if name not in allowed(setup, audience)}
    texts = shown(house, audience, question)
    assert not [mark for mark in hidden if any(mark in text for text in texts)]


@given(setup=chosen)
def test_alarms_of_private_libraries_reach_no_channel(house: House, setup: GuildSettings) -> None:
    choose(house.library, 1, setup)
    assert not set(open_libraries(house.library, 1)) & set(setup.private_libraries.values())
