"""What the buttons, menus and forms of people stand for."""

from cogs.kit.routes import Route

INTRODUCE = Route("people:introduce")
