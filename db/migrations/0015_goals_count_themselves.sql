-- From which day the bot counts a goal by itself, where it can; NULL for one that is moved by hand. Goals from before
-- stay as they were: those in words and time counted themselves.
ALTER TABLE goals ADD COLUMN counted_from_on TEXT;

UPDATE goals SET counted_from_on = starts_on WHERE unit IN ('words', 'minutes', 'hours');

-- A goal made easier may begin on another day; NULL for the day it began before.
ALTER TABLE goal_easings ADD COLUMN starts_on TEXT;

-- What was filled in where a goal was not said in words: how many, of what, by when, how often.
ALTER TABLE goal_drafts ADD COLUMN form TEXT NOT NULL DEFAULT '';

-- When a submission was told of, as against the day it was sent on.
ALTER TABLE piece_submissions ADD COLUMN noted_at TEXT;

UPDATE piece_submissions SET noted_at = submitted_on || 'T00:00:00.000000+00:00';
