"""Pictures: what they say in words, what they keep, and that nothing is too much or too little to draw."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from PIL import Image, ImageChops

from cogs.goals.pace_picture import PacePicture
from cogs.kit.pictures.attach import LONGEST_ALT, Picture, attach, png
from cogs.kit.pictures.canvas import (
    AMBER,
    FAINT,
    ICE,
    LEAF,
    NIGHT,
    QUIET,
    SHADES,
    WHITE,
    WIDTH,
    Canvas,
    Colour,
    Point,
    drawable,
    fitting,
    text_width,
)
from cogs.leaderboards.cards import board_picture
from cogs.leaderboards.picture import Bar, BoardPicture
from cogs.pieces.numbers_picture import NumbersPicture
from cogs.streaks.day_marks import WORDS, draw_day
from cogs.streaks.keepsake_picture import KeepsakePicture
from cogs.streaks.year_picture import YearPicture
from rules.leaderboards import Board, BoardPeriod, BoardSpan, RankedPlace, Score
from rules.pieces import MAX_NUMBER, Numbers
from rules.streaks.shades import Shade
from rules.streaks.streak import YEAR_DAYS, Mark
from services.leaderboards.boards import BoardShown

TODAY = date(2026, 2, 10)
MONDAY = date(2026, 1, 5)
PACE = PacePicture(
    unit="followers",
    start=0,
    amount=500,
    total=130,
    starts_on=MONDAY,
    deadline_on=date(2026, 4, 5),
    today=TODAY,
    history=((date(2026, 1, 9), 40), (date(2026, 2, 8), 130)),
    days_ahead=-12,
)
FIRST = TODAY - timedelta(days=YEAR_DAYS - 1)
YEAR = YearPicture(
    TODAY,
    FIRST,
    (Mark.UNPLANNED,) * 60 + (Mark.KEPT,) * 300 + (Mark.FROZEN, Mark.MISSED, Mark.PAUSED) + (Mark.BONUS, Mark.OPEN),
)
BOARD = BoardPicture(
    "Kept promises",
    "this week",
    (
        Bar(None, 1.0, "6 of 6", "mara"),
        Bar(None, 1.0, "5 of 5", "tomas"),
        Bar(None, 0.5, "3 of 6"),
    ),
)

NUMBERS = NumbersPicture(
    "The ferry", (Numbers(MONDAY, 300, 60, 10), Numbers(date(2026, 1, 19), 800), Numbers(TODAY, 1240, 310, 95))
)


MONTH = KeepsakePicture("February 2026", (("28", "days written"),), TODAY, date(2026, 2, 1), (Mark.KEPT,) * 28, ())


def image(picture: Picture) -> Image.Image:
    shown = Image.open(io.BytesIO(picture.draw()))
    assert shown.format == "PNG"
    return shown.convert("RGB")


def amount(shown: Image.Image, colour: Colour) -> int:
    """Count the pixels of a colour; the palette of a finished picture may be a shade off."""
    differences = ImageChops.difference(shown, Image.new("RGB", shown.size, colour)).split()
    farthest = ImageChops.lighter(ImageChops.lighter(differences[0], differences[1]), differences[2])
    return sum(farthest.histogram()[:12])


@pytest.mark.parametrize("picture", [PACE, YEAR, BOARD, NUMBERS, MONTH])
def test_a_picture_fits_a_phone_and_is_light_to_send(picture: Picture) -> None:
    shown = image(picture)
    assert shown.width == WIDTH
    assert WIDTH / 3 <= shown.height <= WIDTH
    assert len(png(picture)) < 40_000


@pytest.mark.parametrize("picture", [PACE, YEAR, BOARD, NUMBERS, MONTH])
def test_no_letter_is_too_small_for_a_phone(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a phone a picture is 390 pixels wide: its letters are 11 of them at least."""
    sizes: list[int] = []
    write = Canvas.text

    def noted(self: Canvas, at: Point, text: str, size: int, *more: Any, **named: Any) -> None:
        sizes.append(size)
        write(self, at, text, size, *more, **named)

    monkeypatch.setattr(Canvas, "text", noted)
    picture.draw()
    assert min(sizes) * 390 / WIDTH >= 11


# What the pictures say


