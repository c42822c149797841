-- name: add_entry(id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at)$
INSERT INTO entries (id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at)
VALUES (:id, :member_id, :server_id, :day_on, :words, :minutes, :note, :link, :late, :quiet, :logged_at)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: find_entry(id)^
SELECT id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at,
       undone_at IS NOT NULL AS undone
FROM entries
WHERE id = :id;

-- name: latest_entries(member_id, day_on, first_id, limit)
SELECT id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at,
       undone_at IS NOT NULL AS undone
FROM entries
WHERE member_id = :member_id AND day_on <= :day_on AND (day_on < :day_on OR id <= :first_id)
ORDER BY day_on DESC, id DESC
LIMIT :limit;

-- name: unconfirmed(member_id, day_on, words, minutes, since, id)^
SELECT e.id, e.member_id, e.server_id, e.day_on, e.words, e.minutes, e.note, e.link, e.late, e.quiet, e.logged_at,
       0 AS undone
FROM entries e
JOIN acts a ON a.id = e.id AND a.unconfirmed = 1
WHERE e.member_id = :member_id AND e.day_on = :day_on AND e.words = :words AND e.minutes = :minutes
  AND e.undone_at IS NULL AND e.logged_at >= :since AND e.id <> :id
ORDER BY e.id DESC
LIMIT 1;

-- name: change_entry(id, words, minutes, note, link)!
UPDATE entries SET words = :words, minutes = :minutes, note = :note, link = :link WHERE id = :id;

-- name: set_undone(id, undone_at)!
UPDATE entries SET undone_at = :undone_at WHERE id = :id;

-- name: last_note(member_id, since_on)$
SELECT note FROM entries
WHERE member_id = :member_id AND day_on >= :since_on AND note <> '' AND undone_at IS NULL
ORDER BY day_on DESC, logged_at DESC
LIMIT 1;

-- name: days_of(member_id)
-- What each written day adds up to, and the quiet part of it.
SELECT day_on, SUM(words) AS words, SUM(minutes) AS minutes, COUNT(*) AS entries,
       SUM(words * quiet) AS quiet_words, SUM(minutes * quiet) AS quiet_minutes, SUM(quiet) AS quiet_entries
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL
GROUP BY day_on;

-- name: plans_of(member_id)
SELECT kind, from_on, asked_from_on, times AS days FROM plans WHERE member_id = :member_id ORDER BY from_on;

-- name: pauses_of(member_id)
SELECT id, member_id, from_on, to_on, reason FROM pauses WHERE member_id = :member_id;

-- name: rests_of(member_id)
SELECT day_on FROM rests WHERE member_id = :member_id;

-- name: drop_plans(member_id)!
DELETE FROM plans WHERE member_id = :member_id;

-- name: add_plan(member_id, from_on, asked_from_on, kind, days)!
INSERT INTO plans (member_id, from_on, asked_from_on, kind, times)
VALUES (:member_id, :from_on, :asked_from_on, :kind, :days);

-- name: keep_plan_change(member_id, id, changed_at, chosen_on, from_on, asked_from_on, kind, days)!
INSERT INTO plan_changes (member_id, id, changed_at, chosen_on, from_on, asked_from_on, kind, times)
VALUES (:member_id, :id, :changed_at, :chosen_on, :from_on, :asked_from_on, :kind, :days)
ON CONFLICT (member_id) DO UPDATE
SET id = excluded.id, changed_at = excluded.changed_at, chosen_on = excluded.chosen_on, from_on = excluded.from_on,
    asked_from_on = excluded.asked_from_on, kind = excluded.kind, times = excluded.times;

-- name: find_plan_change(id)^
SELECT id, member_id, changed_at, chosen_on, from_on, asked_from_on, kind, times AS days FROM plan_changes WHERE id = :id;

-- name: drop_plan_change(id)!
DELETE FROM plan_changes WHERE id = :id;

-- name: add_pause(id, member_id, from_on, to_on, reason)$
INSERT INTO pauses (id, member_id, from_on, to_on, reason)
VALUES (:id, :member_id, :from_on, :to_on, :reason)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: find_pause(id)^
SELECT id, member_id, from_on, to_on, reason FROM pauses WHERE id = :id;

-- name: end_pause(id, to_on)!
UPDATE pauses SET to_on = :to_on WHERE id = :id;

-- name: drop_pause(id)!
DELETE FROM pauses WHERE id = :id;

-- name: add_rest(member_id, day_on)!
INSERT INTO rests (member_id, day_on) VALUES (:member_id, :day_on) ON CONFLICT (member_id, day_on) DO NOTHING;

-- name: export_entries(member_id)
SELECT id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at, undone_at
FROM entries
WHERE member_id = :member_id
ORDER BY day_on, id;

-- name: export_writing_months(member_id)
SELECT month_on, days, open_words FROM writing_months WHERE member_id = :member_id ORDER BY month_on;

-- name: export_plans(member_id)
SELECT from_on, asked_from_on, kind, times FROM plans WHERE member_id = :member_id ORDER BY from_on;

-- name: export_plan_changes(member_id)
SELECT id, changed_at, chosen_on, from_on, asked_from_on, kind, times FROM plan_changes WHERE member_id = :member_id;

-- name: export_pauses(member_id)
SELECT id, from_on, to_on, reason FROM pauses WHERE member_id = :member_id ORDER BY from_on, id;

-- name: export_rests(member_id)
SELECT day_on FROM rests WHERE member_id = :member_id ORDER BY day_on;
