"""What the buttons, menus and forms of privacy stand for."""

from cogs.kit.routes import Route

ASK = Route("privacy:ask")
ERASE = Route("privacy:erase")
EXPORT = Route("privacy:export")
