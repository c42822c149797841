-- name: add_entry(id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at)$
INSERT INTO entries (id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at)
VALUES (:id, :member_id, :server_id, :day_on, :words, :minutes, :note, :link, :late, :quiet, :logged_at)
ON CONFLICT (id) DO NOTHING
RETURNING id;

-- name: find_entry(id)^
SELECT id, member_id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at, undone_at
FROM entries
WHERE id = :id;

-- name: change_entry(id, words, minutes, note, link)!
UPDATE entries SET words = :words, minutes = :minutes, note = :note, link = :link WHERE id = :id;

-- name: set_undone(id, undone_at)!
UPDATE entries SET undone_at = :undone_at WHERE id = :id;

-- name: history(member_id)
-- All a streak depends on, in one trip: what kind of row, two days, a word, and three numbers.
SELECT 'entry' AS kind, day_on AS first_on, '' AS last_on, '' AS word, SUM(words) AS a, SUM(minutes) AS b, COUNT(*) AS c
FROM entries
WHERE member_id = :member_id AND undone_at IS NULL
GROUP BY day_on
UNION ALL
SELECT 'plan', from_on, asked_from_on, kind, times, 0, 0 FROM plans WHERE member_id = :member_id
UNION ALL
SELECT 'pause', from_on, to_on, reason, id, 0, 0 FROM pauses WHERE member_id = :member_id
UNION ALL
SELECT 'rest', day_on, '', '', 0, 0, 0 FROM rests WHERE member_id = :member_id;

-- name: drop_plans(member_id)!
DELETE FROM plans WHERE member_id = :member_id;

-- name: add_plan(member_id, from_on, asked_from_on, kind, times)!
INSERT INTO plans (member_id, from_on, asked_from_on, kind, times)
VALUES (:member_id, :from_on, :asked_from_on, :kind, :times);

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

-- name: writer(id, server_id)
-- A member with all their streak depends on, in one trip: /wrote waits for this on every use.
SELECT m.id, m.zone, m.zone_chosen, m.day_end_hour, m.since_on, m.reminder_on, m.reminder_time,
       m.last_call_hours, m.on_boards, m.dm_channel_id, m.dm_closed_at, m.dm_closed_told,
       ms.member_id IS NOT NULL AND ms.left_at IS NULL,
       h.kind, h.first_on, h.last_on, h.word, h.a, h.b, h.c
FROM members m
LEFT JOIN memberships ms ON ms.member_id = m.id AND ms.server_id = :server_id
LEFT JOIN (
    SELECT 'entry' AS kind, day_on AS first_on, '' AS last_on, '' AS word,
           SUM(words) AS a, SUM(minutes) AS b, COUNT(*) AS c
    FROM entries
    WHERE member_id = :id AND undone_at IS NULL
    GROUP BY day_on
    UNION ALL
    SELECT 'plan', from_on, asked_from_on, kind, times, 0, 0 FROM plans WHERE member_id = :id
    UNION ALL
    SELECT 'pause', from_on, to_on, reason, id, 0, 0 FROM pauses WHERE member_id = :id
    UNION ALL
    SELECT 'rest', day_on, '', '', 0, 0, 0 FROM rests WHERE member_id = :id
) h ON TRUE
WHERE m.id = :id;
