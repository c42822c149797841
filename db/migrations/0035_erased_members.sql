-- Who somebody nameless was, for the rules that protect others should they come back: one nameless for each who erased
-- themselves, however often. `erased` is a hash of their id that only this bot can make.
CREATE TABLE erased_members (
    nameless_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    erased TEXT NOT NULL UNIQUE,
    erased_at TEXT NOT NULL
);
