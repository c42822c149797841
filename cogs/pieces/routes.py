"""What the buttons, menus and forms of pieces stand for."""

from cogs.kit.routes import By, Route

CHECKLIST = Route("pieces:checklist", By.OWNER)
EDIT = Route("pieces:edit", By.OWNER)
FEEDBACK = Route("pieces:feedback", By.OWNER)
NUMBERS = Route("pieces:numbers", By.OWNER)
REMOVE = Route("pieces:remove", By.OWNER)
RESTORE = Route("pieces:restore", By.OWNER)
