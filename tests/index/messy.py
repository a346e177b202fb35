# ruff: noqa: E501
"""Fictional articles as people save them, with what must remain of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Layout:
    text: str
    title: str
    byline: str = ""
    publisher: str = ""
    published: date | None = None
    modified: date | None = None
    prose: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


LAYOUTS = {
    "hard-wrapped": Layout(
        text="""\
HARBOUR FERRY RETURNS AFTER FIVE MONTHS

By ANNA KOWALSKI
Staff Writer
April 3, 2025, 9:15 AM

The ferry that struck the breakwater in November returned to service on
Wednesday morning, carrying 61 passengers and a brass band. Its captain, a well-
known figure on the island, waved from the bridge.

"I counted every stone of that wall," said Petra Lindahl. "It is still
there, and so are we."

WHAT HAPPENS NEXT

The second radar will be fitted in May, at a cost of 1.2 million crowns, the
company said.

(c) 2025 The Island Times. All rights reserved.
""",
        title="HARBOUR FERRY RETURNS AFTER FIVE MONTHS",
        byline="ANNA KOWALSKI, Staff Writer",
        published=date(2025, 4, 3),
        prose=[
            "The ferry that struck the breakwater in November returned to service on Wednesday morning, carrying 61 passengers and a brass band. Its captain, a well-known figure on the island, waved from the bridge.",
            '"I counted every stone of that wall," said Petra Lindahl. "It is still there, and so are we."',
            "The second radar will be fitted in May, at a cost of 1.2 million crowns, the company said.",
        ],
        headings=["WHAT HAPPENS NEXT"],
    ),
    "no blank lines": Layout(
        text="""\
Island school gets its first teacher in nine years
By Tom Harker
5 May 2025
The school on Tern Island will reopen in August with eleven pupils and one teacher, the council said on Monday, ending nine years in which every child took the ferry to the mainland.
Share
Tweet
Email
Rosalind Achterberg, 29, who grew up on the island, was chosen from four applicants. "I know which of the windows leak," she said when the decision was announced.
The pupils of the old school in 2015.
IDRIS CALLOWAY/Harbour Images
Advertisement
The building needs a new roof, which will cost 310,000 crowns. The money comes from a fund that was set up after the accident of the Saint Brannoc last year.
Read more: Ferry returns after five months
Sign up for our newsletter to get the best stories in your inbox.
12 Comments
fisherfan99: Good news at last, we have waited for nine years for this and nobody cared.
""",
        title="Island school gets its first teacher in nine years",
        byline="Tom Harker",
        published=date(2025, 5, 5),
        prose=[
            "The school on Tern Island will reopen in August with eleven pupils and one teacher, the council said on Monday, ending nine years in which every child took the ferry to the mainland.",
            'Rosalind Achterberg, 29, who grew up on the island, was chosen from four applicants. "I know which of the windows leak," she said when the decision was announced.',
            "The pupils of the old school in 2015.",
            "The building needs a new roof, which will cost 310,000 crowns. The money comes from a fund that was set up after the accident of the Saint Brannoc last year.",
        ],
        captions=["IDRIS CALLOWAY/Harbour Images"],
    ),
    "bar and photo by": Layout(
        text="""\
Dam inspectors find second crack

Karim Blanchard | Northern Wire | 2 February 2026

Photo: The spillway of the Lowmere Dam

Inspectors found a second crack in the spillway of the Lowmere Dam on Sunday. It is 40 centimetres long and does not endanger anyone, they said.

Engineers on the crest of the dam. Photo by Jane Doe/Northern Wire

The inspectors work with drones, ropes and, in two places, dental mirrors. (They were borrowed from the dentist in Tamsin.)

An earlier inspection in August had shown no damage, Ardle Water said. The report was never published.

Related: Hundreds leave homes as dam releases water
Related stories
Follow us on X, Facebook and Instagram
© 2026 Northern Wire
""",
        title="Dam inspectors find second crack",
        byline="Karim Blanchard",
        publisher="Northern Wire",
        published=date(2026, 2, 2),
        prose=[
            "Inspectors found a second crack in the spillway of the Lowmere Dam on Sunday. It is 40 centimetres long and does not endanger anyone, they said.",
            "The inspectors work with drones, ropes and, in two places, dental mirrors. (They were borrowed from the dentist in Tamsin.)",
            "An earlier inspection in August had shown no damage, Ardle Water said. The report was never published.",
        ],
        captions=[
            "Photo: The spillway of the Lowmere Dam",
            "Engineers on the crest of the dam. Photo by Jane Doe/Northern Wire",
        ],
    ),
    "german": Layout(
        text="""\
