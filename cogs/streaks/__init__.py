"""Writing and streaks: the commands, and how they are said."""