def test_the_pace_of_a_goal_that_goes_down_in_words() -> None:
    cut = replace(PACE, unit="words", start=120_000, amount=90_000, total=105_000, history=((TODAY, 105_000),))
    assert cut.alt.startswith("Line chart of a goal: 105,000 words, down to 90,000 on Tuesday 10 February 2026, ")
    assert "reached" in replace(cut, total=89_000).alt
    assert image(cut).width == WIDTH


def test_the_pace_in_words() -> None:
    assert PACE.alt == (
        "Line chart of a goal: 130 of 500 followers on Tuesday 10 February 2026, 12 days behind. "
        "Even pace would be at 198. "
        "It runs from 0 on Monday 5 January 2026 to the end of Sunday 5 April 2026."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(PACE, days_ahead=1), "1 day ahead"),
        (replace(PACE, days_ahead=0), "on schedule"),
        (replace(PACE, total=500), "reached"),
        (replace(PACE, days_ahead=None), "ended"),
        (replace(PACE, days_ahead=None, today=date(2026, 5, 1)), "its time is over"),
    ],
)
def test_how_a_goal_stands(changed: PacePicture, said: str) -> None:
    assert f", {said}." in changed.alt


def test_amber_is_for_behind_only() -> None:
    assert amount(image(PACE), AMBER) > 500
    assert amount(image(replace(PACE, days_ahead=3)), AMBER) == 0


def test_the_line_follows_the_history() -> None:
    low, high = image(replace(PACE, history=())), image(replace(PACE, history=((MONDAY, 130.0),)))
    assert amount(high, NIGHT) < amount(low, NIGHT)  # the area below the line is filled


def test_numbers_in_words() -> None:
    assert NUMBERS.alt == (
        "Line chart of “The ferry” from Monday 5 January 2026 to Tuesday 10 February 2026: "
        "views from 300 to 1,240, reads from 60 to 310, claps from 10 to 95."
    )
    only_views = replace(NUMBERS, history=(Numbers(MONDAY, 300), Numbers(TODAY, 310, 5)))
    assert only_views.alt.endswith("views from 300 to 310, reads at 5.")


def test_what_was_not_told_is_not_drawn() -> None:
    only_views = image(replace(NUMBERS, history=(Numbers(MONDAY, 300), Numbers(TODAY, 310))))
    assert amount(only_views, LEAF) == amount(only_views, ICE) == 0
    assert amount(image(NUMBERS), LEAF) > 1000
    assert amount(image(NUMBERS), ICE) > 500


def test_years_of_daily_numbers_are_drawn_as_lines_with_room_between_the_marks() -> None:
    history = tuple(Numbers(MONDAY + timedelta(days=day), 9 * day, 5 * day, day) for day in range(3000))
    many, few = image(replace(NUMBERS, history=history)), image(replace(NUMBERS, history=history[::120]))
    assert 0.8 < amount(many, WHITE) / amount(few, WHITE) < 1.25


@pytest.mark.parametrize("most", [0, 1, 10, MAX_NUMBER])
def test_numbers_keep_to_their_picture(most: int) -> None:
    history = (Numbers(MONDAY, 0, 0, 0), Numbers(TODAY, most, most, most))
    shown = image(replace(NUMBERS, title="W" * 100, history=history))
    margin = shown.crop((WIDTH - 20, 0, WIDTH, shown.height))
    assert amount(margin, NIGHT) == 20 * shown.height


def test_the_year_in_words() -> None:
    assert YEAR.alt == (
        "Calendar from Tuesday 11 February 2025 to Tuesday 10 February 2026: 301 days with writing. "
        "Day by day: 300 written, 1 extra, 1 frozen, 1 paused and 1 today, open."
    )


def test_what_was_missed_is_no_louder_than_what_was_free() -> None:
    """Neither is counted in the legend, and both leave the same little light."""
    missed, free = (YearPicture(TODAY, FIRST, (mark,) * YEAR_DAYS) for mark in (Mark.MISSED, Mark.UNPLANNED))
    assert missed.alt == free.alt
    light = [sum(image(each).convert("L").histogram()[70:]) for each in (missed, free)]
    assert 0.7 < light[0] / light[1] < 1.4


