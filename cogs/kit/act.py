"""From a Discord interaction to the act the services know."""

import discord

from services.acts import Act, NotYours


def act_of(interaction: discord.Interaction) -> Act:
    """Return who did it, where and when: at the moment they pressed, however late it is handled."""
    return Act(
        id=interaction.id,
        member_id=interaction.user.id,
        server_id=interaction.guild_id,
        channel_id=interaction.channel_id,
        at=interaction.created_at,
    )


def check_own(interaction: discord.Interaction, owner_id: int) -> None:
    """Raise NotYours where somebody presses a button that is another member's alone."""
    if interaction.user.id != owner_id:
        raise NotYours
