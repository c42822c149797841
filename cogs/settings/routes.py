"""What the buttons and menus of settings stand for; those about mentions keep the name they were first sent with."""

from cogs.kit.routes import Route

CHANNEL = Route("reminders:channel")
FALLBACK = Route("reminders:fallback")
HERE = Route("reminders:here")
UNMENTION = Route("reminders:unmention")
ZONE = Route("settings:zone")
