"""What the buttons of a reminder stand for, besides those of what it asks about."""

from cogs.kit.routes import By, Route

SNOOZE = Route("reminders:snooze", By.OWNER)
