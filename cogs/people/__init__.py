"""Introductions and profiles: the commands, and how they are said."""
