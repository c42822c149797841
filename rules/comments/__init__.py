"""Comments on a piece: whether they show that it was read."""
