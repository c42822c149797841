-- Each member's latest change of plan, so that it can be taken back for a day: the first day of what was chosen, and the
-- waiting plan that it replaced, where there was one.
CREATE TABLE plan_changes (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL UNIQUE REFERENCES members (id) ON DELETE CASCADE,
    changed_at TEXT NOT NULL,
    chosen_on TEXT,
    from_on TEXT,
    asked_from_on TEXT,
    kind TEXT,
    times INTEGER
);
