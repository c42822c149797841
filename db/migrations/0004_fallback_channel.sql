-- Where a member whose direct messages are closed chose to be mentioned instead. A channel that was lost stays, with
-- since when, until the member has chosen again: they are told of it by name.
ALTER TABLE members ADD COLUMN fallback_server_id BIGINT;
ALTER TABLE members ADD COLUMN fallback_channel_id BIGINT;
ALTER TABLE members ADD COLUMN fallback_lost_at TEXT;
