"""Help by topic: the commands, and how they are said."""
