"""A wire story of our own, and what offices make of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial

from index.clean import clean
from index.values import Article, Page

WIRE = (
    "Thirty-seven people were injured when the cable car of Mount Orrel stopped with a jolt above the Sill gorge on "
    "Monday morning, the mountain rescue service said.",
    "The car hung 140 metres above the river for nearly five hours before helpers could lower the passengers on ropes, "
    "one after another, onto a ledge that climbers use as a resting place.",
    "“It went dark in the engine house and then we heard the brake,” said Lorin Asker, the operator on duty. He said "
    "that he had pressed the alarm within ten seconds and had never seen the gauges fall so fast.",
    "The line was built in 1962 and renewed in 2009. It carries about 210,000 visitors a year to the summit inn, most "
    "of them between May and October, and it was inspected last in February.",
    "Inspectors of the transport office began to take the gearbox apart on Monday evening. Their first suspicion is a "
    "bearing that had been replaced three weeks before the accident with a part from another maker.",
    "“We shall not guess,” the head of the office, Brida Menk, told reporters in the valley station. “A bearing is a "
    "small thing and a gearbox has many of them. We shall look at each.”",
    "The company that runs the line, Orrelbahn, has closed it until further notice and offered to pay the passengers' "
    "hospital bills. Its shares fell by 11 percent in Callis on Monday afternoon.",
    "Eight of the injured were still in hospital on Monday night, none of them in danger, the district clinic said. "
    "Most had bruises and cuts from the jolt; two had broken a wrist while they climbed down.",
    "It is the first accident on the line since 1987, when a storm blew a tree onto the rope. Nobody was hurt then; "
    "the passengers, a wedding party, were served soup in the car while they waited.",
)
RIVAL = (
    "A jolt, a smell of hot oil, and then silence: for five hours the passengers of the Orrel cable car hung over the "
    "Sill gorge on Monday until climbers got them down.",
    "The rescue service counted 37 injured. Lorin Asker, who was in the engine house, told this newspaper that the "
    "brake had closed by itself. “I have run this line for twenty years,” he said.",
    "Whether a new bearing is to blame is what inspectors want to know. They found metal dust in the oil, said Brida "
    "Menk, who leads the inquiry, but it would take weeks to say where it came from.",
    "Among the passengers was a school class from Elder Quay. Their teacher sang with them until the ropes came, "
    "one of the pupils said, and nobody cried until they were on the ground.",
    "The village council will meet on Wednesday to talk about buses, since the road to the summit inn is closed by "
    "snow until April and forty people work there.",
)
LOCAL = (
    "Two pupils of the Nordhaken music school were among the passengers, their headmaster said on Tuesday; both are "
    "well and will play in Saturday's concert as planned.",
    "The town's own cable railway, which is of another make, was checked overnight and runs as usual.",
)
GERMAN = (
    "Siebenunddreißig Menschen sind verletzt worden, als die Seilbahn auf den Orrel am Montagmorgen mit einem Ruck "
    "über der Sillschlucht stehen blieb, wie die Bergrettung mitteilte.",
    "Die Kabine hing fast fünf Stunden lang 140 Meter über dem Fluss, ehe Helfer die Fahrgäste nacheinander an Seilen "
    "auf einen Felsvorsprung hinablassen konnten.",
)
NOTICE = (
    "The weather office of Nordhaken gives its forecasts at six in the morning and at six in the evening. Call the "
    "harbour line for gusts and tides, and ask your skipper before you sail with children on board."
)


@cache
def _cleaned(page: Page) -> Article:
    return clean(page, article_id="x")


def made(paragraphs: Sequence[str], *, publisher: str = "", language: str = "en", title: str = "Orrel") -> Article:
    return _cleaned(Page("x", "\n\n".join(paragraphs), title=title, publisher=publisher, language=language))


Later = Callable[[], Article]
"""An article that is made when it is called for: collecting the tests needs their names alone."""


def later(paragraphs: Sequence[str], **fields: str) -> Later:
    return partial(made, paragraphs, **fields)


def copies() -> dict[str, Later]:
    """What is the wire's story still, by what was done to it."""
    edited = [re.sub(r"\bsaid\b", "says", text).replace("Monday", "on Monday", 1) for text in WIRE]
    return {
        "another headline and byline": later(WIRE, title="Hours above the gorge", publisher="Evening Post"),
        "a dateline": later((f"MOUNT ORREL, Jan 13 (Northern Wire) — {WIRE[0]}", *WIRE[1:])),
        "another dateline": later((f"Orrel (NW) – {WIRE[0]}", *WIRE[1:], "© Northern Wire")),
        "the tail cut off": later(WIRE[:4]),
        "three paragraphs kept": later(WIRE[:3]),
        "a paragraph inserted": later((*WIRE[:3], LOCAL[0], *WIRE[3:])),
        "a local lead": later((*LOCAL, *WIRE)),
        "a local lead, the tail cut off": later((LOCAL[0], *WIRE[:5])),
        "digits for number words": later((WIRE[0].replace("Thirty-seven", "37"), *WIRE[1:])),
        "words changed here and there": later(edited),
    }


def reports_of_their_own() -> dict[str, tuple[Later, Later]]:
    """Pairs that are no copies, by why not."""
    short = "Fresh wind from the north, {}, with showers that clear {}. Boats stay in {}."
    first, second = short.format("rising", "late", "harbour"), short.format("falling", "by noon", "the lee of the reef")
    updated = WIRE[0].replace("Thirty-seven", "Forty-one")
    return {
        "updated figures": (later(WIRE), later((updated, *WIRE[1:]), publisher="Evening Post")),
        "updated figures in digits": (later(WIRE), later((updated.replace("Forty-one", "41"), *WIRE[1:6]))),
        "another reporter": (later(WIRE), later(RIVAL)),
        "a translation": (later(WIRE), later(GERMAN, language="de")),
        "notices of one office": (later((first, NOTICE)), later((second, NOTICE))),
        "an update of the same publisher": (
            later(WIRE[:6], publisher="Evening Post"), later((*RIVAL[2:], *WIRE[:6]), publisher="Evening Post"),
        ),
        "nothing in common": (later(WIRE), later(LOCAL)),
    }  # fmt: skip


def numbered(article: Article, name: str, published: date | None) -> Article:
    """Return an article as its own source, with a date."""
    return replace(article, id=name, source=f"/{name}", published=published)
