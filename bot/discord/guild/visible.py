"""Whether a member sees a channel, as far as this process knows."""

from __future__ import annotations

import discord


def sees(member: discord.Member, channel: discord.abc.GuildChannel | discord.Thread | None) -> bool:
    """Return whether a member may read a channel of their server: of one that is gone or closed, not."""
    if channel is None:
        return False
    if isinstance(channel, discord.Thread) and (channel.parent is None or channel.is_private()):
        return any(one.id == member.id for one in channel.members)
    return channel.permissions_for(member).view_channel
