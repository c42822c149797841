"""What members type over several lines."""


def tidy_lines(typed: str) -> str:
    """Return a text without space around its lines and without empty ones."""
    return "\n".join(line for line in (" ".join(line.split()) for line in typed.splitlines()) if line)
