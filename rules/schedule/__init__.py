"""What falls due, and what became of it."""
