"""What the buttons and forms of sprints stand for."""

from cogs.kit.routes import By, Route

JOIN = Route("sprints:join")
LEAVE = Route("sprints:leave")
START = Route("sprints:start", By.OWNER)
CANCEL = Route("sprints:cancel", By.MODERATOR)
ALONE = Route("sprints:alone", By.OWNER)
PIECE = Route("sprints:piece")
COMMENT = Route("sprints:comment")
AGAIN = Route("sprints:again")
WORDS = Route("sprints:words")
BEFORE = Route("sprints:before")
KEEP = Route("sprints:keep")
