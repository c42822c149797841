-- A tip's id is the id of the interaction that shared it: a repeat cannot share twice.
CREATE TABLE tips (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    shared_at TEXT NOT NULL,
    shown_on TEXT,
    removed_at TEXT,
    removed_by TEXT
);

CREATE INDEX tips_by_server ON tips (server_id);

CREATE INDEX tips_by_member ON tips (member_id);

CREATE TABLE tip_votes (
    tip_id BIGINT NOT NULL REFERENCES tips (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    voted_at TEXT NOT NULL,
    PRIMARY KEY (tip_id, member_id)
);

CREATE INDEX tip_votes_by_member ON tip_votes (member_id);
