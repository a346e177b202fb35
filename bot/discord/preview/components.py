"""The components of a message as HTML. Pure: from what discord.py would send, as JSON."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from bot.discord.preview.markup import html

Json = Mapping[str, Any]
Files = Mapping[str, bytes]
"""What goes with a message, by name; nothing else is shown of a picture: no address is ever fetched."""
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
_ICON = '<svg viewBox="0 0 24 24"><path d="M14 4h6v6M20 4 10 14M8 6H5v13h13v-3"/></svg>'

_THUMB = "M2 10h4v11H2zM8 10l4-8c1.7 0 3 1.3 3 3v4h5.5c1.2 0 2 1 1.8 2.2l-1.4 7.5c-.2 1.3-1.3 2.3-2.6 2.3H8z"
_DRAWN = {
    "👍": f'<svg class="thumb" viewBox="0 0 24 24"><path d="{_THUMB}"/></svg>',
    "👎": f'<svg class="thumb down" viewBox="0 0 24 24"><path d="{_THUMB}"/></svg>',
}
"""Emoji that the bot uses and that not every system has a font for: pictures are to look the same everywhere."""


def shown(components: Sequence[Json], files: Files) -> str:
    """Return the components of a message, one below the other."""
    return "".join(_SHOWN[one["type"]](one, files) for one in components)


def form(title: str, components: Sequence[Json]) -> str:
    """Return a form that opens over the messages."""
    buttons = '<div class="row"><button class="secondary">Cancel</button><button class="primary">Submit</button></div>'
    return f'<article class="form"><b>{escape(title)}</b>{shown(components, {})}{buttons}</article>'


def _label(label: Json, files: Files) -> str:
    more = f"<small>{escape(label['description'])}</small>" if label.get("description") else ""
    wanted = ' <span class="wanted">*</span>' if label["component"].get("required", True) else ""
    return f'<div class="label"><b>{escape(label["label"])}{wanted}</b>{more}{shown([label["component"]], files)}</div>'


def _input(field: Json, _: Files) -> str:
    said = escape(field.get("value") or field.get("placeholder") or "")
    label = f"<b>{escape(field['label'])}</b>" if field.get("label") else ""
    return f'{label}<div class="input{" long" if field["style"] == 2 else ""}">{said}</div>'


def _row(row: Json, files: Files) -> str:
    return f'<div class="row">{shown(row["components"], files)}</div>'


def _button(button: Json, _: Files) -> str:
    parts = (_emoji(button), _plain(button.get("label") or ""), _ICON if button["style"] == 5 else "")
    dull = " disabled" if button.get("disabled") else ""
    return f'<button class="{_STYLES[button["style"]]}"{dull}>{"".join(part for part in parts if part)}</button>'


def _emoji(part: Json) -> str:
    name = (part.get("emoji") or {}).get("name") or ""
    return f'<span class="emoji">{_plain(name)}</span>' if name else ""


def _plain(text: str) -> str:
    return _with_thumbs(escape(text))


def _with_thumbs(drawn: str) -> str:
    for emoji, picture in _DRAWN.items():
        drawn = drawn.replace(emoji, picture)
    return drawn


def _select(select: Json, _: Files) -> str:
    """The menu closed; a picture cannot open it, so its options stand below as they would."""
    chosen = [one["label"] for one in select.get("options") or [] if one.get("default")]
    chosen += [f"{'@' if one['type'] == 'role' else '#'}{one['type']}" for one in select.get("default_values") or []]
    face = escape(", ".join(chosen) or select.get("placeholder") or "Select")
    options = "".join(map(_option, select.get("options") or []))
    listed = f'<div class="options">{options}</div>' if options else ""
    return f'<details class="select"><summary>{face}</summary>{listed}</details>'


def _option(option: Json) -> str:
    more = f"<small>{escape(option['description'])}</small>" if option.get("description") else ""
    return f'<div class="option">{_emoji(option)}{_plain(option["label"])}{more}</div>'


def _section(section: Json, files: Files) -> str:
    beside = shown([section["accessory"]], files)
    return f'<div class="section"><div>{shown(section["components"], files)}</div>{beside}</div>'


def _text(text: Json, _: Files) -> str:
    return f'<div class="text">{_with_thumbs(html(text["content"]))}</div>'


def _thumbnail(one: Json, files: Files) -> str:
    return f'<div class="thumbnail">{_picture(one, files)}</div>'


def _gallery(gallery: Json, files: Files) -> str:
    return f'<div class="gallery">{"".join(_picture(one, files) for one in gallery["items"])}</div>'


def _picture(one: Json, files: Files) -> str:
    name, said = one["media"]["url"].removeprefix("attachment://"), escape(one.get("description") or "", quote=True)
    if name not in files:
        return f'<div class="missing">{escape(name)}</div>'
    return f'<img alt="{said}" src="data:image/png;base64,{b64encode(files[name]).decode()}">'


def _file(one: Json, files: Files) -> str:
    name = one["file"]["url"].removeprefix("attachment://")
    size = f"<small>{len(files[name]):,} bytes</small>" if name in files else ""
    return f'<div class="file"><a>{escape(name)}</a>{size}</div>'


def _separator(one: Json, _: Files) -> str:
    line = " line" if one.get("divider", True) else ""
    return f'<div class="separator{line}{" wide" if one.get("spacing") == 2 else ""}"></div>'


def _container(container: Json, files: Files) -> str:
    colour = container.get("accent_color")
    edge = f' style="--accent: #{colour:06x}"' if colour is not None else ""
    return f'<div class="container{" accented" if edge else ""}"{edge}>{shown(container["components"], files)}</div>'


_SHOWN: Mapping[int, Callable[[Json, Files], str]] = {
    1: _row, 2: _button, 3: _select, 4: _input, 5: _select, 6: _select, 7: _select, 8: _select, 9: _section, 10: _text,
    11: _thumbnail, 12: _gallery, 13: _file, 14: _separator, 17: _container, 18: _label,
}  # fmt: skip
"""By type (Discord developer documentation, Component Types)."""
