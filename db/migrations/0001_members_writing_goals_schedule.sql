-- Instants are ISO 8601 in UTC with microseconds, so that text order is time order; days are ISO dates.
-- Both engines speak everything here: no AUTOINCREMENT, no STRICT, ids are Discord's snowflakes.

CREATE TABLE servers (
    id BIGINT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL DEFAULT 'UTC',
    board_channel_id BIGINT,
    board_weekday INTEGER NOT NULL DEFAULT 0,
    board_time TEXT NOT NULL DEFAULT '09:00',
    greeted_at TEXT,
    removed_at TEXT
);

CREATE TABLE members (
    id BIGINT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL,
    zone_chosen INTEGER NOT NULL DEFAULT 0,
    day_end_hour INTEGER NOT NULL DEFAULT 3,
    since_on TEXT NOT NULL,
    reminder_on INTEGER NOT NULL DEFAULT 1,
    reminder_time TEXT NOT NULL DEFAULT '20:00',
    last_call_hours INTEGER,
    on_boards INTEGER NOT NULL DEFAULT 1,
    dm_channel_id BIGINT,
    dm_closed_at TEXT,
    dm_closed_told INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE memberships (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    left_at TEXT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX memberships_by_member ON memberships (member_id);

-- An entry's id is the id of the interaction that logged it: a repeat cannot log twice.
CREATE TABLE entries (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    day_on TEXT NOT NULL,
    words INTEGER NOT NULL DEFAULT 0,
    minutes INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    late INTEGER NOT NULL DEFAULT 0,
    quiet INTEGER NOT NULL DEFAULT 0,
    logged_at TEXT NOT NULL,
    undone_at TEXT
);

CREATE INDEX entries_by_member_day ON entries (member_id, day_on);

CREATE TABLE plans (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    from_on TEXT NOT NULL,
    asked_from_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (member_id, from_on)
);

CREATE TABLE pauses (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);

CREATE INDEX pauses_by_member ON pauses (member_id);

CREATE TABLE rests (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    PRIMARY KEY (member_id, day_on)
);

-- What a member typed for a goal, kept from the first Enter until it is a goal or let go.
CREATE TABLE goal_drafts (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    channel_id BIGINT,
    goal_id BIGINT,
    text TEXT NOT NULL,
    reading TEXT NOT NULL DEFAULT '',
    private INTEGER NOT NULL DEFAULT 0,
    drafted_on TEXT NOT NULL,
    closed_at TEXT
);

CREATE TABLE goals (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    channel_id BIGINT,
    text TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    start DOUBLE PRECISION NOT NULL DEFAULT 0,
    per TEXT,
    starts_on TEXT NOT NULL,
    deadline_on TEXT,
    private INTEGER NOT NULL DEFAULT 0,
    toward_id BIGINT,
    set_at TEXT NOT NULL,
    asked_on TEXT,
    ended_at TEXT,
    ending TEXT,
    why TEXT NOT NULL DEFAULT ''
);

CREATE INDEX goals_by_member ON goals (member_id);

-- One step of progress; `total` is the goal's total after it (outcome), `step` what was added.
CREATE TABLE goal_updates (
    id BIGINT NOT NULL PRIMARY KEY,
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    step DOUBLE PRECISION NOT NULL,
    made_at TEXT NOT NULL
);

CREATE INDEX goal_updates_by_goal ON goal_updates (goal_id, made_at);

-- A milestone is celebrated once for ever, even when the total falls and rises again.
CREATE TABLE goal_milestones (
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    percent INTEGER NOT NULL,
    reached_at TEXT NOT NULL,
    PRIMARY KEY (goal_id, percent)
);

-- A goal made easier waits here for its seven days.
CREATE TABLE goal_easings (
    goal_id BIGINT NOT NULL PRIMARY KEY REFERENCES goals (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    start DOUBLE PRECISION NOT NULL DEFAULT 0,
    per TEXT,
    deadline_on TEXT,
    takes_effect_on TEXT NOT NULL
);

-- What a rhythm asked for before a change took effect: periods kept under it stay kept.
CREATE TABLE goal_past_rhythms (
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    until_on TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    per TEXT NOT NULL,
    PRIMARY KEY (goal_id, until_on)
);

-- Everything scheduled: the key makes a second attempt at the same thing impossible.
CREATE TABLE due (
    key TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    due_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_until TEXT,
    reason TEXT NOT NULL DEFAULT '',
    settled_at TEXT
);

CREATE INDEX due_waiting ON due (state, due_at);

CREATE INDEX due_by_subject ON due (subject_id, kind);

-- All a streak depends on, one row for each written day, plan, pause and rest, and the shared goals an entry may
-- feed: what kind of row, two days, a word and three numbers.
CREATE VIEW logs AS
SELECT member_id, 'entry' AS kind, day_on AS first_on, '' AS last_on, '' AS word,
       SUM(words) AS a, SUM(minutes) AS b, COUNT(*) AS c
FROM entries
WHERE undone_at IS NULL
GROUP BY member_id, day_on
UNION ALL
SELECT member_id, 'plan', from_on, asked_from_on, kind, times, 0, 0 FROM plans
UNION ALL
SELECT member_id, 'pause', from_on, to_on, reason, id, 0, 0 FROM pauses
UNION ALL
SELECT member_id, 'rest', day_on, '', '', 0, 0, 0 FROM rests
UNION ALL
SELECT member_id, 'goal', starts_on, '', unit, 0, 0, 0 FROM goals WHERE ended_at IS NULL AND private = 0;
