"""Reminders: by consent, kind, and with an end."""
