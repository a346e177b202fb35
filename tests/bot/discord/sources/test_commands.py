"""/index source and /index log, as members use them, over a web of loopback."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.discord.conftest import GLACIER
from tests.bot.discord.process import Process, one_run, serving
from tests.discord_server.payloads import CHANNEL, LIBRARIAN, MANAGER, OTHER_CHANNEL, READER, Json, Person
from tests.discord_server.server import DiscordServer
from tests.discord_server.state import Interaction, Message
from tests.web_server import Reply, Request, WebServer
from tests.web_server.news import News

pytestmark = one_run()
TEXT = (
    "The quay at {place} was closed on Monday after a crane lost a container, the port authority said.\n\n"
    "Nobody was hurt at {place}, but {count} ships had to wait outside the harbour until the evening.\n\n"
    "The port director announced that every crane at {place} will be inspected before the end of the month."
)
PLACES = ["Norvik", "Skerry", "Callis", "Sandbar", "Tolland", "Ostrava Bay"]


@pytest.fixture(scope="module")
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(discord: DiscordServer, own_home: Path, web: WebServer) -> AsyncIterator[Process]:
    async with serving(discord, own_home, FETCH_ALLOW_HOSTS=web.address, FETCH_DELAY="0") as process:
        yield process


@pytest.fixture
def news(web: WebServer) -> News:
    web.routes.clear()
    gazette = News(web)
    for number, place in enumerate(PLACES[:3], 1):
        gazette.publish(number, TEXT.format(place=place, count=f"{number}0"))
    return gazette


def options(**values: str | int | bool) -> list[Json]:
    kinds = {str: 3, int: 4, bool: 5}
    return [{"name": name, "type": kinds[type(value)], "value": value} for name, value in values.items()]


async def used(
    discord: DiscordServer, sub: str, person: Person = MANAGER, room: str = CHANNEL, **values: str | int | bool
) -> Message:
    """Use a command of /index and wait for what it says."""
    command = await discord.index(sub, options(**values), person, room)
    await discord.until(lambda: command.original)
    return command.message


async def pressed(discord: DiscordServer, message: Message, label: str, person: Person = MANAGER) -> Interaction:
    made = await discord.press(message, label, person)
    await discord.until(lambda: made.acknowledged)
    return made


async def until(discord: DiscordServer, message: Message, words: str) -> str:
    await discord.until(lambda: words in message.text)
    return message.text


async def added(discord: DiscordServer, address: str, every: int = 900) -> Message:
    message = await used(discord, "source add", address=address, every=every)
    await pressed(discord, message, "Add")
    await discord.until(lambda: "**Done.**" in message.text or "did not come in" in message.text)
    return message


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def _empty_again(bot: Process, discord: DiscordServer) -> AsyncIterator[None]:
    """Remove all sources with their articles after each test."""
    yield
    while choices := await offered(discord):
        message = await used(discord, "source remove", source=str(choices[0]["value"]), articles=True)
        await pressed(discord, message, "Remove both")
        await until(discord, message, "Removed")


async def offered(
    discord: DiscordServer, sub: str = "source remove", typed: str = "", person: Person = MANAGER, room: str = CHANNEL
) -> list[Json]:
    completed = await discord.complete(sub, "source", typed, person, room)
    await discord.until(lambda: completed.choices is not None)
    assert completed.choices is not None
    return completed.choices


async def test_a_feed_is_shown_added_asked_about_and_listed(discord: DiscordServer, news: News) -> None:
    message = await used(discord, "source add", address=news.feed)
    assert not message.ephemeral
    assert message.text.startswith(
        f"This is the feed “[The Quay Gazette]({news.feed})” with 3 articles, all of them new.\n**The newest:**\n- "
    )
    assert message.text.endswith("\n-# It would be refreshed every 15 minutes.")
    assert message.buttons == ["Add", "Cancel"]
    await pressed(discord, message, "Add")
    text = await until(discord, message, "**Done.**")
    assert text.startswith(
        f"Added “[The Quay Gazette]({news.feed})”. It is refreshed every 15 minutes.\n**Done.** Ask about:\n- **Story "
    )
    assert text.endswith("\n-# 3 new")
    assert message.buttons == []

    asked = await discord.ask("How many ships had to wait outside the harbour at Skerry?")
    await discord.until(lambda: asked.original and asked.original.select)
    assert "20 ships had to wait" in asked.message.text

    listed = await used(discord, "source list")
    assert listed.ephemeral
    assert listed.text.startswith(
        "**1 source** of this server's library\n"
        f"- “[The Quay Gazette]({news.feed})” · feed · every 15 minutes · next <t:"
    )
    assert ":R>\n  -# reached <t:" in listed.text
    assert listed.text.endswith(":R> · 3 new")
    assert (await used(discord, "source list", room=OTHER_CHANNEL)).text.startswith(
        "No sources in this server's library yet"
    )

    logged = await used(discord, "log")
    assert logged.ephemeral
    first, second = (row.split(" ", 2)[2] for row in logged.text.split("\n")[1:3])
    assert first == "**mara** refreshed “The Quay Gazette” · 3 new"
    assert second == f"**mara** followed [{news.feed.removeprefix('http://')}]({news.feed})"


async def test_a_dry_run_only_shows(discord: DiscordServer, news: News) -> None:
    message = await used(discord, "source add", address=news.sitemap, dry_run=True, every=86_400)
    assert message.ephemeral
    assert message.buttons == []
    assert "This is the sitemap “" in message.text
    assert message.text.endswith("\n-# It would be refreshed daily.")
    assert await offered(discord) == []


async def test_a_page_that_advertises_a_feed_offers_it(discord: DiscordServer, news: News, web: WebServer) -> None:
    links = "<link rel='alternate' type='application/rss+xml' title='All' href='/feed.xml'>"
    web.page("/", f"<html><head><title>Front</title>{links}</head><body><a href='/story/1'>Story</a></body></html>")
    message = await used(discord, "source add", address=web.url("/"))
    assert "holds no article itself.\nIt advertises a feed: choose it below to follow what it lists." in message.text
    feed = f"Feed: {web.address}/feed.xml"
    assert message.buttons == [feed, "Cancel"]
    await pressed(discord, message, feed)
    assert "with 3 articles, all of them new." in await until(discord, message, "This is the feed")
    await pressed(discord, message, "Cancel")
    await until(discord, message, "Nothing was added.")
    assert await offered(discord) == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/etc/passwd", "“/etc/passwd” is no web address. Type one that begins with https\\://."),
        ("file:///etc/passwd", "“file\\:///etc/passwd” is no web address."),
        ("../articles", "is no web address."),
        ("http://127.0.0.1:1/", "127.0.0.1"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254"),
        ("http://mara:secret@news.example/feed", ""),
        ("@everyone.example", "is no web address."),
    ],
)
async def test_addresses_that_lead_elsewhere_than_the_public_web_are_refused(
    discord: DiscordServer, address: str, sentence: str
) -> None:
    message = await used(discord, "source add", address=address)
    assert sentence in message.text
    assert "secret" not in message.text
    assert "went wrong" not in message.text
    assert message.buttons == []
    assert await offered(discord) == []


async def test_nothing_in_a_feed_acts(discord: DiscordServer, news: News, web: WebServer) -> None:
    news.title = "@everyone [x](http://evil.example) **&lt;@400000000000000002&gt;**"
    news.list()
    web.routes["/story/2"] = Reply(410)
    message = await added(discord, news.feed)
    shown = [message.text, (await used(discord, "source list")).text, (await used(discord, "log")).text]
    assert "@everyone" not in str(await offered(discord))
    for text in shown:
        for harm in ("@everyone", "<@4", "](http://evil"):
            assert harm not in text


async def test_sources_are_offered_to_those_who_may_and_of_this_server_alone(
    discord: DiscordServer, news: News
) -> None:
    await added(discord, news.feed)
    (choice,) = await offered(discord, typed="quay feed", person=LIBRARIAN)
    assert choice["name"] == "The Quay Gazette · feed, every 15 minutes"
    assert await offered(discord, typed="elsewhere") == []
    assert await offered(discord, person=READER) == []
    assert await offered(discord, room=OTHER_CHANNEL) == []
    assert await offered(discord, "source resume") == []
    assert len(await offered(discord, "source pause")) == 1
    refused = await used(discord, "source refresh", room=OTHER_CHANNEL, source=choice["value"])
    assert refused.text == (f"This server has no source “{choice['value']}”. Choose one from the list that appears.")
    for sub in ("source add", "source list", "source remove", "source refresh", "source pause"):
        given = {"address": news.feed} if sub == "source add" else {} if sub[-3:] == "ist" else {"source": "1"}
        denied = await used(discord, sub, READER, **given)
        assert denied.ephemeral
        assert denied.text.startswith("Only members who may manage this server")


async def test_a_source_is_paused_resumed_and_removed(discord: DiscordServer, news: News) -> None:
    await added(discord, news.feed)
    (choice,) = await offered(discord)
    paused = await used(discord, "source pause", source=choice["value"])
    assert "is not refreshed until `/index source resume`. Its articles stay." in paused.text
    assert "· feed · paused\n" in (await used(discord, "source list")).text
    resumed = await used(discord, "source resume", source=choice["value"])
    assert resumed.text.startswith("Resumed “[The Quay Gazette]")
    removed = await used(discord, "source remove", source=choice["value"])
    assert removed.text.endswith("Its articles stay; `articles: True` takes them out too.")
    assert "**3 articles**" in (await used(discord, "list")).text

    again = await added(discord, news.feed, every=0)
    assert "It is refreshed on demand only.\n**Done.** Nothing is new: 3 articles were here already." in again.text
    (choice,) = await offered(discord)
    nothing = await used(discord, "source pause", source=choice["value"])
    assert nothing.text == "This source has no schedule: it is refreshed on demand only."
    question = await used(discord, "source remove", source=choice["value"], articles=True)
    assert question.text.startswith("**Remove “[The Quay Gazette]")
    assert "and its 3 articles?** Answers will no longer quote them;" in question.text
    await pressed(discord, question, "Cancel")
    await until(discord, question, "Nothing was removed.")
    question = await used(discord, "source remove", source=choice["value"], articles=True)
    await pressed(discord, question, "Remove both")
    assert (await until(discord, question, "Removed “")).endswith("” and 3 articles.")
    assert (await used(discord, "list")).text.startswith("Nothing is in this server's library yet.")


async def test_a_refresh_brings_what_is_new_and_lists_what_failed_in_a_file(discord: DiscordServer, news: News) -> None:
    await added(discord, news.feed)
    news.publish(4, TEXT.format(place=PLACES[3], count="40"))
    news.change(1, TEXT.format(place=PLACES[0], count="19"))
    for number in range(10, 22):
        news.publish(number, "…")
        news.end(number, 403)
    (choice,) = await offered(discord, "source refresh")
    message = await used(discord, "source refresh", source=choice["value"])
    text = await until(discord, message, "errors.txt lists them all.")
    assert text.startswith(
        f"Refreshed “[The Quay Gazette]({news.feed})”.\n**12 pages did not come in:**\n"
        "- **12 pages**: the host refuses to hand this out.\n  -# http\\://"
    )
    assert "\n**The others came in.** Ask about:\n- **" in text
    assert text.endswith("\n-# 1 new · 1 changed · 2 unchanged · 12 failed · 2 of the last days looked at again")
    errors = discord.attached(message)["errors.txt"].splitlines()
    assert len(errors) == 12
    assert any(row.startswith(f"{news.address(10)}: ") for row in errors)


async def test_a_source_that_cannot_be_reached_says_so_in_the_list_and_the_log(
    discord: DiscordServer, news: News, web: WebServer
) -> None:
    await added(discord, news.feed)
    web.routes["/feed.xml"] = Reply(403)
    (choice,) = await offered(discord, "source refresh")
    message = await used(discord, "source refresh", source=choice["value"])
    text = await until(discord, message, "feed.xml: the host refuses to hand this out.")
    assert "(error " not in text
    assert "\n  ⚠ failed <t:" in (await used(discord, "source list")).text
    logged = (await used(discord, "log")).text.split("\n")[1]
    assert logged.endswith("**mara** refreshed “The Quay Gazette” · the host refuses to hand this out.")


@pytest.mark.slow
async def test_a_refresh_can_be_cancelled_by_those_who_may_and_another_waits(
    discord: DiscordServer, news: News, web: WebServer
) -> None:
    await added(discord, news.feed)
    held = threading.Event()
    pages = {path: route for path, route in web.routes.items() if path.startswith("/story/")}

    def slow(request: Request) -> Reply:
        held.wait(30)
        return Reply(403)

    for number in range(10, 20):
        news.publish(number, TEXT.format(place=PLACES[4], count=str(number)))
        web.routes[f"/story/{number}"] = slow
    (choice,) = await offered(discord, "source refresh")
    message = await used(discord, "source refresh", source=choice["value"])
    try:
        await until(discord, message, "Fetching page 1 of 13…")
        assert message.buttons == ["Cancel"]
        waiting = await used(discord, "source refresh", person=LIBRARIAN, source=choice["value"])
        await until(discord, waiting, "This source is being refreshed already; this refresh comes after it.")
        await pressed(discord, waiting, "Cancel", LIBRARIAN)
        await until(discord, waiting, "**Cancelled.**")
        refused = await pressed(discord, message, "Cancel", READER)
        assert refused.message.ephemeral
        assert refused.message.text.startswith("Only the member who started this")
        await pressed(discord, message, "Cancel", LIBRARIAN)
        text = await until(discord, message, "**Cancelled.**")
    finally:
        held.set()
    assert text.startswith("**Cancelled.** What was indexed until then stays; nothing is half done. The next refresh ")
    assert message.buttons == []
    late = await discord.press(Message(dict(message.history[1]), ephemeral=False), "Cancel", MANAGER)
    await discord.until(lambda: late.original)
    assert late.message.text.startswith("This has ended already.")
    web.routes |= pages


@pytest.mark.slow
async def test_a_refresh_that_outlives_its_interaction_ends_in_the_same_message(
    discord: DiscordServer, news: News, web: WebServer
) -> None:
    await added(discord, news.feed)
    held = threading.Event()
    news.publish(9, TEXT.format(place=PLACES[5], count="90"))
    page = web.routes["/story/9"]
    assert not isinstance(page, Reply)

    def slow(request: Request) -> Reply | Iterator[bytes]:
        held.wait(30)
        return page(request)

    web.routes["/story/9"] = slow
    (choice,) = await offered(discord, "source refresh")
    command = await discord.index("source refresh", options(source=choice["value"]), MANAGER)
    await discord.until(lambda: command.original and "Fetching page 4 of 4…" in command.original.text)
    before = len(discord.said())
    discord.expire(command)
    held.set()
    await until(discord, command.message, "**Done.** Ask about:\n- **Story 9**")
    assert len(discord.said()) == before


async def test_a_link_in_a_message_is_followed_and_every_delivery_is_on_record(
    discord: DiscordServer, news: News, web: WebServer
) -> None:
    address = news.publish(5, TEXT.format(place=PLACES[5], count="50"), listed=False)
    posted = discord.posted(f"Worth reading: {address}, and {news.feed} or {web.url('/nothing')}", MANAGER)
    taken = await discord.menu("Index this message", posted, MANAGER)
    await discord.until(lambda: taken.original and "did not come in" in taken.original.text)
    assert "- **Story 5** · The Quay Gazette · " in taken.message.text
    assert "feed.xml: this is a feed, which lists articles: follow it with /index source add." in (
        taken.message.text.replace("\\", "")
    )
    assert "nothing: " in taken.message.text
    assert "1 new" in taken.message.text
    adding = await discord.add({"glacier.txt": GLACIER}, MANAGER)
    await discord.until(lambda: adding.original and adding.original.text.startswith("**Done.**"))
    storm = "The storm tore the roof off the fish market in Norvik on Sunday night."
    words = await discord.menu("Index this message", discord.posted(storm, MANAGER), MANAGER)
    await discord.until(lambda: words.original and "**Done.**" in words.original.text)
    listed = (await used(discord, "source list")).text
    assert f"- “[Story 5]({address})” · page · on demand\n" in listed
    place = "https://discord.com/channels/200000000000000001/300000000000000001"
    assert f"- “[glacier.txt]({place}/{adding.message.json['id']})” · files\n  -# indexed <t:" in listed
    assert "- “[Message by mara in #room-1](https://discord.com/channels/" in listed
    assert "· message\n  -# indexed <t:" in listed
    upload = next(one for one in await offered(discord) if one["name"] == "glacier.txt · files")
    nothing = await used(discord, "source refresh", source=upload["value"])
    assert nothing.text.startswith("There is nothing to fetch: somebody brought this source.")
    assert len(await offered(discord, "source refresh")) == 1
