"""`footnote doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped

MARKS = {"ok": "✓", "note": "!", "bad": "✗"}


@scoped
def doctor(
    scope: Scope,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            help="Also measure RERANK_MODEL and READER_MODEL, with how they best join: JSON list of "
            '{"question": "…", "answers": ["…"]} on the library\'s articles, no answers where none answers. Minutes.',
        ),
    ] = None,
) -> None:
    """Check configuration, token, model, data folder, vectors and disk: one line each."""
    from bot import doctor as checks
    from bot.discord.doctor import account, connection

    root = scope.root
    if scope.home:  # without it, this may be the first command of a new installation
        scope.present()
    findings = list(checks.examine(root.bot_settings, scope.settings, root.open_library, account, connection))
    if questions is not None:
        with scope.reading() as library:
            findings += checks.measured(root.bot_settings(), library, scope.library, questions)
    if scope.json:
        output.emit({"ok": all(f.state != "bad" for f in findings), "checks": [f.to_json() for f in findings]})
    else:
        for finding in findings:
            advice = f" {finding.advice}" if finding.advice else ""
            output.stdout().print(
                output.safe(f"{MARKS[finding.state]} {finding.name}: {finding.message}{advice}"), soft_wrap=True
            )
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)
