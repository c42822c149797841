"""What the buttons, menus and forms of goals stand for."""

from cogs.kit.routes import By, Route

CANCEL = Route("goals:cancel", By.OWNER)
CHANGE = Route("goals:change", By.OWNER)
CONFIRM = Route("goals:confirm", By.OWNER)
EDIT = Route("goals:edit", By.OWNER)
FINISH = Route("goals:finish", By.OWNER)
LOWER = Route("goals:lower", By.OWNER)
PICK = Route("goals:pick", By.OWNER)
PRACTICE = Route("goals:practice", By.OWNER)
UPDATE = Route("goals:update", By.OWNER)
