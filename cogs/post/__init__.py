"""The one way out to Discord: requests with the bot's token, their pace, and the names of their failures."""
