-- A message that was set off and not settled may have arrived: where to look for it before it is sent again, by which
-- mark it is known there, and when it went.
ALTER TABLE due ADD COLUMN channel_id BIGINT;
ALTER TABLE due ADD COLUMN mark BIGINT;
ALTER TABLE due ADD COLUMN set_off_at TEXT;
