"""What members type, over several lines or in one."""

LONGEST_EXCERPT = 60


def tidy_lines(typed: str) -> str:
    """Return a text without space around its lines and without empty ones."""
    return "\n".join(line for line in (" ".join(line.split()) for line in typed.splitlines()) if line)


def excerpt(typed: str) -> str:
    """Return the beginning of a text in one line, fit to stand in a code span: no mark in it means anything there."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).replace("`", "'").split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"
