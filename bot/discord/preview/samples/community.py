"""Examples of what a server reads of the bot itself: how to ask, what was chosen, what is new, what is kept."""

from __future__ import annotations

import discord

from bot.answer.check.checked import Checked, Difference, Finding
from bot.answer.digest.digest import Digest, Story
from bot.discord.claims.command import ShowButton
from bot.discord.claims.render import render as check
from bot.discord.claims.view import view
from bot.discord.community.choices import answering
from bot.discord.community.forgetting import CANCEL, FORGET, question_text
from bot.discord.community.panel import LibrariesPanel, Panel
from bot.discord.community.persons import Forgotten
from bot.discord.community.pressing import State
from bot.discord.digest.render import DigestView
from bot.discord.digest.render import render as tell
from bot.discord.digest.schedule import Schedule
from bot.discord.guild.settings import GuildSettings
from bot.discord.interaction.confirmation import Option, OptionButton
from bot.discord.interaction.reply import Notice
from bot.discord.preview.page import Sample
from bot.discord.preview.samples.answers import BILL, FORTY_FOUR, FORTY_THREE, REEF_DEEP
from bot.discord.preview.samples.articles import SEARCHED
from bot.discord.questions.examples import listed
from bot.discord.questions.help import greeting, help_text

_QUESTIONS = (
    "What did the Kestrel Bridge cost?",
    "How deep is the glass sponge reef?",
    "How many people were hurt in the ferry accident?",
)
_CHOSEN = GuildSettings(
    ask_in=(2, 5), ask_channels=(2,), index_roles=(6,), per_person=20, keep_days=90, bound={"5": "guild-1-science"},
    private_libraries={"6": "guild-1-desk"}, library="own",
)  # fmt: skip


def greeting_() -> Sample:
    """The first message in a server."""
    return Sample(Notice(greeting(_QUESTIONS)))


def help_() -> Sample:
    """How to ask, with examples."""
    text = "\n\n".join((help_text(GuildSettings(ask_channels=(2,)), hears_all=True), listed(_QUESTIONS)))
    return Sample(Notice(text), "/help", private=True)


def setup() -> Sample:
    """What those who manage a server choose."""
    return Sample(Panel(_state(), frozenset((2, 5, 6))), "/footnote setup", "mara", True)


def libraries() -> Sample:
    """Which library answers where."""
    return Sample(LibrariesPanel(_state()), "/footnote setup", "mara", True)


def claims() -> Sample:
    """The claims of a message, each with what decides."""
    found = Checked(
        (
            Finding(BILL.quote, "supported", "verbatim", (BILL,)),
            Finding(
                "The inquiry says 37 people were hurt on the Saint Brannoc.", "contradicted", "figures", (FORTY_FOUR,),
                Difference("37", "44"), (FORTY_THREE,),
            ),
            Finding("The glass sponge reef is visited by divers every summer.", "not covered", "nearest", (REEF_DEEP,)),
        ),
        ("Hi all!",), 0, SEARCHED, "none", seconds=0.6,
    )  # fmt: skip
    sheet = check(found, "https://discord.com/channels/1/2/3")
    return Sample(view(found, sheet, (ShowButton("sample"),)), "Apps → Check against the articles", private=True)


def digest() -> Sample:
    """What is new, in its channel."""
    stories = (Story(BILL, 1), Story(REEF_DEEP), Story(FORTY_FOUR))
    found = Digest("guild-1", "2026-06-11T09:00:00+00:00", "2026-06-12T08:47:00+00:00", stories, 2)
    return Sample(DigestView(tell(found, Schedule("daily", "09:00", "Europe/Lisbon"))))


def forget_me() -> Sample:
    """What is asked before a person is forgotten."""
    danger = discord.ButtonStyle.danger
    options = Option(FORGET, "Delete it", danger), Option(CANCEL, "Cancel")
    buttons = [OptionButton("sample", one) for one in options]
    return Sample(Notice(question_text(Forgotten(14, 3)), buttons), "/footnote forget-me", private=True)


def _state() -> State:
    """What stands on the panel, in the language that is spoken now."""
    return State(1, _CHOSEN, tuple(answering("guild-1", copy=False)), ("guild-1", "guild-1-science", "guild-1-desk"))
