-- Closed direct messages are tried quietly once a week: when that was last.
ALTER TABLE members ADD COLUMN dm_tried_at TEXT;