Fähre fährt wieder

Von Friederike Albers
3. April 2025, 9.15 Uhr

Anzeige

Die Fähre „Saint Brannoc“ fährt seit Mittwoch wieder. An Bord waren 61 Fahrgäste und eine Blaskapelle, teilte die Reederei mit.

Die „Saint Brannoc“ im Hafen. Foto: Jan Petersen/dpa

Teilen
Lesen Sie auch: Ermittler finden Ursache

Der Kapitän sagte: „Ich habe jeden Stein gezählt.“ Er will bis zum Herbst an Bord bleiben.

Kommentare (3)

Toll!
""",
        title="Fähre fährt wieder",
        byline="Friederike Albers",
        published=date(2025, 4, 3),
        prose=[
            "Die Fähre „Saint Brannoc“ fährt seit Mittwoch wieder. An Bord waren 61 Fahrgäste und eine Blaskapelle, teilte die Reederei mit.",
            "Der Kapitän sagte: „Ich habe jeden Stein gezählt.“ Er will bis zum Herbst an Bord bleiben.",
        ],
        captions=["Die „Saint Brannoc“ im Hafen. Foto: Jan Petersen/dpa"],
    ),
    "no headline": Layout(
        text="""\
The council met on Tuesday and spoke about fish.

It decided nothing, as the mayor had expected. A second meeting follows.
""",
        title="The council met on Tuesday and spoke about fish.",
        prose=[
            "The council met on Tuesday and spoke about fish.",
            "It decided nothing, as the mayor had expected. A second meeting follows.",
        ],
    ),
    "question headline": Layout(
        text="""\
Who turned off the horn on Tern Point?
Updated May 23, 2025
By Maud Ellery and Idris Calloway

In 2019 the coastguard silenced the fog horn on Tern Point. Nobody signed the order, and four people remember giving it.

“Not me,” said one.

“Nor me,” said the second. He laughed.

Comments

Please log in to leave a comment.
""",
        title="Who turned off the horn on Tern Point?",
        byline="Maud Ellery and Idris Calloway",
        modified=date(2025, 5, 23),
        prose=[
            "In 2019 the coastguard silenced the fog horn on Tern Point. Nobody signed the order, and four people remember giving it.",
            "“Not me,” said one.",
            "“Nor me,” said the second. He laughed.",
        ],
    ),
    "labelled head": Layout(
        text="""\
Title: Wheat ship leaves after ten days
Publisher: Northern Wire
Author: Eskil Ravndal
Date: 2026-03-14
Updated: 2026-03-15
Link: https://northernwire.example/2026/03/14/anthea

The Anthea left her anchorage at noon on Saturday with 31,000 tonnes of wheat.

Source: the ship had waited since 4 March, her agent said.

Subscribe to The Wire
More from Eskil Ravndal
""",
        title="Wheat ship leaves after ten days",
        byline="Eskil Ravndal",
        publisher="Northern Wire",
        published=date(2026, 3, 14),
        modified=date(2026, 3, 15),
        prose=[
            "The Anthea left her anchorage at noon on Saturday with 31,000 tonnes of wheat.",
            "Source: the ship had waited since 4 March, her agent said.",
        ],
    ),
    "capital credits": Layout(
        text="""\
Tomato thief asks for his tomatoes back

JONAS PETRAKIS, CALLIS COURIER — The plumber who stole a lighthouse lens to ripen his tomatoes has asked the court to return the plants.

REUTERS/Mike Segar

AP Photo/Evan Vucci

The greenhouse near Sankt Alban, seen on Aug. 21, 2024. (AP)

He said that they were "innocent and nearly red," and that the police had watered them too much. The judge will decide on Sept. 3.

The case is the first of its kind (the court could find no other) and has drawn visitors from as far as Wilmersand and/or beyond.

Sponsored Content
Get the best of the Courier in your inbox every morning.
""",
        title="Tomato thief asks for his tomatoes back",
        prose=[
            "JONAS PETRAKIS, CALLIS COURIER — The plumber who stole a lighthouse lens to ripen his tomatoes has asked the court to return the plants.",
            'He said that they were "innocent and nearly red," and that the police had watered them too much. The judge will decide on Sept. 3.',
            "The case is the first of its kind (the court could find no other) and has drawn visitors from as far as Wilmersand and/or beyond.",
        ],
        captions=[
            "REUTERS/Mike Segar",
            "AP Photo/Evan Vucci",
            "The greenhouse near Sankt Alban, seen on Aug. 21, 2024. (AP)",
        ],
    ),
    "name below the date": Layout(
        text="""\
