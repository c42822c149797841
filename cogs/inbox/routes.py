"""What the button of the inbox stands for."""

from cogs.kit.routes import Route

MORE = Route("inbox:more")
