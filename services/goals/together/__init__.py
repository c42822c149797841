"""Goals together: what a circle or a server reaches by a day, each with their own entries."""
