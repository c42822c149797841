"""What the buttons, menus and forms of setup stand for."""

from cogs.kit.routes import By, Route

CHANNEL = Route("setup:channel", By.MANAGER)
HOUR = Route("setup:hour", By.MANAGER)
INTRO = Route("setup:intro", By.MANAGER)
MIN_WORDS = Route("setup:min_words", By.MANAGER)
REPORTS = Route("setup:reports", By.MANAGER)
ROUND_DAY = Route("setup:round_day", By.MANAGER)
ROUND_HOUR = Route("setup:round_hour", By.MANAGER)
SENT = Route("setup:sent", By.MANAGER)
SPRINTS = Route("setup:sprints", By.MANAGER)
SPRINT_CHANNEL = Route("setup:sprint_channel", By.MANAGER)
SPRINT_DAY = Route("setup:sprint_day", By.MANAGER)
SPRINT_HOUR = Route("setup:sprint_hour", By.MANAGER)
SPRINT_STOP = Route("setup:sprint_stop", By.MANAGER)
SWAPS = Route("setup:swaps", By.MANAGER)
TEST = Route("setup:test", By.MANAGER)
WEEKDAY = Route("setup:weekday", By.MANAGER)
ZONE = Route("setup:zone", By.MANAGER)
