-- Who said "well done" to an entry, or to a goal's milestone (thing_id is then the goal's, percent the milestone's), and
-- when its writer was told: once a person for each.
CREATE TABLE well_dones (
    thing_id BIGINT NOT NULL,
    percent INTEGER NOT NULL DEFAULT 0,
    by_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    for_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    said_at TEXT NOT NULL,
    told_at TEXT,
    PRIMARY KEY (thing_id, percent, by_id)
);

CREATE INDEX well_dones_by_member ON well_dones (by_id);

CREATE INDEX well_dones_for_member ON well_dones (for_id, told_at);
