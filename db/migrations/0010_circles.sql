-- A small accountability group in a server. Its id is that of the interaction that made it. `channel_id` is its own
-- place: a thread of `parent_id`, or a channel chosen for it where there is no parent; `lost_at` says since when it is gone.
CREATE TABLE circles (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    owner_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    seats INTEGER NOT NULL,
    private INTEGER NOT NULL DEFAULT 0,
    parent_id BIGINT,
    channel_id BIGINT,
    lost_at TEXT,
    created_at TEXT NOT NULL,
    closed_at TEXT
);

CREATE INDEX circles_by_server ON circles (server_id);

CREATE INDEX circles_by_owner ON circles (owner_id);

CREATE INDEX circles_by_channel ON circles (channel_id);

-- Who is in a circle now; the key is what keeps a member to one circle in a server. `noticed_on` is the day on which
-- their circle last asked after them.
CREATE TABLE circle_members (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    noticed_on TEXT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX circle_members_by_circle ON circle_members (circle_id, joined_at);

CREATE INDEX circle_members_by_member ON circle_members (member_id);

-- What a member said they would do in a week (its Monday), and how they say it went; `said_at` is when they last spoke.
CREATE TABLE circle_promises (
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    week_on TEXT NOT NULL,
    text TEXT NOT NULL,
    outcome TEXT,
    note TEXT NOT NULL DEFAULT '',
    said_at TEXT NOT NULL,
    PRIMARY KEY (circle_id, week_on, member_id)
);

CREATE INDEX circle_promises_by_member ON circle_promises (member_id);
