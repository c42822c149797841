"""What the buttons, menus and forms of tips stand for."""

from cogs.kit.routes import By, Route

ANOTHER = Route("tips:another")
HELPED = Route("tips:helped")
OPEN = Route("tips:open")
REMOVE = Route("tips:remove", By.MODERATOR)
RESTORE = Route("tips:restore", By.MODERATOR)
SHARE = Route("tips:share")
SHOW = Route("tips:show")
UNHELPED = Route("tips:unhelped")
