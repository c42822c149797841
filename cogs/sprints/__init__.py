"""Sprints: the command, its buttons, and what rings."""
