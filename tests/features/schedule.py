"""What the tests that ask the same of every feature ask of the schedule."""

NOT_HANDED_OUT = {"due": {"key"}}  # made of the others
