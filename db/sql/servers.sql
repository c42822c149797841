-- name: find(id)^
SELECT id, zone, board_channel_id, board_weekday, board_time, greeted_at, removed_at
FROM servers
WHERE id = :id;

-- name: add(id)!
INSERT INTO servers (id) VALUES (:id) ON CONFLICT (id) DO NOTHING;

-- name: set_zone(id, zone)!
UPDATE servers SET zone = :zone WHERE id = :id;

-- name: set_board(id, board_channel_id, board_weekday, board_time)!
UPDATE servers
SET board_channel_id = :board_channel_id, board_weekday = :board_weekday, board_time = :board_time
WHERE id = :id;

-- name: set_greeted(id, greeted_at)$
UPDATE servers SET greeted_at = :greeted_at
WHERE id = :id AND greeted_at IS NULL
RETURNING id;

-- name: set_removed(id, removed_at)!
UPDATE servers SET removed_at = :removed_at WHERE id = :id;

-- name: set_back(id)!
UPDATE servers SET removed_at = NULL WHERE id = :id AND removed_at IS NOT NULL;

-- name: without_post(after_id, kind, batch)
SELECT s.id
FROM servers s
WHERE s.id > :after_id AND s.board_channel_id IS NOT NULL AND s.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = s.id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY s.id
LIMIT :batch;
