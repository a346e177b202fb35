"""What Discord refuses in a message. Numbers: Discord developer documentation, Message, Component and Interaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
MESSAGE_FIELDS = frozenset(
    [
        "content",
        "embeds",
        "components",
        "flags",
        "allowed_mentions",
        "tts",
        "attachments",
        "nonce",
        "message_reference",
        "sticker_ids",
        "poll",
        "enforce_nonce",
        "username",
        "avatar_url",
        "thread_name",
        "applied_tags",
    ]
)
TOP_LEVEL = {1, 9, 10, 12, 13, 14, 17}
CLASSIC = {1}
PICKED = frozenset({"custom_id", "placeholder", "default_values", "min_values", "max_values", "disabled", "required"})
COMPONENT_FIELDS: dict[int, frozenset[str]] = {
    1: frozenset({"components"}),
    2: frozenset({"style", "label", "emoji", "custom_id", "url", "disabled", "sku_id"}),
    3: frozenset({"custom_id", "options", "placeholder", "min_values", "max_values", "disabled", "required"}),
    6: PICKED,
    8: PICKED | {"channel_types"},
    9: frozenset({"components", "accessory"}),
    10: frozenset({"content"}),
    12: frozenset({"items"}),
    13: frozenset({"file", "spoiler"}),
    14: frozenset({"divider", "spacing"}),
    17: frozenset({"components", "accent_color", "spoiler"}),
}


def size(text: str) -> int:
    """Return the length in UTF-16 units, the strictest way a limit of characters can be read."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def walk(components: list[Json]) -> Iterator[Json]:
    """Yield every component, nested ones and accessories included."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if component.get("accessory"):
            yield from walk([component["accessory"]])


def check_message(body: Json, *, before: Json | None = None) -> list[str]:
    """Return what Discord would refuse in a message body; `before` is the message that it edits."""
    found = [f"unknown message field {name}" for name in body if name not in MESSAGE_FIELDS]
    found += ["a nonce of over 25 characters"] if len(str(body.get("nonce", ""))) > 25 else []
    flags = body.get("flags") or 0
    was = bool(before and before["flags"] & COMPONENTS_V2)
    if before is not None and was and "flags" in body and not flags & COMPONENTS_V2:
        found.append("the components flag cannot be removed from a message")
    if flags & COMPONENTS_V2 or was:
        return found + _check_modern(body, before)
    return found + _check_classic(body, before)


def _check_modern(body: Json, before: Json | None) -> list[str]:
    found = [f"{name} cannot be mixed with components" for name in ("content", "embeds", "poll") if body.get(name)]
    if before is not None and before["content"] and "content" not in body:
        found.append("an edit to components must set content to null")
    components = body.get("components")
    if before is None and not components:
        found.append("a message of components needs components")
    return found + check_components(components or [], TOP_LEVEL) + _check_files(body, components or [])


def _check_files(body: Json, components: list[Json]) -> list[str]:
    """A message of components shows only the files that a component names, and can name only files that it has."""
    had = {one["filename"] for one in body.get("attachments") or []}
    files = [part["file"] for part in walk(components) if part["type"] == 13]
    files += [item["media"] for part in walk(components) if part["type"] == 12 for item in part["items"]]
    shown = {one["url"].removeprefix("attachment://") for one in files}
    return [f"files {sorted(had ^ shown)} are not both attached and shown"] if had != shown else []


def _check_classic(body: Json, before: Json | None) -> list[str]:
    content = body.get("content") or ""
    found = [f"content has {size(content)} characters"] if size(content) > 2000 else []
    if before is None and not (content or body.get("embeds") or body.get("components") or body.get("attachments")):
        found.append("an empty message")
    return found + check_components(body.get("components") or [], CLASSIC)


def check_components(components: list[Json], top: set[int]) -> list[str]:
    """Return what is wrong with a message's components."""
    every = list(walk(components))
    found = [f"component type {part['type']} is not allowed here" for part in components if part["type"] not in top]
    if len(every) > 40:
        found.append(f"{len(every)} components")
    if (letters := sum(size(part["content"]) for part in every if part["type"] == 10)) > 4000:
        found.append(f"{letters} characters of text")
    ids = [part["custom_id"] for part in every if "custom_id" in part]
    if len(set(ids)) < len(ids):
        found.append("custom_id used twice")
    return found + [problem for part in every for problem in _check_component(part)]


