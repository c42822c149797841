"""Time zones: reading what a person types for where they are."""
