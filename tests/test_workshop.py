"""What runs elsewhere is well-formed here: the workflow, the hooks, the issue forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FORMS = [path for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
INPUTS = {"checkboxes", "dropdown", "input", "textarea"}


def parsed(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def test_the_workflow_runs_ci_on_every_python_we_promise() -> None:
    check = parsed(".github/workflows/ci.yml")["jobs"]["check"]
    promised = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert promised
    assert check["strategy"]["matrix"]["python"] == [f"3.{minor}" for minor in range(int(promised[1]), 15)]
    assert [step["run"] for step in check["steps"] if "run" in step] == [".ci/run"]


def test_the_workflow_runs_the_tests_on_postgresql() -> None:
    steps = parsed(".github/workflows/ci.yml")["jobs"]["postgres"]["steps"]
    target = steps[-1]["run"].removeprefix("make ")
    assert re.search(rf"^{target}:.*\n\t.*--engine postgresql", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_every_yaml_file_of_the_host_is_read() -> None:
    for path in (ROOT / ".github").rglob("*.yml"):
        assert parsed(str(path.relative_to(ROOT))), path.name


def test_the_hooks_run_what_make_check_runs() -> None:
    check = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert check
    commands = [line.strip().replace("$(RUN)", ".venv/bin/python") for line in check[1].splitlines()]
    (local,) = parsed(".pre-commit-config.yaml")["repos"]
    assert [hook["entry"] for hook in local["hooks"]] == commands


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_an_issue_form_is_one_that_the_host_shows(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert form["name"]
    assert form["description"]
    inputs = [each for each in form["body"] if each["type"] != "markdown"]
    assert {each["type"] for each in inputs} <= INPUTS
    assert len({each["id"] for each in inputs}) == len(inputs) > 0
    assert all(each["attributes"]["label"] for each in inputs)
    assert any(each.get("validations", {}).get("required") for each in inputs)
