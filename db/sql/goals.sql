-- name: add_draft(id, member_id, server_id, channel_id, goal_id, text, reading_json, form_json, private, together, drafted_on)!
INSERT INTO goal_drafts (id, member_id, server_id, channel_id, goal_id, text, reading, form, private, together,
                         drafted_on)
VALUES (:id, :member_id, :server_id, :channel_id, :goal_id, :text, :reading_json, :form_json, :private, :together,
        :drafted_on)
ON CONFLICT (id) DO NOTHING;

-- name: drop_drafts(member_id, kept)!
-- A member's oldest drafts that became no goal, beyond so many.
DELETE FROM goal_drafts
WHERE member_id = :member_id AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.id = goal_drafts.id)
  AND id NOT IN (
      SELECT d.id FROM goal_drafts d
      WHERE d.member_id = :member_id AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.id = d.id)
      ORDER BY d.id DESC LIMIT :kept
  );

-- name: find_draft(id)^
SELECT id, member_id, server_id, channel_id, goal_id, text, reading, form, private, together, drafted_on,
       closed_at IS NOT NULL AS is_closed
FROM goal_drafts
WHERE id = :id;

-- name: change_draft(id, text, reading_json, form_json, drafted_on)!
UPDATE goal_drafts
SET text = :text, reading = :reading_json, form = :form_json, drafted_on = :drafted_on
WHERE id = :id;

-- name: close_draft(id, closed_at)!
UPDATE goal_drafts SET closed_at = :closed_at WHERE id = :id AND closed_at IS NULL;

-- name: reopen_draft(id)!
UPDATE goal_drafts SET closed_at = NULL WHERE id = :id;

-- name: add(id, member_id, server_id, channel_id, text, amount, unit, start, per, starts_on, deadline_on, private, toward_id, set_at, counted_from_on)$
INSERT INTO goals (id, member_id, server_id, channel_id, text, amount, unit, start, per, starts_on,
                   deadline_on, private, toward_id, set_at, counted_from_on)
VALUES (:id, :member_id, :server_id, :channel_id, :text, :amount, :unit, :start, :per, :starts_on,
        :deadline_on, :private, :toward_id, :set_at, :counted_from_on)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: find(id, member_id, with_quiet)
-- One goal by its id, or with id 0 all that a member still pursues: no snowflake is 0. What the bot counts comes on
-- top of the last total told by hand.
SELECT g.id, g.member_id, g.server_id, g.channel_id, g.text, g.amount, g.unit, g.start, g.per, g.starts_on,
       g.deadline_on, g.private, g.set_at, g.counted_from_on, g.toward_id, g.asked_on, g.ending, g.ended_at,
       e.takes_effect_on AS easier_on,
       COALESCE(CASE WHEN :with_quiet = 1 THEN u.total ELSE u.aloud_total END, g.start) AS total,
       u.day_on AS updated_on, u.made_at AS told_at
FROM goals g
LEFT JOIN goal_easings e ON e.goal_id = g.id
LEFT JOIN goal_updates u ON u.id = (
    SELECT latest.id FROM goal_updates latest
    WHERE latest.goal_id = g.id
    ORDER BY latest.made_at DESC, latest.id DESC
    LIMIT 1
)
WHERE g.id = :id OR (g.member_id = :member_id AND g.ended_at IS NULL)
ORDER BY g.set_at, g.id;

-- name: words(member_id, from_on, with_quiet)
SELECT day_on, logged_at AS counted_at, words AS amount
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL AND day_on >= :from_on AND words > 0
  AND quiet <= :with_quiet;

-- name: minutes(member_id, from_on, with_quiet)
SELECT day_on, logged_at AS counted_at, minutes AS amount
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL AND day_on >= :from_on AND minutes > 0
  AND quiet <= :with_quiet;

-- name: sessions(member_id, from_on, with_quiet)
SELECT day_on, logged_at AS counted_at, 1 AS amount
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL AND day_on >= :from_on AND quiet <= :with_quiet;

-- name: links_of_entries(member_id, with_quiet)
SELECT link, day_on, logged_at AS counted_at
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL AND link <> '' AND quiet <= :with_quiet;

-- name: links_of_pieces(member_id)
SELECT link, added_at FROM pieces WHERE member_id = :member_id AND removed_at IS NULL AND link <> '';

-- name: accepted_of_author(member_id)
SELECT r.accepted_at
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id
WHERE p.author_id = :member_id AND r.state = 'accepted' AND r.accepted_at IS NOT NULL;

-- name: accepted_of_reader(member_id)
SELECT accepted_at
FROM swap_reads
WHERE reader_id = :member_id AND state = 'accepted' AND accepted_at IS NOT NULL;

