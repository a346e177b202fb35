"""Prompts of the model path, one Markdown file per model call, with `$variables` that are filled strictly."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


def fill(name: str, **variables: str) -> str:
    """Return the prompt of `name`.md with its variables filled.

    Raises LookupError where there is no such prompt, a variable is missing, or one is given that the prompt lacks.
    """
    template = _template(name)
    wanted = set(template.get_identifiers())
    if wanted != set(variables):
        raise LookupError(f"The prompt {name} takes {sorted(wanted)}, but was given {sorted(variables)}.")
    return template.substitute(variables)


@cache
def _template(name: str) -> Template:
    path = files(__name__) / f"{name}.md"
    if not path.is_file():
        raise LookupError(f"There is no prompt {name}.")
    template = Template(path.read_text(encoding="utf-8").strip())
    if not template.is_valid():
        raise LookupError(f"The prompt {name} has a $ that begins no variable.")
    return template
