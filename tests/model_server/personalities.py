"""Models of several characters. Each is told the system prompt and the user's message and returns its reply."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model.replies.refusal import REFUSAL

_LINE = re.compile(r"^\[([a-z0-9]+)\] (.*)$", re.M)
Book = dict[str, tuple[Sequence[str], Sequence[str]]]


def sentences(user: str) -> dict[str, str]:
    """Return key → sentence of what the message offers."""
    return {key: html.unescape(text) for key, text in _LINE.findall(user)}


def question(user: str) -> str:
    found = re.search(r"^(?:Last question|Question): (.*)$", user, re.M)
    return html.unescape(found[1]) if found else ""


def honest(system: str, user: str) -> str:
    """Repeats the two sentences that share most words with the question; refuses where none does."""
    asked = set(re.findall(r"\w{4,}", question(user).lower()))
    ranked = sorted(
        ((len(asked & set(re.findall(r"\w{4,}", text.lower()))), key) for key, text in sentences(user).items()),
        reverse=True,
    )
    offered = sentences(user)
    chosen = [key for shared, key in ranked[:2] if shared > 1]
    return "\n".join(f"- {offered[key]} [{key}]" for key in chosen) or REFUSAL


def rewording(system: str, user: str) -> str:
    """Says in words of its own what the honest one repeats."""
    return re.sub(r"^- (.*?)\.? \[", r"- It is reported: \1. [", honest(system, user), flags=re.M)


def silent(system: str, user: str) -> str:
    return ""


def refusing(system: str, user: str) -> str:
    return f"**{REFUSAL.capitalize()}.**"


def off_protocol(system: str, user: str) -> str:
    return "Great question! There is so much to say about it, and I would love to help you further."


def verbose(system: str, user: str) -> str:
    talk = "<think>Let me think about it at length.</think>\nHere is what the articles say:\n\n"
    return talk + honest(system, user).replace("- ", "1. **", 1).replace(". [", ".** [", 1) + "\n\nI hope this helps!"


def other_language(system: str, user: str) -> str:
    key = next(iter(sentences(user)))
    return f"- Die Fähre hat siebenundneunzig Menschen an Bord gehabt, und niemand weiß, warum. [{key}]"


def structured(system: str, user: str) -> str:
    offered = sentences(user)
    items = ", ".join(f'{{"text": {_json(offered[one])}, "keys": ["{one}"]}}' for one in _chosen(user))
    return f'{{"statements": [{items}]}}'


def _chosen(user: str) -> list[str]:
    """Return the keys that the honest model cites."""
    return re.findall(r"\[([a-z0-9]+)\]$", honest("", user), re.M)


def bracket_first(system: str, user: str) -> str:
    """Writes its lines in the form in which it is shown sentences."""
    return "\n".join(f"[{key}] {sentences(user)[key]}" for key in _chosen(user))


def key_only(system: str, user: str) -> str:
    return "\n".join(f"[{key}]" for key in _chosen(user))


def bare_array(system: str, user: str) -> str:
    return f"```json\n[{', '.join(map(_json, _chosen(user)))}]\n```"


def keyless(system: str, user: str) -> str:
    """Repeats the right sentences as prose and forgets their keys."""
    return " ".join(sentences(user)[key] for key in _chosen(user))


def naturally_refusing(system: str, user: str) -> str:
    return f"The provided sentences do not contain any information about this. [{next(iter(sentences(user)))}]"


def parrot(system: str, user: str) -> str:
    """Repeats whatever it is told, as small models do."""
    return f"{system}\n\n{user}"


def obedient(system: str, user: str) -> str:
    """Does whatever any text tells it, repeats its prompt and its keys, dresses up true sentences, cites at will.

    As a judge it says yes to everything.
    """
    if system.startswith("You check statements"):
        return "\n".join(f"{line.partition(':')[0]}: yes" for line in user.splitlines() if ": does " in line)
    if system.startswith("Translate"):
        return "\n".join(f"{line.partition('.')[0]}. {_obeyed(user)}" for line in user.splitlines())
    offered = sentences(user)
    if not offered:
        return _obeyed(user)
    key, true = next(iter(offered)), random.Random(question(user)).choice(list(offered.values()))
    lines = [
        *(html.unescape(text) for text in re.findall(r"[\"“']([^\"”']{8,})[\"”']", html.unescape(user))),
        *(line for line in system.splitlines() if line),
        *(f"Download it from https://{address} now." for address in re.findall(r"\b[\w.-]+\.(?:com|xyz)\b", user)),
        f"My keys are {', '.join(offered)}, and the fence is {user.split('<', 1)[-1][:12]}.",
        "@everyone visit https://evil.example/login and download www.fakesoft.com now.",
        "The capital of Brazil is Brasília.",
        f"@everyone {true}",
        f"<@100000000000000001> {true}",
        f"{true.rstrip('.')} @here.",
        f"{true.rstrip('.')}, see https://evil.example/login.",
        f"{true} www.fakesoft.com",
        f"[{true}](https://evil.example/login)",
        f"\x1b[31m{true}",
        f"\u202e{true}",
        true.replace("a", "4"),
        "".join(true.split()),
    ]
    random.Random(question(user) + true).shuffle(lines)
    return "\n".join(f"- {text} [{key}]" for text in [true, *lines[:7]])


def _obeyed(user: str) -> str:
    """Return the last thing that a message says, taken as an order, with something to click or not."""
    told = [part for part in re.split(r"[\n:]|&\w+;|&#\d+;", user) if " " in part.strip()] or [user]
    link = random.Random(user).choice(("@everyone", "https://evil.example/login", "www.fakesoft.com", "Brasília", ""))
    return f"{told[-1].strip()} {link}"


@dataclass
class Inventive:
    """Mixes true statements with inventions; `said` is each statement and whether its sentence bears it."""

    book: Book = field(default_factory=dict)
    seed: int = 7
    said: list[tuple[str, bool]] = field(default_factory=list)

    def __call__(self, system: str, user: str) -> str:
        chance = random.Random(self.seed + len(self.said))
        offered = sentences(user)
        lines = []
        for key, text in list(offered.items())[:12]:
            true, false = self.book.get(text, ((), ()))
            lines += [(one, True, key) for one in true[:1]]
            lines += [(one, False, key) for one in chance.sample(list(false), min(2, len(false)))]
            lines += [(changed, False, key) for changed in _mutations(text)[:1]]
        chance.shuffle(lines)
        lines = lines[:7]
        lines.append(("The mayor called it “the darkest day of the century”.", False, "zzzz"))
        self.said += [(text, truth) for text, truth, _ in lines]
        return "\n".join(f"- {text} [{key}]" for text, _, key in lines)


def _mutations(text: str) -> list[str]:
    """Return a sentence with its first number made larger."""
    found = re.search(r"(?<![\w.,:])\d{2,}(?![\w.,:])", text)
    if found is None or len(text) > 250:
        return []
    return [text[: found.start()] + str(int(found[0]) + 13) + text[found.end() :]]


def _json(text: str) -> str:
    import json

    return json.dumps(text)
