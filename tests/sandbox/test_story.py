"""The story: what a visitor without a browser sees of the bot."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import story

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def told() -> str:
    """Tell the story as `python -m sandbox story` does; it must end with status 0."""
    ended = subprocess.run(
        [sys.executable, "-m", "sandbox", "story"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def after(text: str, mark: str) -> str:
    """Return what follows a mark up to the next empty line: one act and what came of it."""
    return text[text.index(mark) :].split("\n\n", 1)[0]


def test_it_is_short_enough_to_be_read(told: str) -> None:
    assert len(told.splitlines()) <= 700


def test_the_bot_greets_the_server_before_anybody_says_a_word(told: str) -> None:
    assert "Hello, I am OneReader." in told[: told.index("/setup zone:London")]


def test_a_goal_is_shown_with_its_deadline_before_it_is_kept(told: str) -> None:
    asked = after(told, "/goal set text:500 followers in 3 months")
    assert "Only Mara sees in #writing" in asked
    assert "To the end of Sunday 5 April 2026" in asked
    assert "[Looks right] [Keep it private] [I have some already] [Edit] [Cancel]" in asked
    kept = told[told.index("Mara, Mon 09:30 in Berlin, in #writing: presses [Looks right]") :]
    assert "Mara has a goal" in kept.split("\n\n", 1)[0]


def test_a_vague_goal_is_asked_about_and_mended(told: str) -> None:
    asked = after(told, "/goal set text:a ton of readers one day")
    assert "[Looks right]" not in asked
    assert "?" in asked
    assert "20,000 words" in after(told, "sends the form with text: 20k words by the end of February")


def test_the_reminder_comes_as_a_direct_message_and_is_answered_by_its_form(told: str) -> None:
    came = told[told.index("Tomas has a direct message (Wed 19:34 for Tomas)") :]
    assert "Your first week here: a line today makes 3 days written." in came.split("\n\n", 1)[0]
    assert "[I wrote today] [20 minutes now] [Snooze 1 h] [Rest today] [Fewer of these]" in came.split("\n\n", 1)[0]
    assert "wrote 250 words" in after(came, "sends the form with words: 250")


def test_a_snoozed_reminder_comes_back_an_hour_later(told: str) -> None:
    assert "Tomas has a direct message (Thu 21:35 for Tomas)" in after(told, "presses [Snooze 1 h]")


def test_a_missed_day_is_covered_by_the_freeze_earned_before_and_announced(told: str) -> None:
    earned = told.index("Seven kept days earned a freeze")
    day = told[told.index("== Wednesday 14 January 2026") :]
    assert "A freeze covered yesterday" in after(day, "Mara, Wed 11:00")
    assert "Streak 9 days" in after(day, "Mara, Wed 11:00")
    assert earned < told.index("== Wednesday 14 January 2026")


def test_a_day_logged_late_repairs_the_streak(told: str) -> None:
    logged = after(told, "/wrote words:420 day:yesterday")
    assert "logged late" in logged
    assert "Streak 4 days" in logged


def test_a_plan_is_chosen_and_milestones_are_celebrated(told: str) -> None:
    assert "Your plan is Monday to Friday" in after(told, "/streak plan rhythm:Monday to Friday")
    assert "Mara has passed a quarter of the way to 500 followers" in after(told, "/goal progress to:130")
    assert "Mara has passed halfway to 500 followers" in after(told, "/goal progress to:+125")


def test_the_board_is_posted_every_week_by_itself(told: str) -> None:
    weeks, _ = told.split("A round of swaps: four writers")
    posted = re.findall(r"Everyone sees in #board:\n    \| The week to (Sunday .*)", weeks)
    assert posted == ["Sunday 11 January 2026", "Sunday 18 January 2026"]


def test_it_ends_with_a_profile_and_how_a_piece_is_read(told: str) -> None:
    assert "A ferryman’s granddaughter in Berlin" in after(told, "in #general: /profile")
    assert "Others in this server see this." in after(told, "in #general: /profile")
    read = after(told, "/piece numbers views:840")
    assert "840 views · 290 reads · 41 claps on Monday 19 January" in read
    assert "Worth a try: fewer than half of those who open it read on." in read


def test_the_second_week_ends_with_a_circles_report(told: str) -> None:
    joined = after(told, "Tomas, Mon 09:00 in New York, in #writing: presses [Join]")
    assert "Welcome to Night Owls" in joined
    report = after(told, "Aiko, Mon 07:30 in Tokyo, in #Night Owls: sends the form")
    before = told[: told.index("Aiko, Mon 07:30 in Tokyo, in #Night Owls: sends the form")]
    for words in ("Mara · Kept\n", "Tomas · Partly\n", "Two of the three"):
        assert words in before
    assert "Aiko · Kept\n" in report
    assert "Everybody has answered: 3 of 3 promises kept or partly kept." in report
    assert "Circle streak 1 week" in after(told, "in #writing: /circle show")


def chapter(told: str) -> str:
    return told[told.index("A round of swaps: four writers") :]


def test_a_round_gives_each_of_four_writers_a_piece_and_a_reader(told: str) -> None:
    matched = re.findall(r"“.+” is yours to read, and (\w+) reads yours\.\n    \| by (\w+)", chapter(told))
    assert len(matched) == 4
    assert {reader for reader, _ in matched} == {author for _, author in matched}
    assert all(reader != author for reader, author in matched)


def test_a_hollow_comment_is_refused_with_every_reason_and_mended(told: str) -> None:
    refused = after(chapter(told), "sends the form with quote: a beautiful line")
    assert "I count 24 words of your own so far and 60 are wanted" in refused
    assert "I read `Follow me, I follow back.` as an offer to trade follows, claps or reads." in refused
    assert "[Edit my comment]" in refused
    mended = after(chapter(told), "sends the form with quote: ropes had worn two grooves")
    assert "is with @Mara: 104 words of your own." in mended
    assert "This helped" in mended


def test_a_verdict_and_silence_both_earn_the_credit(told: str) -> None:
    assert "helped. It earned you 1 credit." in after(chapter(told), "presses [This helped]")
    accepted = chapter(told)[chapter(told).index("== Friday 9 January 2026") :]
    assert accepted.split("== Saturday")[0].count("is accepted. It earned you 1 credit.") == 1


def test_a_comment_that_is_asked_about_is_sent_as_it_is_and_its_author_decides(told: str) -> None:
    asked = after(chapter(told), "sends the form with quote: , effect: I went back to the start")
    assert "I could not see which piece this is about." in asked
    assert "[Answer it] [Send as it is]" in asked
    sent = chapter(told)[chapter(told).index("presses [Send as it is]") :]
    assert "says that it helped, or by itself on " in sent
    assert "I could not be sure of this comment, as happens with good ones too: you decide." in sent
    assert "“Unsent” helped. It earned you 1 credit." in sent
    assert "Aiko has a word for you, about your comment on “Unsent”:\n    | > You read it the way it was meant." in sent


def test_a_reader_vanishes_and_the_piece_is_served_again(told: str) -> None:
    saturday = chapter(told)[chapter(told).index("== Saturday 10 January 2026") :]
    assert "“Night bus 47” is without a reader again. The next reader gets it, at no cost" in saturday
    assert "“Night bus 47”" in after(saturday, "presses [Read a piece]")
    assert "“Night bus 47” helped. It earned you 1 credit." in after(saturday, "presses [This helped]")


def test_in_a_sprint_words_and_a_total_become_entries_and_the_results_name_everybody(told: str) -> None:
    begun = after(told, "/sprint minutes:15")
    assert "[I'm in] [Leave] [Start now] [Cancel]" in begun
    shown = after(told, "sends the form with before: 8130")
    assert "From 8,130 to 8,400 words: that is 270 new words." in shown
    results = told[told.index("How the sprint went") :].split("\n\n", 1)[0]
    assert "Mara · 270 words" in results
    assert "Aiko edited" in results
    assert "Together: 270 words · 2 writers, 15 minutes" in results


def test_a_goal_together_moves_by_what_those_in_it_log(told: str) -> None:
    goal = told[told.index("/goal progress to:+125") :]
    assert goal.index("In it: Mara and Aiko") < goal.index("450 of 900 words") < goal.index("800 of 900 words")
    assert goal.count("Half way to 900 words together.") == 1
    assert "800 words together, all new. You set out for 900" in goal


def test_a_reading_sprint_ends_with_a_comment(told: str) -> None:
    results = chapter(told)[chapter(told).index("How the sprint went") :].split("\n\n", 1)[0]
    assert "Together: 1 comment · 2 readers, 10 minutes" in results


def test_on_sunday_everyone_hears_who_read_them(told: str) -> None:
    sunday = chapter(told)[chapter(told).index("== Sunday 11 January 2026") :]
    assert sunday.count("You were read this week, by one person.") == 4
    assert "Mara, in “Night bus 47”:\n    | > rides with us through Lewisham" in sunday
    assert "4 credits · 2 comments of yours accepted" in after(sunday, "/swap mine")


def test_nothing_ends_as_an_unreadable_code(told: str) -> None:
    assert re.findall(r"<[@#t:][^>]*>|\*\*|```", told) == []


async def test_the_story_is_the_same_every_time(told: str) -> None:
    again = io.StringIO()
    assert await story.tell(again) == 0
    assert again.getvalue() == told


async def test_the_story_fails_with_the_reason_when_the_bot_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("the streak's fault")

    monkeypatch.setattr("services.streaks.record_entry", broken)
    assert await story.tell(io.StringIO()) == 1
    assert "the streak's fault" in capsys.readouterr().err
