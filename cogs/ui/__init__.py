"""Shared by every cog: cards, buttons, forms, the one error path and the bot's sentences."""