-- name: submissions(member_id, from_on)
SELECT s.submitted_on AS day_on, s.noted_at AS counted_at, 1 AS amount
FROM pieces p
JOIN piece_submissions s ON s.piece_id = p.id
WHERE p.member_id = :member_id AND p.removed_at IS NULL AND s.submitted_on >= :from_on;

-- name: has_counted(member_id)$
SELECT EXISTS (
    SELECT 1 FROM goals WHERE member_id = :member_id AND ended_at IS NULL AND counted_from_on IS NOT NULL
) OR EXISTS (
    SELECT 1
    FROM together_members tm
    JOIN together_goals g ON g.id = tm.goal_id AND g.ended_at IS NULL AND g.told_at IS NULL
    WHERE tm.member_id = :member_id AND tm.left_at IS NULL
);

-- name: count_from(id, counted_from_on)!
UPDATE goals SET counted_from_on = :counted_from_on WHERE id = :id AND counted_from_on IS NULL;

-- name: change(id, text, amount, unit, start, per, starts_on, deadline_on)!
-- What is counted from the first day is counted from the new first day.
UPDATE goals
SET counted_from_on = CASE WHEN counted_from_on = starts_on THEN :starts_on ELSE counted_from_on END, text = :text, amount = :amount, unit = :unit, start = :start, per = :per, starts_on = :starts_on,
    deadline_on = :deadline_on
WHERE id = :id;

-- name: end(id, ended_at, ending, why)!
UPDATE goals SET ended_at = :ended_at, ending = :ending, why = :why WHERE id = :id AND ended_at IS NULL;

-- name: reopen(id)!
UPDATE goals SET ended_at = NULL, ending = NULL, why = '' WHERE id = :id;

-- name: set_asked(id, asked_on)!
UPDATE goals SET asked_on = :asked_on WHERE id = :id;

-- name: add_update(id, goal_id, day_on, total, step, aloud_total, aloud_step, made_at)$
INSERT INTO goal_updates (id, goal_id, day_on, total, step, aloud_total, aloud_step, made_at)
VALUES (:id, :goal_id, :day_on, :total, :step, :aloud_total, :aloud_step, :made_at)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: steps_by_day(goal_id, with_quiet)
SELECT day_on, SUM(CASE WHEN :with_quiet = 1 THEN step ELSE aloud_step END) AS added
FROM goal_updates
WHERE goal_id = :goal_id
GROUP BY day_on;

-- name: totals_told(goal_id)
SELECT day_on, total AS amount, 1 AS is_total, made_at
FROM goal_updates
WHERE goal_id = :goal_id
ORDER BY made_at, id;

-- name: add_milestone(goal_id, percent, reached_at)$
INSERT INTO goal_milestones (goal_id, percent, reached_at)
VALUES (:goal_id, :percent, :reached_at)
ON CONFLICT (goal_id, percent) DO NOTHING
RETURNING percent;

-- name: release_milestones(goal_id, highest, since_at)!
DELETE FROM goal_milestones WHERE goal_id = :goal_id AND percent > :highest AND reached_at >= :since_at;

-- name: ease(goal_id, text, amount, unit, start, per, starts_on, deadline_on, takes_effect_on)!
INSERT INTO goal_easings (goal_id, text, amount, unit, start, per, starts_on, deadline_on, takes_effect_on)
VALUES (:goal_id, :text, :amount, :unit, :start, :per, :starts_on, :deadline_on, :takes_effect_on)
ON CONFLICT (goal_id) DO UPDATE
SET text = excluded.text, amount = excluded.amount, unit = excluded.unit, start = excluded.start, per = excluded.per,
    starts_on = excluded.starts_on, deadline_on = excluded.deadline_on, takes_effect_on = excluded.takes_effect_on;

-- name: easings_due(member_id, today)
SELECT e.goal_id, e.text, e.amount, e.unit, e.start, e.per, COALESCE(e.starts_on, g.starts_on) AS starts_on,
       e.deadline_on, e.takes_effect_on
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
       counted_from_on, asked_on, ended_at, ending, why
FROM goals
WHERE member_id = :member_id
ORDER BY set_at, id;

-- name: export_goal_updates(member_id)
SELECT u.id, u.goal_id, u.day_on, u.total, u.step, u.aloud_total, u.aloud_step, u.made_at
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
SELECT x.goal_id, x.text, x.amount, x.unit, x.start, x.per, x.starts_on, x.deadline_on, x.takes_effect_on
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
SELECT id, server_id, channel_id, goal_id, text, reading, form, private, together, drafted_on, closed_at
FROM goal_drafts
WHERE member_id = :member_id
ORDER BY id;
