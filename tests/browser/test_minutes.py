"""The first minutes of whoever clones the project, as docs/performance.md counts them."""

from sandbox.minutes import WAYS, measure


async def test_a_comment_is_one_tap_away_and_a_reminder_seven(chromium: str) -> None:
    taken = await measure(chromium, here=True)
    assert list(taken.taps.values()) == [1, 7]
    assert list(taken.seconds) == ["the try-out is ready", "the page is open", *WAYS]
    *_, comment, reminder = taken.told().splitlines()
    assert comment.endswith("s in all; taps: 1")
    assert reminder.endswith("s in all; taps: 7")
