"""How many examples Hypothesis tries a law with: in CI a third of them, other ones each time; all by `make laws`."""

import os

SHARE = int(os.environ.get("LAWS_SHARE", "3"))


def examples(all_of_them: int) -> int:
    """Return the share of a law's examples that this run has time for."""
    return all_of_them // SHARE
