-- Closed direct messages are tried quietly once a week: when that was last.
ALTER TABLE members ADD COLUMN dm_tried_at TEXT;

CREATE INDEX servers_by_who_set_up ON servers (set_up_by_id);
