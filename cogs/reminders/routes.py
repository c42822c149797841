"""What the buttons of reminders stand for, besides those of what they ask about."""

from cogs.kit.routes import By, Route

YES = Route("reminders:yes", By.OWNER)
ANOTHER_TIME = Route("reminders:time", By.OWNER)
NO = Route("reminders:no", By.OWNER)
SNOOZE = Route("reminders:snooze", By.OWNER)
FEWER = Route("reminders:fewer", By.OWNER)
WAKE = Route("reminders:wake", By.OWNER)

# Where reminders come while direct messages are closed.
FALLBACK = Route("reminders:fallback")
HERE = Route("reminders:here")
CHANNEL = Route("reminders:channel")
UNMENTION = Route("reminders:unmention")
