"""Reminders: what is sent each day, and what a member has said about it."""
