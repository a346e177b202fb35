"""A change is kept, noted, and can be typed as it is shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from bot.discord.guild.changes import change, parsed, typed
from bot.discord.guild.settings import GuildSettings, chosen, known_servers
from index.library import Library

IDS = st.integers(1, 2**63)
NAMES = st.sampled_from(["guild-7", "guild-7-desk", "press", "default"])
SETTINGS = st.builds(
    GuildSettings,
    ask_in=st.lists(IDS, unique=True, max_size=3).map(tuple),
    ask_channels=st.lists(IDS, unique=True, max_size=3).map(tuple),
    private=st.booleans(),
    index_roles=st.lists(IDS, unique=True, max_size=3).map(tuple),
    model=st.booleans(),
    per_person=st.none() | st.integers(0, 1000),
    per_guild=st.none() | st.integers(0, 1000),
    language=st.sampled_from(["", "en", "de", "fr", "es"]),
    library=st.sampled_from(["", "own", "shared"]),
    bound=st.dictionaries(IDS.map(str), NAMES, max_size=3),
    private_libraries=st.dictionaries(IDS.map(str), NAMES, max_size=3),
    keep_days=st.integers(0, 4000),
)


@given(settings=SETTINGS)
def test_every_setting_can_be_typed_as_it_is_shown(settings: GuildSettings) -> None:
    values = {name: value for name, value in asdict(settings).items() if name != "digests"}
    again = {name: parsed(7, name, typed(value)) for name, value in values.items()}
    assert GuildSettings(**again) == settings


def test_a_change_is_kept_and_noted_and_the_rest_stays(library: Library) -> None:
    change(library, 7, "mara (1)", language="de", private=True)
    assert change(library, 7, "lina (2)", private=False, model=True) == GuildSettings(language="de")
    assert chosen(library, 7) == GuildSettings(language="de")
    noted = [(one.actor, one.action, one.subject, one.result) for one in library.audits("guild-7")]
    assert sorted(noted) == [
        ("lina (2)", "setup", "private", "no"),
        ("mara (1)", "setup", "language", "de"),
        ("mara (1)", "setup", "private", "yes"),
    ]
    assert known_servers(library) == [7]


def test_changes_at_the_same_time_are_all_kept(library: Library) -> None:
    """What one manager hides must not come into the open again because another set a limit at that moment."""
    names = ("per_person", "per_guild", "keep_days")
    with ThreadPoolExecutor(len(names)) as pool:
        for number in range(1, 21):
            list(pool.map(lambda name, number=number: change(library, 7, "mara (1)", **{name: number}), names))
            assert [getattr(chosen(library, 7), name) for name in names] == [number] * len(names)


def test_the_log_that_everybody_reads_names_no_closed_channel(library: Library) -> None:
    """Libraries are called after the channel or role that has them, and some of those are hidden."""
    change(library, 7, "mara (1)", bound={"5": "guild-7-layoffs"}, private_libraries={"6": "guild-7-board"})
    noted = {one.subject: one.result for one in library.audits("guild-7")}
    assert noted == {"bound": "5", "private_libraries": "6"}
