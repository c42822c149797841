"""Whom a message notifies."""

from __future__ import annotations

import discord

# Who is named in a direct message is not in it and hears nothing; but only then does Discord send their name along.
NAMES = discord.AllowedMentions(everyone=False, roles=False, users=True)


def mention_only(*member_ids: int) -> discord.AllowedMentions:
    """Return what notifies these members and nobody else."""
    return discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(each) for each in member_ids])
