"""Leaderboards: who stands on them, and what a week brought."""
