"""How long a comment on a piece has to be, counted in words of the reader's own."""

MIN_OWN_WORDS = 60
"""What a comment takes unless the server chose otherwise, between the two below."""
LEAST_MIN_WORDS = 20
MOST_MIN_WORDS = 300

LONG_COMMENT_WORDS = 300
"""From here on a comment earns two credits."""
