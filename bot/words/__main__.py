"""`python -m bot.words`: collect the sentences of the code into the catalogues."""

from __future__ import annotations

from bot.words.collect import update

if __name__ == "__main__":
    for language, missing in update().items():
        print(f"{language}: {missing} to translate")  # noqa: T201 - a tool for the terminal
