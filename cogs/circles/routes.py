"""What the buttons, menus and forms of circles stand for."""

from cogs.kit.routes import By, Route

CHOOSE = Route("circles:choose")
CLOSE = Route("circles:close", By.KEEPER)
JOIN = Route("circles:join")
KEEP = Route("circles:keep")
LET_BACK = Route("circles:let_back", By.KEEPER)
LEAVE = Route("circles:leave", By.CIRCLE)
NOTE = Route("circles:note", By.CIRCLE)
PROMISE = Route("circles:promise", By.CIRCLE)
REPORT = Route("circles:report", By.CIRCLE)
TAKE_OVER = Route("circles:take_over", By.OWNER)
THREAD = Route("circles:thread", By.CIRCLE)
