"""Writing: what an entry may say, plans, and the streak that follows from both."""
