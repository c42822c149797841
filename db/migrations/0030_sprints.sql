-- A stretch of writing together in a channel or thread. Its id is that of the interaction that began it. `message_id` is
-- its card, `results_id` that of the results, as far as they are known; `told_at` is when its end was said.
CREATE TABLE sprints (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    channel_id BIGINT NOT NULL,
    starter_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    minutes INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    message_id BIGINT,
    results_id BIGINT,
    told_at TEXT,
    cancelled_at TEXT
);

CREATE INDEX sprints_by_channel ON sprints (channel_id, made_at);

CREATE INDEX sprints_by_server ON sprints (server_id);

CREATE INDEX sprints_by_starter ON sprints (starter_id);

-- Who is in a sprint, and the entry in which they said how it went; `total` is what their text had then, where they
-- said that instead of new words.
CREATE TABLE sprint_members (
    sprint_id BIGINT NOT NULL REFERENCES sprints (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    entry_id BIGINT REFERENCES entries (id) ON DELETE SET NULL,
    total BIGINT,
    PRIMARY KEY (sprint_id, member_id)
);

CREATE INDEX sprint_members_by_member ON sprint_members (member_id, joined_at);

CREATE INDEX sprint_members_by_entry ON sprint_members (entry_id);
