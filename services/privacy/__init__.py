"""Handing a member everything kept about them, and erasing it."""
