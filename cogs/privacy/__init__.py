"""Export and erasing: the commands, and how they are said."""
