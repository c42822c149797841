"""What each feature brings to the tests that ask the same of every feature: one module each, found by being here.

A module has what its feature needs of these, under these names:

- `ROWS`: who may use its commands and menus, and see the answers (`tests/bot/matrix/rows.py`);
- `PRESSES`, `FORMS`: who may press its buttons and menus, and send its forms (`tests/bot/matrix/routes.py`);
- `plant(things, person)`: let somebody keep one of each of its things, and mark what gives them away;
- `share(person)`: let somebody share one in their server; return the word that gives it away;
- `plant_between(things, reader, moderators)`: let Mara have with others what takes several;
- `live(life, member_id, said)`: let a member fill its tables, with `said` in all they say;
- `live_together(life, one, other, third)`: likewise what takes several; return what came of it, by name;
- `LOOKS`, `LOOKS_IN_A_SERVER`: what only looks, anywhere or only there;
- `LOOKS_AROUND`: what only looks in a server, and says so where there is nothing to see yet;
- `OTHER_IDS`: its columns that end in `_id` and name no member;
- `ANOTHERS`: its columns that name a member whose data it is not, so that it is not handed out to them;
- `GOES_WITH_ANOTHER`: how many rows of a column somebody loses when whom they did it with is erased;
- `NOT_HANDED_OUT`: columns of a member's own rows that are left out of what they are handed, by table.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

ITS_MODULE = "tests/features/<feature>.py"  # where to add what a test misses


def collected(name: str) -> list[Any]:
    """Return what the features have under a name, in the order of their modules."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return [getattr(module, name) for module in modules if hasattr(module, name)]


def every(name: str) -> list[Any]:
    """Return, one after the other, the members of each collection that the features have under a name."""
    return [each for collection in collected(name) for each in collection]


def every_pair(name: str) -> dict[str, int]:
    """Return, in one, the mappings that the features have under a name."""
    return {key: value for mapping in collected(name) for key, value in mapping.items()}
