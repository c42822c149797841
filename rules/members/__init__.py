"""Members: their clock and settings, and what they agreed to."""