def _check_component(part: Json) -> list[str]:
    kind = part["type"]
    known = COMPONENT_FIELDS.get(kind)
    if known is None:
        return [f"component type {kind} is not known to this server"]
    found = [f"unknown field {name} of component {kind}" for name in part if name not in known | {"type", "id"}]
    if not 1 <= size(part.get("custom_id", "x")) <= 100:
        found.append("custom_id must have 1 to 100 characters")
    check = {
        1: _check_row,
        2: _check_button,
        3: _check_select,
        6: _check_picker,
        8: _check_picker,
        9: _check_section,
        10: _check_text,
        12: _check_gallery,
        17: _check_container,
    }
    return found + (check[kind](part) if kind in check else [])


def _check_row(row: Json) -> list[str]:
    kinds = [part["type"] for part in row["components"]]
    alone = kinds in ([3], [6], [8])
    return [] if alone or (1 <= len(kinds) <= 5 and set(kinds) == {2}) else [f"an action row of {kinds}"]


def _check_text(text: Json) -> list[str]:
    return [] if text["content"].strip() else ["an empty text display"]


def _check_gallery(gallery: Json) -> list[str]:
    found = [] if 1 <= len(gallery["items"]) <= 10 else ["a gallery shows one to ten pictures"]
    if any(not 1 <= size(item.get("description") or "") <= 1024 for item in gallery["items"]):
        found.append("a picture's alternative text has 1 to 1,024 characters")
    return found


def _check_container(container: Json) -> list[str]:
    wrong = [part["type"] for part in container["components"] if part["type"] not in TOP_LEVEL - {17}]
    return [f"a container holds {wrong}"] if wrong or not container["components"] else []


def _check_section(section: Json) -> list[str]:
    kinds = [part["type"] for part in section["components"]]
    good = set(kinds) == {10} and len(kinds) <= 3 and section.get("accessory", {}).get("type") in (2, 11)
    return [] if good else ["a section needs one to three texts and an accessory"]


def _check_button(button: Json) -> list[str]:
    found = [] if 1 <= size(button.get("label") or "") <= 80 else ["a button's label must have 1 to 80 characters"]
    if button["style"] != 5:
        return found if "custom_id" in button and "url" not in button else [*found, "a button needs a custom_id"]
    url = button.get("url") or ""
    if "custom_id" in button or size(url) > 512 or not url.startswith(("http://", "https://", "discord://")):
        found.append(f"a link button cannot open {url[:80]!r} ({size(url)} characters)")
    return found


def _check_picker(menu: Json) -> list[str]:
    """A menu of roles (6) or channels (8): what is chosen already is of that kind and within the bounds."""
    least, most, chosen = menu.get("min_values", 1), menu.get("max_values", 1), menu.get("default_values") or []
    kind = {6: "role", 8: "channel"}[menu["type"]]
    found = [] if 0 <= least <= most <= 25 and most else [f"a menu of {least} to {most} values"]
    if chosen and not least <= len(chosen) <= most:
        found.append(f"{len(chosen)} values are chosen of {least} to {most}")
    if any(one["type"] != kind for one in chosen):
        found.append(f"a menu of {kind}s begins with {chosen}")
    return found + (["a placeholder over 150 characters"] if size(menu.get("placeholder") or "") > 150 else [])


def _check_select(select: Json) -> list[str]:
    options = select["options"]
    found = [] if 1 <= len(options) <= 25 else [f"a select of {len(options)} options"]
    if len({option["value"] for option in options}) < len(options):
        found.append("two options of one value")
    if size(select.get("placeholder") or "") > 150:
        found.append("a placeholder over 150 characters")
    for option in options:
        lengths = [size(option.get(name) or "x") for name in ("label", "value", "description")]
        if max(lengths) > 100 or not option.get("label") or not option.get("value"):
            found.append(f"an option's label, value, description have {lengths} characters")
    return found