def test_a_keepsake_shows_what_was_written_and_nothing_else() -> None:
    passed = replace(MONTH, marks=(Mark.MISSED, Mark.FROZEN, Mark.PAUSED, Mark.KEPT) * 7)
    free = replace(MONTH, marks=(Mark.UNPLANNED, Mark.UNPLANNED, Mark.UNPLANNED, Mark.KEPT) * 7)

    assert png(passed) == png(free)
    assert amount(image(passed), ICE) == 0


def test_a_month_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    monkeypatch.setattr(Canvas, "text", lambda _self, _at, words, *_args, **_more: written.append(words))
    replace(MONTH, first=date(2026, 11, 1), marks=(Mark.KEPT,) * 30).draw()

    assert written.count("Nov") == 1


def test_a_day_that_is_still_open_is_hollow_and_a_missed_one_is_not() -> None:
    def middle(mark: Mark) -> object:
        canvas = Canvas(100)
        draw_day(canvas, (50, 50), 20, mark)
        return Image.open(io.BytesIO(canvas.png())).convert("RGB").getpixel((50, 50))

    assert middle(Mark.OPEN) == NIGHT
    assert middle(Mark.MISSED) == FAINT


def test_days_are_shaded_by_words() -> None:
    flat, shaded = YEAR, replace(YEAR, shades=tuple(Shade(number % 3) for number in range(YEAR_DAYS)))
    usual = SHADES[Shade.USUAL]
    assert amount(image(shaded), usual) < 0.6 * amount(image(flat), usual)
    assert all(amount(image(shaded), colour) > 5_000 for colour in SHADES)


def test_every_mark_of_a_past_day_has_a_word() -> None:
    assert set(WORDS) == set(Mark) - {Mark.FUTURE}


def test_marks_differ_without_colour() -> None:
    """In black and white, each kind of day leaves another shape in the same place."""

    def shape(mark: Mark) -> bytes:
        days = (*[Mark.UNPLANNED] * 100, mark, *[Mark.UNPLANNED] * 264)
        grey = image(YearPicture(TODAY, FIRST, days)).convert("L").point(lambda value: 255 * (value > 60))
        return grey.crop((0, 120, WIDTH, 580)).tobytes()

    shapes = [shape(mark) for mark in WORDS]
    assert len(set(shapes)) == len(WORDS)


def test_the_board_in_words() -> None:
    assert BOARD.alt == ("Bar chart, Kept promises, this week: mara, 6 of 6; tomas, 5 of 5; named below, 3 of 6.")


def test_the_first_stand_out_by_the_edge_of_their_bar() -> None:
    one = image(BoardPicture("Words", "all time", (Bar(1, 1.0, "9 words"),)))
    other = image(BoardPicture("Words", "all time", (Bar(2, 1.0, "9 words"),)))
    assert amount(one, LEAF) > 2 * amount(other, LEAF)
    unranked = image(BoardPicture("Kept promises", "this week", (Bar(None, 1.0, "6 of 6"),)))
    assert amount(unranked, LEAF) <= amount(other, LEAF)


def test_a_bar_is_as_long_as_what_its_streak_is_ranked_by() -> None:
    scores = Score(1, 5, unit="week", lasted=33), Score(2, 30, unit="day", lasted=30), Score(3, 1, unit="day", lasted=1)
    top = tuple(RankedPlace(rank, score) for rank, score in enumerate(scores, 1))
    shown = BoardShown(Board.STREAK, BoardPeriod.WEEK, BoardSpan(TODAY, TODAY), top, 0, (), (), None, None, 3)
    drawn = board_picture(shown, {})

    assert drawn is not None
    assert [bar.share for bar in drawn.bars] == [1.0, 30 / 33, 1 / 33]


def test_who_promised_nothing_has_a_bar_as_long_for_as_many_days() -> None:
    days = (4, 5, False), (4, 4, False), (5, 5, False), (3, 6, True)
    scores = (Score(1, kept / asked, kept, asked, is_promised=promised) for kept, asked, promised in days)
    top = tuple(RankedPlace(1, score) for score in scores)
    shown = BoardShown(Board.KEPT, BoardPeriod.WEEK, BoardSpan(TODAY, TODAY), top, 0, (), (), None, None, 4)
    drawn = board_picture(shown, {})

    assert drawn is not None
    assert [bar.share for bar in drawn.bars] == [0.8, 0.8, 1.0, 0.5]


# Extremes


