"""What the buttons and menus of settings stand for; those about mentions keep the name they were first sent with."""

from cogs.kit.routes import Route

CHANNEL = Route("reminders:channel")
FALLBACK = Route("reminders:fallback")
HERE = Route("reminders:here")
UNMENTION = Route("reminders:unmention")
ZONE = Route("settings:zone")

# The panel's.
CLOCK = Route("settings:clock")
DAY_END = Route("settings:dayend")
MODE = Route("settings:mode")
TIME = Route("settings:time")
LAST_CALL = Route("settings:lastcall")
TEST = Route("settings:test")
BOARDS = Route("settings:boards")
ANSWERS = Route("settings:answers")
