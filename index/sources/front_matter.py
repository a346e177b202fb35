"""The block between `---` (YAML) or `+++` (TOML) lines, or in braces (JSON), at the top of a text: what a file is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from index.sources.fields import field_name
from index.sources.text import ends_sentence

_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|$)", re.DOTALL)
_JSON = re.compile(r"\s*\{\s*\"")
_LINE = re.compile(r"^([\w -]{2,30}):\s*(.+)$", re.MULTILINE)
_OTHER = re.compile(r"^(?![\w -]{2,30}:|[ \t#-]|$)", re.MULTILINE)  # a line that names nothing, nor goes on


def front_matter(text: str) -> tuple[Mapping[object, object], str]:
    """Return front matter and body of tidy text; front matter that is not valid YAML is read line by line."""
    import frontmatter
    import yaml

    if toml := _TOML.match(text):
        return _toml(toml[1]), text[toml.end() :]
    if _JSON.match(text):
        return _json(text)
    match = _FENCE.match(text)
    if not match:
        return {}, text
    body = text[match.end() :]
    metadata: Mapping[Any, object]
    try:
        metadata, _ = frontmatter.parse(f"---\n{match[1]}\n---\n")
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, RecursionError, LookupError):
        metadata = {}
    if not metadata and not _OTHER.search(match[1]):
        metadata = {key.strip(): value.strip(" \"'") for key, value in _LINE.findall(match[1])}
    if not metadata or (not _is_told(metadata) and any(map(ends_sentence, match[1].split("\n")))):
        return {}, f"{match[1]}\n\n{body}"  # two rules; below a line that touches it one would make it a heading
    return {**metadata}, body


def _is_told(metadata: Mapping[Any, object]) -> bool:
    """Tell whether a text says anything of itself that is understood."""
    return any(field_name(str(key)) for key in metadata)


def _toml(block: str) -> Mapping[object, object]:
    import tomllib

    try:
        found: Mapping[Any, object] = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return found


def _json(text: str) -> tuple[Mapping[object, object], str]:
    start = text.index("{")
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return {}, text
    return (found, text[end:]) if _is_told(found) else ({}, text)
