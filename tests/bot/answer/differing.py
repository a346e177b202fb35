"""Small fictional articles that differ on what a question asks, and such that only seem to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """An article of one or more paragraphs: its publisher, its day (ISO 8601) and what it says."""

    publisher: str
    day: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The first sentence of the first article is the answer; `values` are the sides in order, none where it stands."""

    name: str
    question: str
    told: tuple[Told, ...]
    values: tuple[str, ...] = ()


def post(day: str, text: str, title: str = "") -> Told:
    return Told("Evening Post", day, text, title)


def times(day: str, text: str, title: str = "") -> Told:
    return Told("Harbour Times", day, text, title)


def wire(day: str, text: str, title: str = "") -> Told:
    return Told("Northern Wire", day, text, title)


HURT = "How many people were hurt in the fire at the Halden mill?"
FIRE = "Fire at the Halden mill"
OPENED = "When was the Skarv tunnel opened?"
BURNED = "When did the Halden mill burn down?"
LED = "Who led the inquiry into the Skarv tunnel?"
CAPTAIN = "Who is the captain of the ferry Aurelia?"
MONDAY, TUESDAY, WEDNESDAY = "2025-05-05", "2025-05-06", "2025-05-07"

DIFFERING = (
    Case("two counts", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Fifteen people were hurt in the fire at the Halden mill, the hospital said on Tuesday."),
    ), ("Twelve", "Fifteen")),
    Case("three counts, the third announced by its paragraph", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Fifteen people were hurt in the fire at the Halden mill."),
        wire("2025-06-20", "The fire at the Halden mill began in a heater.\n\nThe report also settles how many people "
             "were hurt. After the blaze, the police had spoken of 12 and the hospital of 15. It lists 16 by name."),
    ), ("Twelve", "Fifteen", "16")),
    Case("two agree and one does not", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        wire(MONDAY, "The fire at the Halden mill injured 12 people on Sunday."),
        times(TUESDAY, "The fire at the Halden mill left 14 people injured."),
    ), ("Twelve", "12", "14")),
    Case("a sentence far down, which an article without the name in it gives", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "The fire service is still at work.\n\nSmoke hangs over the town. Fifteen people were hurt in "
              "the fire at the mill.", title=FIRE),
    ), ("Twelve", "Fifteen")),
    Case("a higher count than the most that another allows", HURT, (
        post(MONDAY, "At most 12 people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Fifteen people were hurt in the fire at the Halden mill."),
    ), ("12", "Fifteen")),
    Case("a price", "How much did the repairs to the hull of the Aurelia cost?", (
        post(MONDAY, "Repairs to the hull of the Aurelia cost 12 million crowns."),
        times(TUESDAY, "Repairs to the hull of the Aurelia cost 14 million crowns, an invoice shows."),
    ), ("12 million", "14 million")),
    Case("a length", "How long is the ferry Aurelia?", (
        post(MONDAY, "The ferry Aurelia is 74 metres long."),
        times(TUESDAY, "The ferry Aurelia is 79 metres long and 12 metres wide."),
    ), ("74", "79")),
    Case("votes", "How many votes did Ilse Brandt win?", (
        post(MONDAY, "Ilse Brandt won 4,210 votes."),
        times(TUESDAY, "Ilse Brandt won 4,317 votes, the council said."),
    ), ("4,210", "4,317")),
    Case("two weekdays of one week", BURNED, (
        post(WEDNESDAY, "The Halden mill burned down on Sunday."),
        times(WEDNESDAY, "The Halden mill burned down on Monday night, the fire service said."),
    ), ("Sunday", "Monday")),
    Case("a weekday and a date of another day", BURNED, (
        post(WEDNESDAY, "The Halden mill burned down on Sunday."),
        times(TUESDAY, "On 5 May the Halden mill burned down."),
    ), ("5 May", "Sunday")),
    Case("two years of a thing that happens once", "When was the Halden mill built?", (
        post(MONDAY, "The Halden mill was built in 1888."),
        times(TUESDAY, "The mill, built in 1891, stood empty. It made linen.", title="The Halden mill"),
    ), ("1888", "1891")),
    Case("last month and a date of another month", OPENED, (
        post("2025-05-20", "The Skarv tunnel was opened last month."),
        times("2025-05-21", "The Skarv tunnel was opened on 3 March 2025."),
    ), ("last month", "3 March 2025")),
    Case("two days to come, the later one told later", "When will the Skarv tunnel open?", (
        post(MONDAY, "The Skarv tunnel will open on 3 June."),
        times(WEDNESDAY, "The Skarv tunnel will open on 10 June, the council said."),
    ), ("3 June", "10 June")),
    Case("two leaders", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by the judge Wanda Kirk."),
        times(TUESDAY, "Tomas Reed led the inquiry into the Skarv tunnel."),
    ), ("Wanda Kirk", "Tomas Reed")),
    Case("two captains", CAPTAIN, (
        post(MONDAY, "The captain of the ferry Aurelia, Magnus Holt, slept on board."),
        times(TUESDAY, "Piet Solberg, 58, the captain of the ferry Aurelia, stayed on board."),
    ), ("Magnus Holt", "Piet Solberg")),
    Case("two organisations", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by the Mining Institute."),
        times(TUESDAY, "The Rail Safety Agency led the inquiry into the Skarv tunnel."),
    ), ("Mining Institute", "Rail Safety Agency")),
    Case("a surname whose first name stands elsewhere", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by Wanda Kirk."),
        times(TUESDAY, "Reed led the inquiry into the Skarv tunnel. “It was dark,” said Tomas Reed on Monday."),
    ), ("Wanda Kirk", "Reed")),
    Case("who won", "Who won the Skarv regatta?", (
        post(MONDAY, "Ana Wren won the Skarv regatta."),
        times(TUESDAY, "The Skarv regatta was won by Jonas Hale."),
    ), ("Ana Wren", "Jonas Hale")),
)  # fmt: skip

