-- Who began a circle, whoever looks after it now: one a day is begun by a member.
ALTER TABLE circles ADD COLUMN begun_by_id BIGINT REFERENCES members (id) ON DELETE SET NULL;
UPDATE circles SET begun_by_id = owner_id;
CREATE INDEX circles_by_founder ON circles (begun_by_id);
