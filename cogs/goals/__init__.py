"""Goals: the commands, and how they are said."""
