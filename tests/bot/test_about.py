"""/about, and the one place the version stands in."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from services.process import VERSION
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent.parent


async def test_about_says_which_version_runs_and_since_when(world: World) -> None:
    result = await world.mara.slash(world.general, "about")

    shown = str(result.response.components)
    assert result.ephemeral
    assert f"OneReader {VERSION}" in shown
    assert f"<t:{int(world.bot.began_at.timestamp())}:R>" in shown


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    module, name = project["tool"]["setuptools"]["dynamic"]["version"]["attr"].rsplit(".", 1)
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    set_to = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    assert "version" in project["project"]["dynamic"]
    assert set_to[name] == VERSION
