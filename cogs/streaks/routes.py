"""What the buttons and forms of writing stand for."""

from cogs.kit.routes import By, Route

WRITE = Route("streaks:write", By.OWNER)
EDIT = Route("streaks:edit", By.OWNER)
UNDO = Route("streaks:undo", By.OWNER)
REDO = Route("streaks:redo", By.OWNER)
TAKE_BACK = Route("streaks:take_back", By.OWNER)
KEEPSAKE = Route("streaks:keepsake", By.OWNER)
SHARE = Route("streaks:share", By.OWNER)
LOG = Route("streaks:log", By.OWNER)
UNPAUSE = Route("streaks:unpause", By.OWNER)
REST = Route("streaks:rest", By.OWNER)
AGAIN = Route("streaks:again", By.OWNER)
SAME = Route("streaks:same", By.OWNER)