AGREEING = (
    Case("the same count in words and digits", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "The fire at the Halden mill left 12 people injured."),
    )),
    Case("a least number", HURT, (
        post(MONDAY, "At least 12 people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Fifteen people were hurt in the fire at the Halden mill."),
    )),
    Case("a round number", "How many people live in Port Callis?", (
        post(MONDAY, "About 210,000 people live in Port Callis."),
        times(TUESDAY, "In Port Callis live 212,480 people."),
    )),
    Case("some of those hurt", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Four people were seriously hurt in the fire at the Halden mill."),
    )),
    Case("six more", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Another six people were hurt in the fire at the Halden mill on the way out."),
    )),
    Case("other people", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Forty people were rescued from the fire at the Halden mill and twelve were hurt."),
    )),
    Case("another fire", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "Thirty people were hurt in the fire at the Brannoc mill."),
    )),
    Case("an earlier fire at the same place", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill on Sunday."),
        times(TUESDAY, "In 1923, thirty people were hurt in the fire at the Halden mill."),
    )),
    Case("a fire of the year before", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill on Sunday."),
        times(TUESDAY, "Thirty people were hurt last year in the fire at the Halden mill."),
    )),
    Case("a count feared", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(MONDAY, "The police feared that 30 people could be hurt in the fire at the Halden mill."),
    )),
    Case("the count of another source, quoted as an earlier one", HURT, (
        post(MONDAY, "Twelve people were injured in the fire at the Halden mill."),
        times(TUESDAY, "The police had spoken of nine people hurt in the fire at the Halden mill."),
    )),
    Case("other things counted", "How many windows does the Halden mill have?", (
        post(MONDAY, "The Halden mill has 340 windows."),
        times(TUESDAY, "The Halden mill has 12 doors and 4 chimneys without windows."),
    )),
    Case("the price of something else", "How much does a ticket for the Aurelia cost?", (
        post(MONDAY, "A ticket for the Aurelia costs 18 crowns."),
        times(TUESDAY, "Repairs to the Aurelia cost 14 million crowns."),
    )),
    Case("another currency", "How much does a ticket for the Aurelia cost?", (
        post(MONDAY, "A ticket for the Aurelia costs 18 crowns."),
        times(TUESDAY, "A ticket for the Aurelia costs 3 euros."),
    )),
    Case("a weekday and its date", BURNED, (
        post("2024-11-15", "The Halden mill burned down on Thursday evening."),
        times("2024-11-16", "The Halden mill burned down on 14 November."),
    )),
    Case("yesterday and a weekday", BURNED, (
        post(MONDAY, "The Halden mill burned down yesterday."),
        times(WEDNESDAY, "The Halden mill burned down on Sunday."),
    )),
    Case("a day when it was said", BURNED, (
        post(WEDNESDAY, "The Halden mill burned down on Sunday."),
        times(WEDNESDAY, "The Halden mill burned down to its walls, the fire service said on Tuesday."),
    )),
    Case("last month and a day of it", OPENED, (
        post("2025-05-20", "The Skarv tunnel was opened last month."),
        times("2025-05-21", "The Skarv tunnel was opened on 30 April."),
    )),
    Case("a year and a day of it", OPENED, (
        post(MONDAY, "The Skarv tunnel was opened in 1994."),
        times(TUESDAY, "The Skarv tunnel was opened on 6 May 1994."),
    )),
    Case("the plan and what became of it", OPENED, (
        post("2025-06-11", "The Skarv tunnel was opened on 10 June."),
        times(MONDAY, "The Skarv tunnel was to be opened on 3 June."),
    )),
    Case("another thing built", "When was the Halden mill built?", (
        post(MONDAY, "The Halden mill was built in 1888."),
        times(TUESDAY, "The Halden mill burned down. The chapel was built in 1931.", title="The Halden mill"),
    )),
    Case("another day in the sentence", "When was the Halden mill built?", (
        post(MONDAY, "The Halden mill was built in 1888."),
        times(TUESDAY, "The Halden mill, which was built by weavers, closed in 1975."),
    )),
    Case("a fuller name", CAPTAIN, (
        post(MONDAY, "The captain of the ferry Aurelia, Magnus Dray, slept on board."),
        times(TUESDAY, "The captain of the ferry Aurelia is Dray. His family has asked for peace."),
    )),
    Case("a role and a name", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by Wanda Kirk."),
        times(TUESDAY, "A retired judge led the inquiry into the Skarv tunnel."),
    )),
    Case("a person and an organisation", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by Wanda Kirk."),
        times(TUESDAY, "The Mining Institute led the inquiry into the Skarv tunnel."),
    )),
    Case("a name spelled otherwise, and with a title", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by Wanda Kirkova."),
        times(TUESDAY, "Professor Vanda Kirkowa led the inquiry into the Skarv tunnel."),
    )),
    Case("a former captain", CAPTAIN, (
        post(MONDAY, "The captain of the ferry Aurelia, Magnus Holt, slept on board."),
        times(TUESDAY, "Piet Solberg, the former captain of the ferry Aurelia, waved from the quay."),
    )),
    Case("the captain of another ship", CAPTAIN, (
        post(MONDAY, "The captain of the ferry Aurelia, Magnus Holt, slept on board."),
        times(TUESDAY, "The ferry Aurelia was towed. The captain of the tug Oriel, Piet Solberg, held her."),
    )),
    Case("a captain of another year", CAPTAIN, (
        post("2025-05-05", "The captain of the ferry Aurelia, Magnus Holt, slept on board."),
        times("2019-05-06", "The captain of the ferry Aurelia, Piet Solberg, slept on board."),
    )),
    Case("an office and its initials", LED, (
        post(MONDAY, "The inquiry into the Skarv tunnel was led by the Rail Safety Agency."),
        times(TUESDAY, "The RSA led the inquiry into the Skarv tunnel."),
    )),
    Case("many may do what is asked", "Who warned of the flood at Halden?", (
        post(MONDAY, "Wanda Kirk warned of the flood at Halden."),
        times(TUESDAY, "Tomas Reed warned of the flood at Halden."),
    )),
)  # fmt: skip
# A question, two reports of it, and the words in which they differ.
APART = (
    (
        "How many houses were destroyed by the storm in Halden?",
        "The storm destroyed 40 houses in Halden.",
        "In Halden 52 houses were destroyed by the storm, the council said.",
        ("40", "52"),
    ),
    (
        "How many people died in the Skarv tunnel?",
        "Three people died in the Skarv tunnel.",
        "Four people died in the Skarv tunnel, among them a child.",
        ("Three", "Four"),
    ),
    (
        "How much will the Skarv tunnel cost?",
        "The Skarv tunnel will cost 563 million crowns.",
        "The Skarv tunnel will cost 590 million crowns, the auditor said.",
        ("563 million", "590 million"),
    ),
    (
        "When does the new mayor of Halden take office?",
        "The new mayor of Halden takes office on 1 June.",
        "The new mayor of Halden takes office on 15 June.",
        ("1 June", "15 June"),
    ),
    (
        "Who designed the Skarv tunnel?",
        "Wanda Kirk designed the Skarv tunnel.",
        "The Skarv tunnel was designed by the engineer Jonas Hale.",
        ("Wanda Kirk", "Jonas Hale"),
    ),
    (
        "Who is the mayor of Halden?",
        "Ilse Brandt is the mayor of Halden.",
        "“No,” said Tomas Reed, the mayor of Halden.",
        ("Ilse Brandt", "Tomas Reed"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        "Police said 15 people were hurt in the fire at the Halden mill.",
        ("Twelve", "15"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        "A total of 15 people were hurt when fire broke out at the Halden mill.",
        ("Twelve", "15"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        "Fifteen people were hurt in a fire that destroyed the Halden mill on Sunday.",
        ("Twelve", "Fifteen"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        "More than 20 people were hurt in the fire at the Halden mill.",
        ("Twelve", "20"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured when a fire broke out at the Halden mill on Sunday.",
        "Fifteen people were hurt in the fire at the Halden mill on Sunday evening.",
        ("Twelve", "Fifteen"),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        "Five people were hurt in the fire at the Halden mill, bringing the total of this year to 30.",
        ("Twelve", "Five"),
    ),
    (
        "How old is the glass reef off Nordhaken?",
        "The glass reef off Nordhaken is 9,000 years old.",
        "The glass reef off Nordhaken is 4,000 years old, she says.",
        ("9,000", "4,000"),
    ),
    (
        "Who is the chief executive of Sound Ferries?",
        "Petra Lindahl is the chief executive of Sound Ferries.",
        "“No,” said Ana Wren, the chief executive of Sound Ferries.",
        ("Petra Lindahl", "Ana Wren"),
    ),
)
# A question and what answers it; then what other sources say that is no other answer.
ALIKE = (
    (
        "How many passengers were on the ferry Aurelia?",
        "The ferry Aurelia had 212 passengers on board.",
        (
            "The ferry Aurelia can carry 400 passengers.",
            "Nine passengers of the ferry Aurelia were hurt.",
            "The ferry Aurelia carries 3,100 passengers every day.",
            "The ferry Aurelia saved 31 passengers of the Oriel.",
        ),
    ),
    (
        "How many houses were destroyed by the storm in Halden?",
        "The storm destroyed 40 houses in Halden.",
        (
            "The storm damaged 300 houses in Halden and destroyed the pier.",
            "The storm destroyed 40 houses in Halden. In Skarv 12 houses were destroyed by the storm.",
            "The storm destroyed 12 houses in Skarv, 30 kilometres from Halden.",
            "The storm destroyed 22 houses in the north of Halden.",
        ),
    ),
    (
        "How many people died in the Skarv tunnel?",
        "Three people died in the Skarv tunnel.",
        (
            "No more than 3 people died in the Skarv tunnel.",
            "Two men and a woman died in the Skarv tunnel.",
            "Two people died in the Skarv tunnel on the spot, a third in hospital.",
            "Two of three people died in the Skarv tunnel at once.",
            "In all, 31 people have died in the Skarv tunnel over the years.",
            "One in ten people died in the building of the Skarv tunnel.",
        ),
    ),
    (
        "How many people died in the Skarv tunnel?",
        "Three people died in the Skarv tunnel on Sunday.",
        ("Since 1990, 31 people have died in the Skarv tunnel.",),
    ),
    (
        "How many members does the Halden council have?",
        "The Halden council has 60 members.",
        (
            "The Halden council has 24 members of the Civic List.",
            "The Halden council has 9 new members.",
        ),
    ),
    (
        "How many votes did Ilse Brandt win?",
        "Ilse Brandt won 4,210 votes.",
        (
            "Ilse Brandt won by 310 votes.",
            "Ilse Brandt won 310 votes more than her rival.",
            "Ilse Brandt won against Tomas Reed, who had 3,900 votes.",
            "Ilse Brandt won 1,200 votes in the harbour district.",
        ),
    ),
    (
        "How much will the Skarv tunnel cost?",
        "The Skarv tunnel will cost 563 million crowns.",
        (
            "The Skarv tunnel will cost drivers 2.40 crowns.",
            "The Skarv tunnel will cost 145 million crowns more than promised.",
            "The lamps of the Skarv tunnel will cost 3 million crowns.",
            "The Skarv tunnel will cost 12 million crowns a year to run.",
        ),
    ),
    (
        "When was the Skarv tunnel opened?",
        "The Skarv tunnel was opened in 1994.",
        (
            "The Skarv tunnel was opened to lorries in 2001.",
            "The Skarv tunnel was opened again on Monday.",
            "The Skarv tunnel was reopened on Monday.",
            "The café at the Skarv tunnel was opened in 2011.",
            "The eastern tube of the Skarv tunnel was opened in 2011.",
        ),
    ),
    (
        "When did the ferry Aurelia strike the pier?",
        "The ferry Aurelia struck the pier on Sunday.",
        (
            "The ferry Aurelia struck the pier and was towed on Monday.",
            "The ferry Aurelia, which struck the pier, left for repairs on Monday.",
            "The ferry Aurelia struck the pier on its way home on Sunday night.",
            "The ferry Aurelia struck the pier, a spokeswoman confirmed to the Post late on Monday.",
            "The ferry Aurelia struck the pier two days after the feast on Saturday.",
        ),
    ),
    (
        "When does the new mayor of Halden take office?",
        "The new mayor of Halden takes office on 1 June.",
        ("The new mayor of Halden takes office next month.",),
    ),
    (
        "Who won the Skarv regatta?",
        "Ana Wren won the Skarv regatta.",
        (
            "Jonas Hale won the first race of the Skarv regatta.",
            "Jonas Hale won the Skarv regatta last year.",
            "Jonas Hale won the Skarv regatta for juniors.",
            "Jonas Hale, who won the Skarv regatta in 2019, came second.",
            "Jonas Hale won a medal at the Skarv regatta.",
            "Jonas Hale, who won the Skarv regatta twice, gave the prize.",
            "Jonas Hale nearly won the Skarv regatta.",
        ),
    ),
    (
        "Who led the inquiry into the Skarv tunnel?",
        "Wanda Kirk led the inquiry into the Skarv tunnel.",
        (
            "Jonas Hale led the police inquiry into the Skarv tunnel.",
            "Wanda Kirk and Jonas Hale led the inquiry into the Skarv tunnel.",
            "Jonas Hale and Wanda Kirk led the inquiry into the Skarv tunnel.",
            "The inquiry into the Skarv tunnel, led by Jonas Hale and Wanda Kirk, ends.",
        ),
    ),
    (
        "Who designed the Skarv tunnel?",
        "Wanda Kirk designed the Skarv tunnel.",
        ("Jonas Hale designed the lamps of the Skarv tunnel.",),
    ),
    (
        "Who is the mayor of Halden?",
        "Ilse Brandt is the mayor of Halden.",
        (
            "Tomas Reed, the mayor of Skarv, went to Halden.",
            "The mayor of Halden told Tomas Reed to leave.",
            "Tomas Reed wrote to the mayor of Halden.",
            "The mayor of Halden, Port Callis and Skarv met.",
            "Asked by Tomas Reed, the mayor of Halden said nothing.",
            "In Port Callis, the mayor of Halden spoke.",
        ),
    ),
    (
        "How many people were hurt in the fire at the Halden mill?",
        "Twelve people were injured in the fire at the Halden mill.",
        (
            "Fifteen firefighters were hurt in the fire at the Halden mill.",
            "Fifteen people were hurt in two fires, one of them at the Halden mill.",
            "In the fire at the Halden mill 3 people were killed and 12 people hurt.",
            "Nobody was killed. Twelve people, two of them children, were hurt in the fire at the Halden mill.",
            "Only two people were hurt in the fire at the Halden mill so badly that they stayed in hospital.",
            "Two people were hurt in the fire at the Halden mill, ten by the smoke.",
            "Seven people were hurt in the fire at the Halden mill and five on the way to hospital.",
            "First 9 people were hurt in the fire at the Halden mill, then three more.",
            "It was wrong that 30 people were hurt in the fire at the Halden mill.",
            "A film tells how 30 people were hurt in the fire at the Halden mill.",
            "Were 30 people hurt in the fire at the Halden mill?",
            "The post denied that 30 people were hurt in the fire at the Halden mill.",
        ),
    ),
    (
        "How old is the glass reef off Nordhaken?",
        "The glass reef off Nordhaken is 9,000 years old.",
        ("The glass reef off Nordhaken is some 8,800 years old.",),
    ),
    (
        "How long did the strike in Halden last?",
        "The strike in Halden lasted 12 days.",
        ("The strike in Halden lasted two weeks.",),
    ),
    (
        "When was Agathe Moreau born?",
        "Agathe Moreau was born in 1933.",
        (
            "Agathe Moreau’s sister was born in 1936.",
            "Agathe Moreau lost her husband. He was born in 1930.",
        ),
    ),
    (
        "When did Agathe Moreau die?",
        "Agathe Moreau died on Sunday.",
        (
            "Agathe Moreau died on Sunday, 4 May.",
            "Agathe Moreau died on May 4, 2025.",
            "Agathe Moreau, who died last week, is buried on Friday.",
            "Agathe Moreau died in the night to Monday.",
        ),
    ),
    (
        "When did Agathe Moreau die?",
        "Agathe Moreau died in the night of 3 May.",
        ("Agathe Moreau died on Sunday morning.",),
    ),
    (
        "When is the festival in Halden?",
        "The festival in Halden is on 4 June.",
        ("The festival in Halden was on 6 June last year.",),
    ),
    (
        "When did the Skarv tunnel open?",
        "The Skarv tunnel opened on 1 May.",
        ("The Skarv tunnel opens at noon on Saturday.",),
    ),
    (
        "When was the Lowmere Dam completed?",
        "The Lowmere Dam was completed in 1961.",
        ("The Lowmere Dam, completed under Mayor Reed, was inspected in 2024.",),
    ),
    (
        "When did the ferry strike the pier?",
        "The ferry struck the pier on Sunday.",
        ("The ferry struck the pier on Friday.",),
    ),
    (
        "Who founded Nordhaken Energy?",
        "Wanda Kirk founded Nordhaken Energy.",
        ("Nordhaken Energy was founded by two brothers.",),
    ),
    (
        "Who wrote the report on the Skarv tunnel?",
        "Wanda Kirk wrote the report on the Skarv tunnel.",
        (
            "Tomas Reed wrote a report on the Skarv tunnel.",
            "In Port Callis Wanda Kirk wrote the report on the Skarv tunnel.",
        ),
    ),
    (
        "Who owns the Halden mill?",
        "Wanda Kirk owns the Halden mill.",
        ("Strand & Vale owns the Halden mill.",),
    ),
    (
        "Who owns the Halden mill?",
        "Sound Ferries owns the Halden mill.",
        ("Harbour Mills owns the Halden mill.",),
    ),
    (
        "Who owns the Halden mill?",
        "The Halden mill is owned by Wanda Kirk.",
        ("The Halden mill is owned by her brother Tomas Kirk.",),
    ),
    (
        "Who is the chief executive of Sound Ferries?",
        "Petra Lindahl is the chief executive of Sound Ferries.",
        (
            "Sound Ferries chief executive Lindahl spoke.",
            "Ana Wren, the lawyer of the chief executive of Sound Ferries, spoke.",
            "The chief executive of Sound Ferries is Swedish.",
            "Ana Wren became the chief executive of Sound Ferries in 1998.",
        ),
    ),
    (
        "Who is the captain of the Aurelia?",
        "Magnus Holt is the captain of the Aurelia.",
        (
            "The captain, Piet Solberg, of the tug Oriel held the Aurelia.",
            "The Aurelia was held by a tug. Her captain, Piet Solberg, saw the fog.",
        ),
    ),
)
