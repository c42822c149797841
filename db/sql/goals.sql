-- name: add_draft(id, member_id, server_id, channel_id, goal_id, text, reading_json, private, drafted_on)!
INSERT INTO goal_drafts (id, member_id, server_id, channel_id, goal_id, text, reading, private, drafted_on)
VALUES (:id, :member_id, :server_id, :channel_id, :goal_id, :text, :reading_json, :private, :drafted_on)
ON CONFLICT (id) DO NOTHING;

-- name: find_draft(id)^
SELECT id, member_id, server_id, channel_id, goal_id, text, reading, private, drafted_on,
       closed_at IS NOT NULL AS is_closed
FROM goal_drafts
WHERE id = :id;

-- name: change_draft(id, text, reading_json, drafted_on)!
UPDATE goal_drafts SET text = :text, reading = :reading_json, drafted_on = :drafted_on WHERE id = :id;

-- name: close_draft(id, closed_at)!
UPDATE goal_drafts SET closed_at = :closed_at WHERE id = :id AND closed_at IS NULL;

-- name: reopen_draft(id)!
UPDATE goal_drafts SET closed_at = NULL WHERE id = :id;

-- name: add(id, member_id, server_id, channel_id, text, amount, unit, start, per, starts_on, deadline_on, private, toward_id, set_at)$
INSERT INTO goals (id, member_id, server_id, channel_id, text, amount, unit, start, per, starts_on,
                   deadline_on, private, toward_id, set_at)
VALUES (:id, :member_id, :server_id, :channel_id, :text, :amount, :unit, :start, :per, :starts_on,
        :deadline_on, :private, :toward_id, :set_at)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: find(id, member_id)
-- One goal by its id, or with id 0 all of a member's: no snowflake is 0.
-- An outcome in words or time grows with /wrote from the last total reported by hand, or from the start; a
-- start of its own is such a total, so what was logged before it is in it already.
SELECT g.id, g.member_id, g.server_id, g.channel_id, g.text, g.amount, g.unit, g.start, g.per, g.starts_on,
       g.deadline_on, g.private, g.toward_id, g.asked_on, g.ending, e.takes_effect_on AS easier_on,
       COALESCE(u.total, g.start) + COALESCE((
           SELECT SUM(CASE g.unit WHEN 'words' THEN n.words WHEN 'minutes' THEN n.minutes ELSE n.minutes / 60.0 END)
           FROM entries n
           WHERE n.member_id = g.member_id AND n.undone_at IS NULL AND n.day_on >= g.starts_on
             AND g.per IS NULL AND g.unit IN ('words', 'minutes', 'hours')
             AND n.logged_at > CASE WHEN u.made_at IS NOT NULL THEN u.made_at WHEN g.start > 0 THEN g.set_at ELSE '' END
             AND (g.ended_at IS NULL OR n.logged_at <= g.ended_at)
       ), 0) AS total,
       NULLIF(MAX(COALESCE(u.day_on, ''), COALESCE((
           SELECT MAX(n.day_on)
           FROM entries n
           WHERE n.member_id = g.member_id AND n.undone_at IS NULL AND n.day_on >= g.starts_on
             AND g.unit IN ('words', 'minutes', 'hours')
       ), '')), '') AS updated_on
FROM goals g
LEFT JOIN goal_easings e ON e.goal_id = g.id
LEFT JOIN goal_updates u ON u.id = (
    SELECT latest.id FROM goal_updates latest
    WHERE latest.goal_id = g.id
    ORDER BY latest.made_at DESC, latest.id DESC
    LIMIT 1
)
WHERE g.id = :id OR g.member_id = :member_id
ORDER BY g.set_at, g.id;

-- name: change(id, text, amount, unit, start, per, starts_on, deadline_on)!
UPDATE goals
SET text = :text, amount = :amount, unit = :unit, start = :start, per = :per, starts_on = :starts_on,
    deadline_on = :deadline_on
WHERE id = :id;

-- name: end(id, ended_at, ending, why)!
UPDATE goals SET ended_at = :ended_at, ending = :ending, why = :why WHERE id = :id AND ended_at IS NULL;

-- name: set_asked(id, asked_on)!
UPDATE goals SET asked_on = :asked_on WHERE id = :id;

