"""What the buttons and menus of settings stand for."""

from cogs.kit.routes import Route

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
