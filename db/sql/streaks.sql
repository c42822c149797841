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
SELECT kind, first_on, last_on, word, a, b, c FROM logs WHERE member_id = :member_id
UNION ALL
SELECT 'quiet', day_on, '', '', words, minutes, 1 FROM entries
WHERE member_id = :member_id AND quiet = 1 AND undone_at IS NULL;

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
-- A member with their whole log, in one trip: /wrote waits for this on every use.
SELECT m.id, m.zone, m.zone_chosen, m.day_end_hour, m.since_on, m.reminder_on, m.reminder_time,
       m.last_call_hours, m.on_boards, m.dm_channel_id, m.dm_closed_at, m.dm_closed_told,
       m.fallback_server_id, m.fallback_channel_id, m.fallback_lost_at,
       ms.member_id IS NOT NULL AND ms.left_at IS NULL,
       l.kind, l.first_on, l.last_on, l.word, l.a, l.b, l.c
FROM members m
LEFT JOIN memberships ms ON ms.member_id = m.id AND ms.server_id = :server_id
LEFT JOIN (
  SELECT member_id, kind, first_on, last_on, word, a, b, c FROM logs WHERE member_id = :id
  UNION ALL
  SELECT member_id, 'quiet', day_on, '', '', words, minutes, 1 FROM entries
  WHERE member_id = :id AND quiet = 1 AND undone_at IS NULL
) l ON l.member_id = m.id
WHERE m.id = :id;
