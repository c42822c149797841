"""How the bot asks about a goal it could not read with certainty: one short, friendly sentence each."""

from __future__ import annotations

from cogs.kit import text
from rules.goals.reading.answers import Ask, GoalQuestion

MAX_QUOTED = 60

_PLAIN = {
    Ask.EMPTY: "What would you like to reach? For example: “20,000 words in 3 months”.",
    Ask.TOO_LONG: "That is a lot to take in! Could you put it in a sentence, with a number and a date?",
    Ask.NOT_ENGLISH: "I only read sentences in English so far, sorry. The form takes a goal in any language.",
    Ask.NO_AMOUNT: "I like it. How many would make you happy? A number lets us see you getting closer.",
    Ask.NO_UNIT: "Got the number. What should I count: words, posts, followers, something else?",
    Ask.NO_DEADLINE: "Good one. By when would you like to get there?",
    Ask.PAST_DEADLINE: "That day is already behind us. Which day ahead would you like instead?",
    Ask.IMPOSSIBLE_DATE: "I can’t find that day on the calendar. Which date did you have in mind?",
    Ask.AMBIGUOUS_DATE: "I can read that date in more than one way. Which day do you mean?",
    Ask.VAGUE_DEADLINE: "I can’t tell which day that ends on. Which date should be the last one that counts?",
    Ask.FAR_DEADLINE: "That is further ahead than I can count. Is there a date in the next few years?",
    Ask.SEVERAL_NUMBERS: "I can read that in more than one way. Which number is the goal?",
    Ask.SEVERAL_GOALS: "I hear more than one goal in there. Which one shall we start with?",
    Ask.RANGE: "I see two numbers in there. Which one shall it be?",
    Ask.UNCLEAR_NUMBER: "I’m not sure which number you mean. Could you write it plainly, like “500 words”?",
    Ask.UNCLEAR_RATE: "I can count per day, per week or per month. How many would that be?",
    Ask.NOT_POSITIVE: "Let’s aim for something above zero. What number would you like to reach?",
    Ask.TOO_LARGE: "That is more than I can count to! What number would feel like a real step?",
    Ask.ALREADY_REACHED: "You already have that many, well done. What number comes next?",
    Ask.GOES_DOWN: "That is fewer than there are now. Is it meant to go down?",
    Ask.NO_START: "How many are there now? Tell me both, like “from 120k to 90k words by 30 June”.",
    Ask.LEAP_DAY: "That day only comes round in leap years. Which day do you mean?",
    Ask.MOVING_DAY: "That day moves from year to year or from country to country. Which date do you mean?",
    Ask.UNLIKELY: "That is a lot for the time! Tap it if you mean it, or give me another number or day.",
    Ask.UP_TO_OTHERS: "That one is for others to decide. What you send out is in your hands: shall we count that?",
}
_QUOTING = {
    Ask.NO_UNIT: "{typed} of what? Words, posts, followers, something else?",
    Ask.PAST_DEADLINE: "{named} is already behind us. Which day ahead would you like instead?",
    Ask.IMPOSSIBLE_DATE: "I can’t find {named} on the calendar. Which date did you have in mind?",
    Ask.AMBIGUOUS_DATE: "I can read {named} in more than one way. Which day do you mean?",
    Ask.VAGUE_DEADLINE: "I can’t tell which day {named} ends on. Which date should be the last?",
    Ask.UNCLEAR_NUMBER: "I’m not sure how to read {named}. Could you write it plainly, like “500 words”?",
    Ask.UNCLEAR_RATE: "I can count per day, per week or per month. How many would {named} be?",
    Ask.SEVERAL_GOALS: "I hear more than one goal in {named}. Which one shall we start with?",
    Ask.RANGE: "{named} gives me two numbers. Which one shall it be?",
    Ask.LEAP_DAY: "{named} only comes round in leap years. Which day do you mean?",
    Ask.MOVING_DAY: "{named} moves from year to year or from country to country. Which date do you mean?",
    Ask.UNLIKELY: "{named} is a lot for the time! Tap it if you mean it, or give me another number or day.",
}


def goal_question(question: GoalQuestion) -> str:
    """Return the sentence that asks about a goal."""
    if question.code is Ask.NOT_ENGLISH and question.readings:
        return "I read English best. Is this what you mean? If not, the form takes a goal in any language."
    typed = question.typed.strip()
    if typed and len(typed) <= MAX_QUOTED and question.code in _QUOTING:
        return _QUOTING[question.code].format(typed=text.quoted(typed), named=text.named(typed))
    return _PLAIN[question.code]
