"""What the containers are told is what Footnote knows."""

from __future__ import annotations

import re

import pytest
import yaml
from pydantic import SecretStr

from bot.cli.app import app
from bot.settings import BotSettings
from index.settings import IndexSettings
from tests.conftest import ROOT

SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
OURS = {name: one for name, one in SERVICES.items() if "build" in one}
SETTINGS = {**BotSettings.model_fields, **IndexSettings.model_fields}


@pytest.mark.parametrize("name", OURS)
def test_a_service_has_settings_that_are_accepted_and_a_command_that_is_there(name: str) -> None:
    environment = {key.lower(): value for key, value in OURS[name]["environment"].items()}
    assert set(environment) <= set(SETTINGS)
    BotSettings.model_validate({key: environment[key] for key in environment if key in BotSettings.model_fields})
    place = environment["catalogue_url"]
    assert IndexSettings(catalogue_url=SecretStr(place), chroma_url=environment["chroma_url"]).chroma_url
    program, command, *flags = OURS[name]["command"]
    assert program == "footnote"
    found = next(one for one in app.registered_commands if one.callback and one.callback.__name__ == command)
    assert all(flag.removeprefix("--no-") in found.callback.__annotations__ for flag in flags)


def test_the_bots_share_all_shards() -> None:
    bots = [one["environment"] for name, one in OURS.items() if name.startswith("bot")]
    assert {one["SHARD_COUNT"] for one in bots} == {str(len(bots))}
    assert sorted(one["SHARD_IDS"] for one in bots) == [str(number) for number in range(len(bots))]


def test_the_image_holds_what_is_needed_and_sets_what_there_is_to_set() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", lines, re.M)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert f"!{name}" in kept
    named = re.findall(r"\b([A-Z]+_[A-Z_]+)=", lines)
    ours = [name.lower() for name in named if not name.startswith(("PIP_", "PYTHON"))]
    assert set(ours) <= set(SETTINGS)


@pytest.mark.parametrize("name", OURS)
def test_what_the_image_sets_holds_also_beside_an_env_file_that_began_as_the_example(name: str) -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    image = dict(re.findall(r"\b([A-Z]+_[A-Z_]+)=(\S+)", re.split(r"^FROM ", lines, flags=re.M)[-1]))
    example = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    undone = {key: value for key, value in image.items() if key in example}
    assert undone
    assert undone.items() <= OURS[name]["environment"].items()
