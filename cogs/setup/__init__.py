"""Setting a server up: the commands, and how they are said."""
