"""Well done: the button under entries and milestones, and how it is told."""
