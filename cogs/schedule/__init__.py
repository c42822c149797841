"""What is sent by itself: the commands, and how they are said."""
