"""docs/performance.md is what was measured, the missed limits too, and the README says what the page does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import page
from benchmarks.page import Measured, Run
from benchmarks.report import Figure

LIGHT = Measured("light", "9 starts", [Figure("OneReader, resident after use", 77.4, "MiB", 70, at_least=False)], 60)
SERVERS = Measured(
    "servers",
    "10,000 servers on one shard",
    [Figure("ready after", 0.256, "s"), Figure("of it a server", 27.12, "KiB", 32, at_least=False)],
    100,
)


@pytest.fixture
def written(tmp_path: Path) -> tuple[str, str]:
    """A page and a README that were there before, written again."""
    docs, readme = tmp_path / "performance.md", tmp_path / "README.md"
    docs.write_text("# Performance\n\nold\n\n## Measured apart\n\nby hand\n", "utf-8")
    readme.write_text("before\n- [Numbers](docs/performance.md), old.\nafter\n", "utf-8")
    page.write([LIGHT, SERVERS], docs, readme)
    return docs.read_text("utf-8"), readme.read_text("utf-8")


def test_a_missed_limit_is_shown_as_missed_and_what_was_measured_apart_stays(written: tuple[str, str]) -> None:
    text, _ = written
    assert "| OneReader, resident after use | 77 MiB | at most 70 MiB: **missed** |" in text
    assert "| of it a server | 27 KiB | at most 32 KiB |" in text
    assert "| ready after | 0.26 s |  |" in text
    assert text.endswith("## Measured apart\n\nby hand\n")
    assert "old" not in text


def test_the_page_says_how_much_of_the_machine_others_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = tmp_path / "stat"
    times.write_text("cpu  10 0 20 50 0 0 0 20 0 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n", "utf-8")
    monkeypatch.setattr(page, "PROCESSOR_TIMES", times)
    assert page.sitting(before=(10, 60)).endswith(
        ". 25% of its processors' time went to other machines on the same host"
    )


def test_the_readme_says_what_the_page_does_and_nothing_else_in_it_changes(written: tuple[str, str]) -> None:
    before, line, after = written[1].splitlines()
    assert (before, after) == ("before", "after")
    assert "77 MiB of memory" in line
    assert "27 KiB for each server" in line
    assert "Of the 2 limits it holds itself to 1 are met" in line


def test_the_figures_of_the_readme_are_those_of_the_page() -> None:
    (line,) = [each for each in page.README.read_text("utf-8").splitlines() if each.startswith(page.NUMBERS)]
    figures = re.findall(r"\b[\d.,]+ (?:MiB|KiB|ms|s)\b", line)
    assert figures
    assert [each for each in figures if each not in page.PAGE.read_text("utf-8")] == []


def test_the_memory_that_hosts_count_with_is_that_of_the_page() -> None:
    figures = re.findall(r"\b\d+ (?:MiB|KiB)\b", page.PAGE.with_name("capacity.md").read_text("utf-8"))
    assert len(figures) > 3
    assert [each for each in figures if each not in page.PAGE.read_text("utf-8")] == []


def test_every_benchmark_there_is_stands_on_the_page() -> None:
    programs = {
        path.stem
        for path in Path(page.__file__).parent.glob("*.py")
        if "return report(" in (text := path.read_text("utf-8")) or "= max(worst, report(" in text
    }
    # What looks for the loop's stalls is a tool, and what compares engines asks for a PostgreSQL.
    assert {run.name for run in page.RUNS} == programs - {"lag", "engines"}


@pytest.mark.slow
def test_a_benchmark_is_run_and_its_figures_taken() -> None:
    (measured,) = page.measure(Run("comments"), in_short=True)
    assert measured.title.startswith("a comment of 500 words")
    assert "the check" in [figure.name for figure in measured.figures]


def test_where_one_benchmark_has_no_figures_no_page_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    before = page.PAGE.read_text("utf-8")
    monkeypatch.setattr(page, "RUNS", (Run("no_such_benchmark"),))
    assert page.main([]) == page.NOT_MEASURED
    assert page.PAGE.read_text("utf-8") == before