Ferry captain cleared by court

14 November 2025

Anna Kowalski
Harbour correspondent

Share
Save

Jane Doe/PA Wire
Magnus Dray outside the court in Port Callis

The captain of the ferry Saint Brannoc was cleared of negligence on Friday after a trial of nine days.

"I am going to sea on Monday," said Mr Dray, who is 59.

Why did it take a year?

The court waited for the report of the Marine Accident Board.

More on this story
Ferry strikes breakwater in fog

Related topics
Ferries
""",
        title="Ferry captain cleared by court",
        byline="Anna Kowalski, Harbour correspondent",
        published=date(2025, 11, 14),
        prose=[
            "The captain of the ferry Saint Brannoc was cleared of negligence on Friday after a trial of nine days.",
            '"I am going to sea on Monday," said Mr Dray, who is 59.',
            "The court waited for the report of the Marine Accident Board.",
        ],
        headings=["Why did it take a year?"],
        captions=["Jane Doe/PA Wire", "Magnus Dray outside the court in Port Callis"],
    ),
    "french": Layout(
        text="""\
La digue de Lowmere fuit encore

Par Élise Moreau
Publié le 3 février 2026 à 10h30

Partager

Une seconde fissure a été découverte dimanche dans le déversoir du barrage de Lowmere, a annoncé l’exploitant.

Les ingénieurs sur la crête du barrage. (Photo : Jean Dupont/AFP)

« Personne n’est en danger », a déclaré M. Quist. Il a ajouté que 40 centimètres suffisaient « pour perdre le sommeil ».

Lire aussi : Des centaines d’évacués
Abonnez-vous à notre newsletter
Commentaires (2)
bof
""",
        title="La digue de Lowmere fuit encore",
        byline="Élise Moreau",
        published=date(2026, 2, 3),
        prose=[
            "Une seconde fissure a été découverte dimanche dans le déversoir du barrage de Lowmere, a annoncé l’exploitant.",
            "« Personne n’est en danger », a déclaré M. Quist. Il a ajouté que 40 centimètres suffisaient « pour perdre le sommeil ».",
        ],
        captions=["Les ingénieurs sur la crête du barrage. (Photo : Jean Dupont/AFP)"],
    ),
    "agency story": Layout(
        text="""\
PORT CALLIS (AP) — The mayor said Monday that the bridge will open in June.

FILE - Workers lower a deck segment, Nov. 3, 2025. (AP Photo/Jane Doe, File)

“We are nearly there,” Mayor Ines Okonjo-Hale said.

___

Associated Press writer Tom Harker in Eastwater contributed to this report.

Copyright 2026 The Associated Press. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.
""",
        title="PORT CALLIS (AP) — The mayor said Monday that the bridge will open in June.",
        prose=[
            "PORT CALLIS (AP) — The mayor said Monday that the bridge will open in June.",
            "“We are nearly there,” Mayor Ines Okonjo-Hale said.",
            "Associated Press writer Tom Harker in Eastwater contributed to this report.",
        ],
        captions=["FILE - Workers lower a deck segment, Nov. 3, 2025. (AP Photo/Jane Doe, File)"],
    ),
    "standfirst and starred words": Layout(
        text="""\
‘We were never told’: islanders on life without a ferry

Tern Island’s 900 residents say the council forgot them. Now they have bought a boat of their own

Maud Ellery in Tern Island

Sat 5 Apr 2025 07.00 CEST

Residents on the quay of Tern Island last week. Photograph: Idris Calloway/The Harbour Post

When the *Saint Brannoc* stopped, everything stopped. The doctor came by helicopter; the bread did not come at all.

Photograph: Idris Calloway/The Harbour Post

“You learn to bake,” says Gwendolyn Sart.

View image in fullscreen

She laughs. “You learn to share.”
""",
        title="‘We were never told’: islanders on life without a ferry",
        byline="Maud Ellery in Tern Island",
        published=date(2025, 4, 5),
        prose=[
            "Tern Island’s 900 residents say the council forgot them. Now they have bought a boat of their own",
            "When the *Saint Brannoc* stopped, everything stopped. The doctor came by helicopter; the bread did not come at all.",
            "“You learn to bake,” says Gwendolyn Sart.",
            "She laughs. “You learn to share.”",
        ],
        captions=[
            "Residents on the quay of Tern Island last week. Photograph: Idris Calloway/The Harbour Post",
            "Photograph: Idris Calloway/The Harbour Post",
        ],
    ),
}
