"""What the tests that ask the same of every feature ask of the schedule."""

# The key is made of the others; where a message is on its way is gone again once it has arrived.
NOT_HANDED_OUT = {"due": {"key", "channel_id", "mark", "set_off_at", "blocked_at", "awaited"}}
