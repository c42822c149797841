-- What could not reach a member, to be told after their next answer. Nobody need have been met: no reference to members.
CREATE TABLE inbox (
    member_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    server_id BIGINT REFERENCES servers (id) ON DELETE CASCADE,
    kept_at TEXT NOT NULL,
    shown_at TEXT,
    PRIMARY KEY (member_id, number),
    UNIQUE (member_id, kind, about)
);

CREATE INDEX inbox_by_server ON inbox (server_id);
