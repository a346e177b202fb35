"""Invented news: stories of some paragraphs, and the teasers that lead to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

PLACES = ["Tarn Haven", "Velm", "Ester Lock", "Norvik", "Lower Brae", "Quillmouth", "Sandrey", "Ostrand", "Hallow Mere"]
NAMES = [
    "Odile Krantz",
    "Jonas Abel",
    "Petra Lindahl",
    "Ilse Brandt",
    "Tomas Reed",
    "Mara Voss",
    "Piet Amsel",
    "Ada Roe",
]
ROLES = ["mayor", "harbour master", "headteacher", "county engineer", "curator", "union secretary", "station manager"]
THINGS = [
    "sea wall",
    "tram depot",
    "lock gate",
    "lantern museum",
    "ferry pier",
    "night bus",
    "town bakery",
    "fish market",
]
DEEDS = ["reopens after a winter of repairs", "closes for eleven weeks", "moves to the old customs house",
         "costs twice what was planned", "is sold to its own workers", "gets a second storey of timber"]  # fmt: skip
SAID = [
    "{name}, the {role} of {place}, said on {day} that the work on the {thing} would take {n} more weeks.",
    "The council of {place} set aside {n}.{m} million crowns for the {thing} in the spring, and has spent most of it.",
    "About {n} people came to the meeting in the school hall, and {m} of them had asked to speak before it began.",
    "“We counted every stone of it twice, and then we called the county,” said {name}, who lives across the street.",
    "The {thing} was built in 18{n} by two brothers from {place}, and nobody alive remembers it without its roof.",
    "Engineers had warned {m} years earlier that the ground below the {thing} was sand and would not hold a flood.",
    "A second report, which this newspaper has read, puts the damage at {n} per cent of what the {thing} is worth.",
    "Trains between {place} and the coast ran {n} minutes late on {day} because the road over the bridge was closed.",
    "{name} did not answer a letter that was sent to the {role} on {day}, and could not be reached by telephone.",
    "The owners have until the end of {month} to tell the county how the {thing} is to be kept dry in winter.",
    "Volunteers carried {n} chairs and a piano out of the building before the water reached the second step.",
    "Whether the {thing} can be used again before {month} is for the county's inspectors to say, {name} added.",
    "It is the third time in {m} years that the {thing} has had to close, and the first that anyone was paid for it.",
    "Children from {place} painted the fence on {day}, and the {role} brought them soup from the canteen of the ferry.",
]
MONTHS = ["January", "March", "April", "June", "August", "October", "December"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True)
class Made:
    """A page and what it says; one without `sentences` is no article."""

    name: str
    url: str
    html: str
    title: str = ""
    sentences: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    paragraphs: tuple[str, ...]
    day: date
    author: str
    slug: str


def story(number: int, paragraphs: int = 6) -> Story:
    """Return story `number`: always the same, and no sentence twice."""
    chance = Random(number)
    place, thing = chance.choice(PLACES), chance.choice(THINGS)
    lines = chance.sample(SAID, min(len(SAID), paragraphs * 2))
    said = [line.format(**_facts(chance, place, thing)) for line in lines]
    found = [" ".join(said[at : at + 1 + (at // 2) % 2]) for at in range(0, len(said), 2)][:paragraphs]
    title = f"{place} {thing} {chance.choice(DEEDS)}"
    day = date(2025, 1, 3) + timedelta(days=number * 5)
    return Story(title, tuple(found), day, chance.choice(NAMES), title.lower().replace(" ", "-"))


def _facts(chance: Random, place: str, thing: str) -> dict[str, object]:
    many = {"name": NAMES, "role": ROLES, "day": DAYS, "month": MONTHS}
    return {key: chance.choice(of) for key, of in many.items()} | {
        "place": place, "thing": thing, "n": chance.randint(31, 98), "m": chance.randint(3, 9)
    }  # fmt: skip


def teaser(number: int) -> tuple[str, str, str]:
    """Return the address, headline and first sentence of another story."""
    other = story(500 + number, 2)
    return f"/{other.day:%Y/%m/%d}/{other.slug}", other.title, other.paragraphs[0]


def teasers(count: int, first: int = 0) -> list[tuple[str, str, str]]:
    return [teaser(first + number) for number in range(count)]


NAV = "".join(f"<li><a href='/{name.lower()}/'>{name}</a></li>" for name in ("News", "Sport", "Culture", "Letters"))
SITE = "The Quay Gazette"


def framed(body: str, title: str, head: str = "", lang: str = "en") -> str:
    """Return a page with its site's name, navigation and footer around a body."""
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'><title>{title} | {SITE}</title>"
        f"<meta property='og:site_name' content='{SITE}'>{head}</head><body><header><a href='/'>{SITE}</a>"
        f"<nav><ul>{NAV}</ul></nav></header>{body}<footer><p>© 2025 {SITE}. All rights reserved.</p>"
        "<ul><li><a href='/privacy'>Privacy and cookies</a></li><li><a href='/imprint'>Imprint</a></li></ul></footer>"
        "</body></html>"
    )
