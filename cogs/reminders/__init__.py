"""The day's one message to a member: how it is said, and its Snooze."""
