"""What can go wrong in the bot.

BotFault
├── Misconfigured     a setting has a value that it cannot have
├── WrongUse          a command line that cannot be carried out as written
├── BadQuestion       empty, too long, or nothing to search for
├── TokenMissing      no DISCORD_TOKEN
├── TokenRefused      Discord does not accept the token
├── ServerUnreachable the Discord API cannot be reached or speaks another protocol
├── NotAllowed        the member may not change the library
└── AnswerGone        a passage card is asked for an answer that is not recorded

`str(error)` is the sentence that the user sees.
"""

from __future__ import annotations


class BotFault(Exception):
    """Base of all; `exit_code` is the command line's."""

    exit_code = 1


class Misconfigured(BotFault):
    """A setting in the environment or `.env` cannot be used."""

    exit_code = 2


class WrongUse(BotFault):
    """What was asked of the command line does not make sense."""

    exit_code = 2


class BadQuestion(BotFault):
    """The question cannot be searched."""

    exit_code = 2


class TokenMissing(BotFault):
    """No token is configured."""

    exit_code = 2


class TokenRefused(BotFault):
    """The configured token is not accepted."""


class ServerUnreachable(BotFault):
    """The API address does not answer as Discord does."""


class NotAllowed(BotFault):
    """The member holds neither the permission nor the role."""


class AnswerGone(BotFault):
    """The answer is no longer recorded."""

    exit_code = 3
