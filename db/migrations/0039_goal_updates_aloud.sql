-- What others see of progress told by hand, without what was quiet by then: it stays what it was when quiet entries are
-- undone or edited later.
ALTER TABLE goal_updates ADD COLUMN aloud_total DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE goal_updates ADD COLUMN aloud_step DOUBLE PRECISION NOT NULL DEFAULT 0;

UPDATE goal_updates
SET aloud_step = step, aloud_total = total - COALESCE((
    SELECT SUM(CASE
        WHEN g.unit = 'words' THEN e.words
        WHEN g.unit = 'minutes' THEN e.minutes
        WHEN g.unit = 'hours' THEN e.minutes / 60.0
        WHEN g.unit LIKE '%sessions' THEN 1
        WHEN e.link <> '' AND (g.unit LIKE '%posts' OR g.unit LIKE '%articles' OR g.unit LIKE '%stories') THEN 1
        ELSE 0
    END)
    FROM goals g
    JOIN entries e ON e.member_id = g.member_id AND e.day_on >= g.starts_on AND e.day_on >= g.counted_from_on
    WHERE g.id = goal_updates.goal_id AND g.per IS NULL AND (g.start = 0 OR e.logged_at > g.set_at)
      AND e.quiet = 1 AND e.undone_at IS NULL AND e.logged_at <= goal_updates.made_at
), 0);

UPDATE goal_updates SET aloud_total = 0 WHERE aloud_total < 0;
