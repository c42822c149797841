"""What the buttons, menus and forms of goals stand for."""

from cogs.kit.routes import By, Route

CANCEL = Route("goals:cancel", By.OWNER)
CHANGE = Route("goals:change", By.OWNER)
CONFIRM = Route("goals:confirm", By.OWNER)
COUNT = Route("goals:count", By.OWNER)
EDIT = Route("goals:edit", By.OWNER)
FILL = Route("goals:fill")
FINISH = Route("goals:finish", By.OWNER)
FINISH_EARLY = Route("goals:finish_early", By.OWNER)
HAVE = Route("goals:have", By.OWNER)
LOWER = Route("goals:lower", By.OWNER)
MOVE = Route("goals:move", By.OWNER)
PICK = Route("goals:pick", By.OWNER)
PLAN = Route("goals:plan", By.OWNER)
PRACTICE = Route("goals:practice", By.OWNER)
REFILL = Route("goals:refill", By.OWNER)
TAKE_BACK = Route("goals:take_back", By.OWNER)
UPDATE = Route("goals:update", By.OWNER)
