-- name: find(id, server_id)^
-- One member, and whether this server already knows them.
SELECT m.id, m.zone, m.zone_chosen, m.day_end_hour, m.since_on, m.on_boards, m.seen_at,
       m.reminder_mode, m.reminder_at, m.reminder_last_call_at, m.reminder_consent, m.reminder_consent_at,
       m.reminder_asked, m.reminder_asked_at, m.reminder_sent, m.reminder_unanswered, m.reminder_quiet_since,
       m.dm_channel_id, m.dm_closed_at, m.dm_closed_told, m.dm_tried_at,
       m.fallback_server_id, m.fallback_channel_id, m.fallback_lost_at,
       ms.member_id IS NOT NULL AND ms.left_at IS NULL AS in_server, COALESCE(ms.name, '') AS name
FROM members m
LEFT JOIN memberships ms ON ms.member_id = m.id AND ms.server_id = :server_id
WHERE m.id = :id;

-- name: add(id, zone, day_end_hour, since_on, seen_at)!
INSERT INTO members (id, zone, day_end_hour, since_on, seen_at)
VALUES (:id, :zone, :day_end_hour, :since_on, :seen_at)
ON CONFLICT (id) DO NOTHING;

-- name: join_server(server_id, member_id, joined_at)!
INSERT INTO memberships (server_id, member_id, joined_at)
VALUES (:server_id, :member_id, :joined_at)
ON CONFLICT (server_id, member_id) DO UPDATE SET left_at = NULL;

-- name: set_name(server_id, member_id, name)!
UPDATE memberships SET name = :name
WHERE server_id = :server_id AND member_id = :member_id AND name <> :name;

-- name: names_in(server_id, member_ids)
SELECT member_id, name
FROM memberships
WHERE server_id = :server_id AND member_id IN (SELECT value FROM json_each(:member_ids)) AND name <> '';

-- name: names_known_to(reader_id, member_ids)
-- What members are called in servers that the reader is in too, the one they joined last as the last.
SELECT theirs.member_id, theirs.name
FROM memberships theirs
JOIN memberships mine ON mine.server_id = theirs.server_id
WHERE theirs.member_id IN (SELECT value FROM json_each(:member_ids))
  AND mine.member_id = :reader_id AND mine.left_at IS NULL AND theirs.name <> ''
ORDER BY theirs.joined_at, theirs.server_id DESC;

-- name: leave_server(server_id, member_id, left_at)!
UPDATE memberships SET left_at = :left_at
WHERE server_id = :server_id AND member_id = :member_id AND left_at IS NULL;

-- name: leave_all(member_id, left_at)!
UPDATE memberships SET left_at = :left_at WHERE member_id = :member_id AND left_at IS NULL;

-- name: servers_of(member_id)
SELECT ms.server_id
FROM memberships ms
JOIN servers s ON s.id = ms.server_id
WHERE ms.member_id = :member_id AND ms.left_at IS NULL AND s.removed_at IS NULL
ORDER BY ms.server_id;

-- name: has_been_in_a_server(member_id)$
SELECT COUNT(*) FROM (SELECT 1 FROM memberships WHERE member_id = :member_id LIMIT 1) AS any_one;

-- name: without_reminder(after_id, kind, batch)
-- Who wants a reminder, has none waiting, and is not gone from every shared server.
SELECT m.id
FROM members m
WHERE m.id > :after_id AND m.reminder_mode <> 'off' AND m.reminder_quiet_since IS NULL
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = m.id AND d.kind = :kind AND d.state = 'waiting')
  AND (
    NOT EXISTS (SELECT 1 FROM memberships ms WHERE ms.member_id = m.id)
    OR EXISTS (
        SELECT 1 FROM memberships ms
        JOIN servers s ON s.id = ms.server_id
        WHERE ms.member_id = m.id AND ms.left_at IS NULL AND s.removed_at IS NULL
    )
  )
ORDER BY m.id
LIMIT :batch;

-- name: set_zone(id, zone)!
UPDATE members SET zone = :zone, zone_chosen = 1 WHERE id = :id;

-- name: set_day_end(id, day_end_hour)!
UPDATE members SET day_end_hour = :day_end_hour WHERE id = :id;

