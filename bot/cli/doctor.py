"""`footnote doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import typer

from bot.cli import output
from bot.cli.scope import Scope, scoped

MARKS = {"ok": "✓", "note": "!", "bad": "✗"}


@scoped
def doctor(scope: Scope) -> None:
    """Check configuration, token, model, data folder, vectors and disk: one line each."""
    from bot import doctor as checks
    from bot.discord.doctor import account, connection

    root = scope.root
    if scope.home:  # without it, this may be the first command of a new installation
        scope.existing().close()
    findings = list(checks.examine(root.bot_settings, scope.settings, root.open_library, account, connection))
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
