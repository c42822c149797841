-- What was done in the last hour, by the id of its interaction: a repeat changes nothing, and what became of an answer
-- that may not have arrived can be told. `receipt` tells one arrival of an interaction from another.
CREATE TABLE acts (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL,
    receipt BIGINT NOT NULL,
    what TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    unconfirmed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX acts_of_member ON acts (member_id);