-- name: set_reminder(id, mode, at, last_call_at, consent, consent_at)!
-- Whoever says anything about it is awake.
UPDATE members
SET reminder_mode = :mode, reminder_at = :at, reminder_last_call_at = :last_call_at,
    reminder_consent = :consent, reminder_consent_at = :consent_at,
    reminder_unanswered = 0, reminder_quiet_since = NULL
WHERE id = :id;

-- name: set_asked(id, asked_at)!
UPDATE members SET reminder_asked = reminder_asked + 1, reminder_asked_at = :asked_at WHERE id = :id;

-- name: set_reminded(id)!
UPDATE members SET reminder_sent = reminder_sent + 1, reminder_unanswered = reminder_unanswered + 1 WHERE id = :id;

-- name: set_quiet(id, quiet_since)!
-- Their consent has lapsed: they are asked anew once they write again.
UPDATE members SET reminder_quiet_since = :quiet_since, reminder_asked = 0, reminder_asked_at = NULL WHERE id = :id;

-- name: set_seen(id, seen_at)!
UPDATE members SET seen_at = :seen_at, reminder_unanswered = 0
WHERE id = :id AND (seen_at IS NULL OR seen_at < :seen_at);

-- name: set_on_boards(id, on_boards)!
UPDATE members SET on_boards = :on_boards WHERE id = :id;

-- name: set_dm_channel(id, dm_channel_id)!
UPDATE members SET dm_channel_id = :dm_channel_id WHERE id = :id;

-- name: set_dm_open(id)!
-- Direct messages come first: a channel to be mentioned in lasts only while they are closed.
UPDATE members
SET dm_closed_at = NULL, dm_closed_told = 0, dm_tried_at = NULL,
    fallback_server_id = NULL, fallback_channel_id = NULL, fallback_lost_at = NULL
WHERE id = :id AND dm_closed_at IS NOT NULL;

-- name: set_dm_closed(id, tried_at)!
-- Found closed again, they are closed since the first time.
UPDATE members
SET dm_tried_at = :tried_at, dm_closed_at = COALESCE(dm_closed_at, :tried_at),
    dm_closed_told = CASE WHEN dm_closed_at IS NULL THEN 0 ELSE dm_closed_told END
WHERE id = :id;

-- name: set_dm_closed_told(id)!
UPDATE members SET dm_closed_told = 1 WHERE id = :id;

-- name: set_fallback(id, server_id, channel_id)!
UPDATE members
SET fallback_server_id = :server_id, fallback_channel_id = :channel_id, fallback_lost_at = NULL
WHERE id = :id AND dm_closed_at IS NOT NULL;

-- name: lose_fallback(id, lost_at)!
UPDATE members SET fallback_lost_at = :lost_at, dm_closed_told = 0
WHERE id = :id AND fallback_channel_id IS NOT NULL AND fallback_lost_at IS NULL;

-- name: lose_fallback_in_server(id, server_id, lost_at)!
UPDATE members SET fallback_lost_at = :lost_at, dm_closed_told = 0
WHERE id = :id AND fallback_server_id = :server_id AND fallback_lost_at IS NULL;

-- name: lose_fallbacks_of_server(server_id, lost_at)!
UPDATE members SET fallback_lost_at = :lost_at, dm_closed_told = 0
WHERE id IN (SELECT ms.member_id FROM memberships ms WHERE ms.server_id = :server_id)
  AND fallback_server_id = :server_id AND fallback_lost_at IS NULL;

-- name: export_settings(member_id)
SELECT m.id AS member_id, m.zone, m.zone_chosen, m.day_end_hour, m.since_on, m.seen_at,
       m.reminder_mode, m.reminder_at, m.reminder_last_call_at, m.reminder_consent, m.reminder_consent_at,
       m.reminder_asked, m.reminder_asked_at, m.reminder_sent, m.reminder_unanswered, m.reminder_quiet_since,
       m.on_boards, a.muted_at AS answers_muted_at, m.dm_channel_id, m.dm_closed_at,
       m.dm_closed_told, m.dm_tried_at, m.fallback_server_id, m.fallback_channel_id, m.fallback_lost_at
FROM members m
LEFT JOIN muted_answers a ON a.member_id = m.id
WHERE m.id = :member_id;

-- name: export_servers(member_id)
SELECT server_id, name, joined_at, left_at FROM memberships WHERE member_id = :member_id ORDER BY joined_at, server_id;
