-- Who left a circle, kept for a day; or who was let go by those who look after it, kept while the circle is there. The
-- id is that of the interaction by which they parted.
CREATE TABLE circle_partings (
    id BIGINT NOT NULL PRIMARY KEY,
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    parted_at TEXT NOT NULL,
    let_go INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX circle_partings_by_circle ON circle_partings (circle_id);

CREATE INDEX circle_partings_by_member ON circle_partings (member_id);

-- Whom a circle was offered to, to look after it: it is in nobody's hands who did not say yes.
ALTER TABLE circles ADD COLUMN offered_to_id BIGINT REFERENCES members (id) ON DELETE SET NULL;
CREATE INDEX circles_by_offer ON circles (offered_to_id);
