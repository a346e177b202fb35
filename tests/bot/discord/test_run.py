"""What Discord's gateway refuses is one clear sentence."""

from __future__ import annotations

import pytest

from bot.discord import api
from bot.discord.client import intents
from bot.discord.run import _connect
from bot.errors import BotFault, GatewayRefused, TokenRefused
from tests.bot.discord.connection.test_steady import Listener
from tests.discord_server.server import TOKEN, DiscordServer
from tests.discord_server.state import Dialect


@pytest.mark.parametrize(
    ("shards", "content", "token", "fault", "said"),
    [
        (1, True, TOKEN, GatewayRefused, "Message Content Intent at https.* or set MESSAGE_CONTENT=false"),
        (2, False, TOKEN, GatewayRefused, "so few shards"),
        (1, False, "another", TokenRefused, "does not accept DISCORD_TOKEN"),
    ],
)
async def test_it_ends_with_what_to_do(
    shards: int, content: bool, token: str, fault: type[BotFault], said: str
) -> None:
    async with DiscordServer(Dialect(shards=shards)) as server:
        api.adapt(server.api_url)
        server.gateway.token = token
        async with Listener(intents=intents(message_content=content)) as client:
            await client.login(TOKEN)
            await api.find_gateway(client)
            client.shard_count = 1
            with pytest.raises(fault, match=said):
                await _connect(client)  # type: ignore[arg-type]
