"""Leaderboards and the weekly post: the commands, and how they are said."""
