"""Pieces and their numbers: the commands, and how they are said."""