@pytest.mark.parametrize(
    "picture",
    [
        replace(PACE, total=0, history=(), today=MONDAY, days_ahead=0),
        replace(PACE, deadline_on=MONDAY, today=MONDAY, history=((MONDAY, 130.0),)),
        replace(PACE, amount=10**9, total=10**9 - 0.5, unit="words in a very long unit " * 4),
        replace(PACE, total=10**9, history=((TODAY, 10.0**9),)),
        replace(PACE, start=100, total=20, history=((TODAY, 20.0),)),
        replace(PACE, start=500, amount=500, total=500, history=()),
        replace(PACE, today=date(2031, 1, 1), history=((date(2030, 1, 1), 300.0),), days_ahead=None),
        replace(PACE, today=MONDAY - timedelta(days=1)),
        replace(
            PACE,
            deadline_on=date(2036, 1, 5),
            today=date(2036, 1, 1),
            history=tuple((MONDAY + timedelta(days=number), number / 10) for number in range(3600)),
        ),
        replace(PACE, unit="読者"),
        YearPicture(TODAY, FIRST, (Mark.MISSED,) * YEAR_DAYS),
        YearPicture(TODAY, TODAY, (Mark.OPEN,)),
        YearPicture(TODAY, TODAY, ()),
        YearPicture(TODAY, FIRST, tuple(WORDS) * 45),
        BoardPicture("Words", "all time", ()),
        BoardPicture("Readers reached", "this season", (Bar(1, 1.0, "1 word"),)),
        BoardPicture("Words", "all time", tuple(Bar(rank, 1 / rank**9, f"{10**9:,} words") for rank in range(1, 11))),
        BoardPicture("Words", "all time", (Bar(123_456, 7.0, "1 word"),)),
    ],
)
def test_nothing_is_too_much_or_too_little_to_draw(picture: Picture) -> None:
    shown = image(picture)
    assert shown.width == WIDTH
    assert amount(shown, WHITE) + amount(shown, QUIET) > 100  # its words
    assert 0 < len(picture.alt) < LONGEST_ALT


def test_a_text_is_made_to_fit() -> None:
    size = fitting("1,000,000,000 words", 52, 300)
    assert size < 52
    assert text_width("1,000,000,000 words", size) <= 300
    assert fitting("9 words", 30, 300) == 30


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("followers", "followers"), ("poèmes", "poemes"), ("читатели", ""), ("読者", ""), ("a  b ❄", "a b")],
)
def test_what_the_typeface_lacks_is_left_out(typed: str, shown: str) -> None:
    assert drawable(typed) == shown


# Kept, off the loop, and never in the way


@dataclass(frozen=True)
class Counting:
    """A picture that notes who draws it."""

    file_name: ClassVar[str] = "counting.png"
    name: str
    threads: list[str] = field(default_factory=list, compare=False)
    fails: bool = False

    @property
    def alt(self) -> str:
        return "x" * 2000

    def draw(self) -> bytes:
        self.threads.append(threading.current_thread().name)
        if self.fails:
            raise OSError("no typeface")
        return b"png"


async def test_equal_pictures_are_drawn_once_and_off_the_event_loop() -> None:
    threads: list[str] = []
    first = await attach(Counting("equal", threads))
    second = await attach(Counting("equal", threads))
    await attach(Counting("another", threads))

    assert len(threads) == 2
    assert threading.main_thread().name not in threads
    assert first is not None
    assert second is not None
    assert first.file is not second.file
    assert first.file.fp.read() == second.file.fp.read() == b"png"


async def test_the_file_and_the_gallery_carry_the_words() -> None:
    attached = await attach(PACE)
    assert attached is not None
    (item,) = attached.gallery.items
    assert attached.file.description == item.description == PACE.alt
    assert item.media.url == "attachment://pace.png"
    longest = await attach(Counting("long"))
    assert longest is not None
    assert len(longest.file.description or "") == LONGEST_ALT


async def test_a_failure_is_logged_and_leaves_the_card_without_its_picture(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "onereader.pictures"):
        assert await attach(Counting("broken", fails=True)) is None
    assert "no typeface" in caplog.text


async def test_many_at_once_are_all_drawn() -> None:
    pictures = [replace(PACE, total=float(number)) for number in range(8)]
    drawn = await asyncio.gather(*map(attach, pictures))
    assert len({each.file.fp.read() for each in drawn if each is not None}) == 8
