"""Tips: the commands, and how they are said."""
