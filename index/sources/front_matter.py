"""The block between `---` (YAML) or `+++` (TOML) lines at the top of a text, in which a file says what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_LINE = re.compile(r"^([\w -]{2,30}):\s*(.+)$", re.MULTILINE)


def front_matter(text: str) -> tuple[Mapping[object, object], str]:
    """Return front matter and body of tidy text; front matter that is not valid YAML is read line by line."""
    import frontmatter
    import yaml

    if toml := _TOML.match(text):
        return _toml(toml[1]), text[toml.end() :]
    match = _FENCE.match(text)
    if not match:
        return {}, text
    if not _LINE.search(match[1]):  # two rules; below a line that is not parted from it one would make it a heading
        return {}, f"{match[1]}\n\n{text[match.end() :]}"
    body = text[match.end() :]
    try:
        metadata, _ = frontmatter.parse(f"---\n{match[1]}\n---\n")
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError, LookupError):
        metadata = {}
    lines = {key.strip(): value.strip(" \"'") for key, value in _LINE.findall(match[1])}
    return {**(metadata or lines)}, body


def _toml(block: str) -> Mapping[object, object]:
    import tomllib

    try:
        found: Mapping[Any, object] = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return found
