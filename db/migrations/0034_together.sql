-- A goal together: one number that a circle, or without one the server, reaches by a day. Its id is that of the draft it
-- was. `message_id` is its card as far as that is known, `said_percent` how much of the way was said aloud, `looks` how
-- often its card was to be looked after. `ended_at` is when somebody ended it early, `told_at` when its end was said.
CREATE TABLE together_goals (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    circle_id BIGINT REFERENCES circles (id) ON DELETE CASCADE,
    channel_id BIGINT NOT NULL,
    starter_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    deadline_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    message_id BIGINT,
    said_percent INTEGER NOT NULL DEFAULT 0,
    looks INTEGER NOT NULL DEFAULT 0,
    ended_at TEXT,
    told_at TEXT
);

CREATE INDEX together_goals_by_server ON together_goals (server_id);

CREATE INDEX together_goals_by_circle ON together_goals (circle_id);

CREATE INDEX together_goals_by_starter ON together_goals (starter_id);

-- Who is in a goal together, or was: whoever left and comes back is in it as before. What they put in stands nowhere but
-- in their own entries.
CREATE TABLE together_members (
    goal_id BIGINT NOT NULL REFERENCES together_goals (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    left_at TEXT,
    PRIMARY KEY (goal_id, member_id)
);

CREATE INDEX together_members_by_member ON together_members (member_id);

-- Whether what was typed is to be a goal together.
ALTER TABLE goal_drafts ADD COLUMN together INTEGER NOT NULL DEFAULT 0;
