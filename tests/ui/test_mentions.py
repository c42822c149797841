"""Nobody is mentioned by a number that no person has."""

import re
from pathlib import Path

import pytest

from cogs import swaps
from cogs.kit import text

SWAPS = Path(swaps.__file__).parent


@pytest.mark.parametrize("nobody", [None, 0, -1])
def test_who_erased_themselves_has_no_name(nobody: int | None) -> None:
    assert text.mention(nobody) == "somebody who is no longer here"
    assert text.mention(7) == "<@7>"


def test_readers_and_authors_in_swaps_are_mentioned_by_the_one_helper() -> None:
    paths = list(SWAPS.glob("*.py"))
    assert len(paths) > 5
    for path in paths:
        assert not re.search(r"<@\{[\w.]*(reader|author|by)_id\}>", path.read_text("utf-8")), path.name
