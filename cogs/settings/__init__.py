"""A member's own settings: the commands, and how they are said."""
