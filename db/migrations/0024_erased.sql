-- What holds on when somebody is erased and comes back. `erased` is a hash of their id that only this bot can make.

CREATE TABLE erased_blocks (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    erased TEXT NOT NULL,
    blocked_at TEXT NOT NULL,
    PRIMARY KEY (member_id, erased)
);

CREATE INDEX erased_blocks_by_erased ON erased_blocks (erased);

-- Who had their starting credits in a server, and the misses they left with.
CREATE TABLE erased_swappers (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    erased TEXT NOT NULL,
    misses INTEGER NOT NULL,
    PRIMARY KEY (server_id, erased)
);
