"""Leaderboards: boards on request, and the weekly post."""
