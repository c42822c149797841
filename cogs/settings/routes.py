"""What the buttons, menus and forms of settings stand for."""

from cogs.kit.routes import By, Route

REMINDER_CHANNEL = Route("reminders:channel")
REMINDER_FALLBACK = Route("reminders:fallback")
REMINDER_HERE = Route("reminders:here")
REMINDER_SNOOZE = Route("reminders:snooze", By.OWNER)
REMINDER_UNMENTION = Route("reminders:unmention")
ZONE = Route("settings:zone")
