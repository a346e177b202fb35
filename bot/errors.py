"""What can go wrong in the bot.

BotFault
├── Misconfigured     a setting has a value that it cannot have
├── WrongUse          a command line that cannot be carried out as written
├── BadQuestion       empty, too long, or nothing to search for
├── TokenRefused      Discord does not accept the token
├── TokenInUse        another process on this machine serves the token
├── GatewayRefused    Discord's gateway does not let this bot in: an intent, its shards
├── PortTaken         the port of the metrics cannot be listened to
├── ServerUnreachable the Discord API cannot be reached or speaks another protocol
├── NotAllowed        the member may not change the library
├── NothingToIndex    a message holds nothing that could become an article
├── AnswerGone        a passage card is asked for an answer that is not recorded
├── NoPicture         a message cannot be drawn as a picture here
├── JudgeGone         the model that checks statements cannot be had; exact quotations take their place
├── ReaderGone        a model that orders or reads passages cannot be had; answers are chosen without it
└── ModelFault        a language model did not answer; exact quotations take its place
    ├── ModelMissing  its provider's package is not installed, or its name is unknown
    ├── KeyMissing    its provider wants a key and none is set
    ├── ModelRefused  the server refuses the key, the model's name or the request
    ├── ModelDown     the server cannot be reached or fails
    ├── ModelSlow     no answer in time
    ├── ModelBusy     too many requests, here or there
    ├── OffProtocol   what it wrote cannot be read as statements
    └── ModelSpent    the token budget of the answer or of the day is used up

`str(error)` is the sentence that the user sees.
"""

from __future__ import annotations

from bot.words.words import marked


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


class TokenRefused(BotFault):
    """The configured token is not accepted."""


class TokenInUse(BotFault):
    """Another process serves the configured token."""


class GatewayRefused(BotFault):
    """The gateway does not let the bot in, and trying again would not help."""


class PortTaken(BotFault):
    """Another program listens there, or the address is not this machine's."""

    exit_code = 2


class ServerUnreachable(BotFault):
    """The API address does not answer as Discord does."""


class NotAllowed(BotFault):
    """The member holds neither the permission nor the role."""


class NothingToIndex(BotFault):
    """The message has neither enough text nor a link nor a file that can be read."""


class JudgeGone(BotFault):
    """The model that checks statements cannot be loaded."""


class ReaderGone(BotFault):
    """A model that orders or reads passages cannot be loaded, or fails."""


class AnswerGone(BotFault):
    """The answer is no longer recorded."""

    exit_code = 3


class NoPicture(BotFault):
    """There is no Chromium here, or it takes no picture."""


class ModelFault(BotFault):
    """A language model did not answer; `note` is what stands below the answer without it."""

    note = marked("The language model failed: exact quotations instead.")


class ModelMissing(ModelFault):
    """A provider that is not installed, or a model that no provider can be told of."""

    exit_code = 2
    note = marked("The language model is not installed: exact quotations instead.")


class KeyMissing(ModelFault):
    """The provider wants a key and none is set."""

    exit_code = 2
    note = marked("The language model's key is missing: exact quotations instead.")


class ModelRefused(ModelFault):
    """The server does not accept the key, the model's name or the request."""

    note = marked("The language model refused the request: exact quotations instead.")


class ModelDown(ModelFault):
    """The server cannot be reached, breaks off or fails."""

    note = marked("The language model is down: exact quotations instead.")


class ModelSlow(ModelFault):
    """The answer did not come in time."""

    note = marked("The language model was too slow: exact quotations instead.")


class ModelBusy(ModelFault):
    """More requests than are allowed."""

    note = marked("The language model is busy: exact quotations instead.")


class ModelSpent(ModelFault):
    """The token budget is used up."""

    note = marked("The language model's budget is used up: exact quotations instead.")


class OffProtocol(ModelFault):
    """What the model wrote cannot be read as statements with keys."""

    note = marked("The language model did not follow the protocol: exact quotations instead.")