-- name: add_update(id, goal_id, day_on, total, step, made_at)$
INSERT INTO goal_updates (id, goal_id, day_on, total, step, made_at)
VALUES (:id, :goal_id, :day_on, :total, :step, :made_at)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: steps_by_day(goal_id)
SELECT day_on, SUM(step) AS added FROM goal_updates WHERE goal_id = :goal_id GROUP BY day_on;

-- name: history(goal_id)
-- What `find` sums up, one by one: totals told by hand, and what /wrote adds to them.
SELECT u.day_on, u.total AS amount, 1 AS is_total, u.made_at AS told_at, u.id
FROM goal_updates u
WHERE u.goal_id = :goal_id
UNION ALL
SELECT n.day_on,
       CASE g.unit WHEN 'words' THEN n.words WHEN 'minutes' THEN n.minutes ELSE n.minutes / 60.0 END AS amount,
       0 AS is_total, n.logged_at AS told_at, n.id
FROM goals g
JOIN entries n ON n.member_id = g.member_id
WHERE g.id = :goal_id AND g.per IS NULL AND g.unit IN ('words', 'minutes', 'hours')
  AND n.undone_at IS NULL AND n.day_on >= g.starts_on
  AND n.logged_at > CASE WHEN g.start > 0 THEN g.set_at ELSE '' END
  AND (g.ended_at IS NULL OR n.logged_at <= g.ended_at)
ORDER BY told_at, id;

-- name: add_milestone(goal_id, percent, reached_at)$
INSERT INTO goal_milestones (goal_id, percent, reached_at)
VALUES (:goal_id, :percent, :reached_at)
ON CONFLICT (goal_id, percent) DO NOTHING
RETURNING percent;

-- name: ease(goal_id, text, amount, unit, start, per, deadline_on, takes_effect_on)!
INSERT INTO goal_easings (goal_id, text, amount, unit, start, per, deadline_on, takes_effect_on)
VALUES (:goal_id, :text, :amount, :unit, :start, :per, :deadline_on, :takes_effect_on)
ON CONFLICT (goal_id) DO UPDATE
SET text = excluded.text, amount = excluded.amount, unit = excluded.unit, start = excluded.start,
    per = excluded.per, deadline_on = excluded.deadline_on, takes_effect_on = excluded.takes_effect_on;

-- name: easings_due(member_id, today)
SELECT e.goal_id, e.text, e.amount, e.unit, e.start, e.per, e.deadline_on, e.takes_effect_on
FROM goal_easings e
JOIN goals g ON g.id = e.goal_id
WHERE g.member_id = :member_id AND g.ended_at IS NULL AND e.takes_effect_on <= :today;

-- name: drop_easing(goal_id)!
DELETE FROM goal_easings WHERE goal_id = :goal_id;

-- name: add_past_rhythm(goal_id, until_on, amount, per)!
INSERT INTO goal_past_rhythms (goal_id, until_on, amount, per)
VALUES (:goal_id, :until_on, :amount, :per)
ON CONFLICT (goal_id, until_on) DO NOTHING;

-- name: past_rhythms(goal_id)
SELECT amount, per, until_on FROM goal_past_rhythms WHERE goal_id = :goal_id ORDER BY until_on;

-- name: export_goals(member_id)
SELECT id, server_id, channel_id, text, amount, unit, start, per, starts_on, deadline_on, private, toward_id, set_at,
       asked_on, ended_at, ending, why
FROM goals
WHERE member_id = :member_id
ORDER BY set_at, id;

-- name: export_goal_updates(member_id)
SELECT u.id, u.goal_id, u.day_on, u.total, u.step, u.made_at
FROM goals g
JOIN goal_updates u ON u.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY u.made_at, u.id;

-- name: export_goal_milestones(member_id)
SELECT x.goal_id, x.percent, x.reached_at
FROM goals g
JOIN goal_milestones x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.reached_at, x.goal_id, x.percent;

-- name: export_goal_easings(member_id)
SELECT x.goal_id, x.text, x.amount, x.unit, x.start, x.per, x.deadline_on, x.takes_effect_on
FROM goals g
JOIN goal_easings x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.goal_id;

-- name: export_goal_past_rhythms(member_id)
SELECT x.goal_id, x.until_on, x.amount, x.per
FROM goals g
JOIN goal_past_rhythms x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.goal_id, x.until_on;

-- name: export_goal_drafts(member_id)
SELECT id, server_id, channel_id, goal_id, text, reading, private, drafted_on, closed_at
FROM goal_drafts
WHERE member_id = :member_id
ORDER BY id;
