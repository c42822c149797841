"""What every test of the matrix begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.matrix.scene import Scene
from tests.world import World


@pytest.fixture
def scene(world: World) -> Iterator[Scene]:
    """Two servers full of things, as they were, for whoever asks next."""
    with Scene.of(world) as scene:
        yield scene
