-- name: add(id, server_id, channel_id, starter_id, kind, minutes, made_at, begins_at, ends_at)!
INSERT INTO sprints (id, server_id, channel_id, starter_id, kind, minutes, made_at, begins_at, ends_at)
VALUES (:id, :server_id, :channel_id, :starter_id, :kind, :minutes, :made_at, :begins_at, :ends_at);

-- name: find(id)^
SELECT id, server_id, channel_id, starter_id, kind, minutes, made_at, begins_at, ends_at, message_id, results_id, told_at,
       cancelled_at
FROM sprints
WHERE id = :id;

-- name: last_in(channel_id, at)^
-- What waits or runs in a channel goes before what was made there after it and is over.
SELECT id, server_id, channel_id, starter_id, kind, minutes, made_at, begins_at, ends_at, message_id, results_id, told_at,
       cancelled_at
FROM sprints
WHERE channel_id = :channel_id
ORDER BY CASE WHEN cancelled_at IS NULL AND ends_at > :at THEN 0 ELSE 1 END, made_at DESC, id DESC
LIMIT 1;

-- name: join(sprint_id, member_id, joined_at)$
INSERT INTO sprint_members (sprint_id, member_id, joined_at)
VALUES (:sprint_id, :member_id, :joined_at)
ON CONFLICT (sprint_id, member_id) DO NOTHING
RETURNING member_id;

-- name: leave(sprint_id, member_id)$
DELETE FROM sprint_members WHERE sprint_id = :sprint_id AND member_id = :member_id RETURNING member_id;

-- name: parts(sprint_id)
-- Who is in it and has not left its server, in the order they came; an entry that was taken back is not told. Who reads
-- tells by a comment.
SELECT sm.member_id, sm.joined_at, COALESCE(e.words, 0) AS words,
       e.id IS NOT NULL OR (s.kind = 'reading' AND EXISTS (
           SELECT 1 FROM reads_with_pieces r
           WHERE r.reader_id = sm.member_id AND r.piece_server_id = s.server_id AND r.commented_at >= s.begins_at
       )) AS has_told
FROM sprint_members sm
JOIN sprints s ON s.id = sm.sprint_id
JOIN memberships ms ON ms.server_id = s.server_id AND ms.member_id = sm.member_id AND ms.left_at IS NULL
LEFT JOIN entries e ON e.id = sm.entry_id AND e.undone_at IS NULL
WHERE sm.sprint_id = :sprint_id
ORDER BY sm.joined_at, sm.member_id;

-- name: entry_of(sprint_id, member_id)$
SELECT entry_id FROM sprint_members WHERE sprint_id = :sprint_id AND member_id = :member_id;

-- name: tell(sprint_id, member_id, entry_id, total)!
UPDATE sprint_members SET entry_id = :entry_id, total = :total
WHERE sprint_id = :sprint_id AND member_id = :member_id;

-- name: last_total(server_id, member_id, sprint_id)$
-- What a member last said their text had, in another sprint of that server.
SELECT sm.total
FROM sprint_members sm
JOIN sprints s ON s.id = sm.sprint_id AND s.server_id = :server_id
WHERE sm.member_id = :member_id AND sm.total IS NOT NULL AND sm.sprint_id <> :sprint_id
ORDER BY sm.joined_at DESC
LIMIT 1;

-- name: set_begin(id, begins_at, ends_at)!
UPDATE sprints SET begins_at = :begins_at, ends_at = :ends_at WHERE id = :id;

-- name: cancel(id, cancelled_at)!
UPDATE sprints SET cancelled_at = :cancelled_at WHERE id = :id;

-- name: set_told(id, told_at)!
UPDATE sprints SET told_at = :told_at WHERE id = :id;

-- name: set_message(id, message_id)!
UPDATE sprints SET message_id = :message_id WHERE id = :id;

-- name: set_results(id, results_id)!
UPDATE sprints SET results_id = :results_id WHERE id = :id;

-- name: with_results_of(entry_id)$
-- The sprint whose results are out and name that entry's words.
SELECT s.id
FROM sprint_members sm
JOIN sprints s ON s.id = sm.sprint_id AND s.results_id IS NOT NULL
WHERE sm.entry_id = :entry_id;

-- name: with_results_for(server_id, reader_id, since)$
-- The last reading sprint of a server that a reader joined since an instant, where its results are out.
SELECT s.id
FROM sprint_members sm
JOIN sprints s ON s.id = sm.sprint_id AND s.server_id = :server_id AND s.kind = 'reading' AND s.results_id IS NOT NULL
WHERE sm.member_id = :reader_id AND sm.joined_at >= :since
ORDER BY sm.joined_at DESC
LIMIT 1;

-- name: weekly_of(server_id)^
SELECT channel_id, weekday, time FROM sprint_servers WHERE server_id = :server_id;

-- name: set_weekly(server_id, channel_id, weekday, time)!
INSERT INTO sprint_servers (server_id, channel_id, weekday, time)
VALUES (:server_id, :channel_id, :weekday, :time)
ON CONFLICT (server_id) DO UPDATE
SET channel_id = excluded.channel_id, weekday = excluded.weekday, time = excluded.time;

-- name: without_weekly(after_id, kind, batch)
SELECT w.server_id
FROM sprint_servers w
JOIN servers s ON s.id = w.server_id AND s.removed_at IS NULL
WHERE w.server_id > :after_id AND w.channel_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = w.server_id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY w.server_id
LIMIT :batch;

-- name: outcomes(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM sprints s
JOIN due d ON d.subject_id = s.id AND d.kind = :kind
WHERE s.server_id = :server_id AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: erase_starter(member_id)!
-- A sprint that goes on is in the hands of whoever joined it next.
UPDATE sprints
SET starter_id = (
    SELECT sm.member_id FROM sprint_members sm
    WHERE sm.sprint_id = sprints.id AND sm.member_id <> :member_id
    ORDER BY sm.joined_at, sm.member_id
    LIMIT 1
)
WHERE starter_id = :member_id AND told_at IS NULL;

-- name: export_sprints(member_id)
SELECT s.id AS sprint_id, s.server_id, s.channel_id, CASE WHEN s.starter_id = :member_id THEN 1 ELSE 0 END AS is_starter,
       s.kind, s.minutes, s.begins_at, s.ends_at, s.cancelled_at, sm.joined_at, sm.entry_id, sm.total
FROM sprints s
LEFT JOIN sprint_members sm ON sm.sprint_id = s.id AND sm.member_id = :member_id
WHERE s.starter_id = :member_id OR s.id IN (SELECT x.sprint_id FROM sprint_members x WHERE x.member_id = :member_id)
ORDER BY s.made_at, s.id;
