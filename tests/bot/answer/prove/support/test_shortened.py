"""What a shortened sentence may leave out, join and turn, and what it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.prove.support.judge import Judge
from bot.answer.prove.support.voice import active
from bot.values import Draft, Offered
from tests.bot.answer.pages import article
from tests.bot.answer.prove.support.test_judge import encode

SENTENCES = {
    "BUILT": "The mill, built in 1902 and enlarged in 1931, burned down on Monday with 40 looms inside.",
    "RATE": "Jobs in Oldmere fell to 5.4 percent in June from 5.9 percent in May, the labour office said on Friday.",
    "CLIMBERS": "Three of the seven climbers who were trapped on Mount Orr were rescued on Saturday.",
    "RESIGNED": "Two ministers resigned on Monday over the deal, and the chancellor called an election.",
    "TROOPS": "Troops loyal to General Orrin left town at night, according to residents, who described bare streets.",
    "JOBS": "Software maker Pell Labs will cut 300 jobs by June, two people familiar with the matter said.",
    "SENATOR": "Senator Dale Brook, a farmer from Ardle, blocked the vote on Grace Lunt after she ignored his letter.",
    "COACH": "Oldmere sacked coach Rik Boss on Friday, and named his assistant, Paula Degg, as caretaker.",
    "DRY": "July was the second-driest month in the valley since 1887.",
    "LEVY": "The levy, which brings in 6.2 million crowns a year, will be scrapped in 2031.",
    "ADULTS": "The vaccine halved the risk of illness in adults over 65.",
    "STRIKE": "The union will ballot its members on a strike in November.",
    "JOB_OFFER": "The chain will offer new jobs to most, though not all, of the 1,150 people who work there.",
    "POOL": "The pool, shut since a panel fell in January, will reopen on 14 April.",
    "OFFICERS": "Sergeant Ruth Able said that officers arrived at noon and found the door locked.",
    "BRIDGE": "Maren Holt, 29, rebuilt the bridge for 2.6 million crowns, finishing in May.",
    "ACCUSED": "Prosecutors accuse the former mayor of Ardle, Carlo Brand, of taking bribes.",
    "COURT": "The court upheld the sentence, the spokesman said, but quashed the fine.",
}  # fmt: skip


def verdict(key: str, statement: str) -> str:
    page = replace(article([SENTENCES[key]]), language="en")
    offered = [Offered("key", page, page.sentences[0], "prose")]
    (found,) = Judge(encode).judge([Draft(statement, ("key",))], offered)
    return found.verdict


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("BUILT", "The mill was built in 1902."),
        ("BUILT", "The mill burned down on Monday."),
        ("RATE", "The labour office said that jobs in Oldmere fell to 5.4 percent in June."),
        ("TROOPS", "Residents described bare streets."),
        ("TROOPS", "Troops loyal to General Orrin left town at night, according to residents."),
        ("JOBS", "Pell Labs will cut 300 jobs by June, two people familiar with the matter said."),
        ("SENATOR", "Senator Dale Brook blocked the vote on Grace Lunt."),
        ("COACH", "Oldmere sacked coach Rik Boss on Friday."),
        ("COACH", "Coach Rik Boss was sacked on Friday."),
        ("COACH", "Coach Rik Boss was sacked by Oldmere."),
        ("LEVY", "The levy brings in 6.2 million crowns a year."),
        ("OFFICERS", "Sergeant Ruth Able said that officers found the door locked."),
        ("OFFICERS", "Officers arrived at noon, Sergeant Ruth Able said."),
        ("BRIDGE", "Maren Holt rebuilt the bridge for 2.6 million crowns."),
        ("BRIDGE", "The bridge was rebuilt by Maren Holt."),
        ("ACCUSED", "Prosecutors accuse Carlo Brand of taking bribes."),
        ("POOL", "The pool will reopen on 14 April."),
    ],
)
def test_an_honest_shortening_is_published(key: str, statement: str) -> None:
    assert verdict(key, statement) == "supported"


@pytest.mark.parametrize(
    ("fault", "key", "statement"),
    [
        ("two dates joined", "BUILT", "The mill was built in 1931."),
        (
            "a figure of another month",
            "RATE",
            "The labour office said that jobs in Oldmere were 5.4 percent in May.",
        ),
        ("another figure", "RATE", "Jobs in Oldmere fell to 5.9 percent in June."),
        ("all for some", "CLIMBERS", "The seven climbers who were trapped on Mount Orr were rescued on Saturday."),
        ("two clauses joined", "RESIGNED", "Two ministers called an election."),
        ("another speaker", "TROOPS", "General Orrin said that his troops left town at night."),
        ("another speaker", "JOBS", "Pell Labs announced that it will cut 300 jobs by June."),
        ("another person", "SENATOR", "Senator Dale Brook ignored her letter."),
        ("another name", "COACH", "Oldmere sacked Paula Degg on Friday."),
        ("doer and deed turned", "COACH", "Oldmere was sacked by coach Rik Boss."),
        ("a rank dropped", "DRY", "July was the driest month in the valley since 1887."),
        ("a rate dropped", "LEVY", "The levy brings in 6.2 million crowns."),
        ("a group widened", "ADULTS", "The vaccine halved the risk of illness in adults."),
        ("a noun made a deed", "STRIKE", "The union will strike in November."),
        ("all for most", "JOB_OFFER", "The chain will offer new jobs to all of the 1,150 people who work there."),
        ("another date", "POOL", "The pool will reopen in January."),
        ("since made in", "POOL", "The pool was shut in January."),
        ("another doer", "COURT", "The spokesman quashed the fine."),
    ],
)
def test_words_of_a_sentence_joined_wrongly_are_not(fault: str, key: str, statement: str) -> None:
    assert verdict(key, statement) != "supported", fault


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The comet was found by a locksmith in March.", "a locksmith found The comet in March."),
        ("The report has been read by three people who live here.", "three people who live here read The report."),
        ("The bridge was opened by noon.", None),
        ("The town rose.", None),
    ],
)
def test_a_passive_is_read_in_the_active_voice(text: str, read: str | None) -> None:
    assert active(text) == read
