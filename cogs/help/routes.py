"""What the menu of /help stands for."""

from cogs.kit.routes import Route

TOPIC = Route("help:topic")
