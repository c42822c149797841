"""From a Discord interaction to the act the services know."""

import discord

from services.members import Act


def act_of(interaction: discord.Interaction) -> Act:
    """Return who did it, where and when: at the moment they pressed, however late it is handled."""
    return Act(
        id=interaction.id,
        member_id=interaction.user.id,
        server_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        at=interaction.created_at,
    )
