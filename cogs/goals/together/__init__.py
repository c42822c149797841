"""Goals together: the card, its buttons, and what is said aloud."""
