-- name: find(id)^
SELECT id, zone, board_channel_id, board_weekday, board_time, greeted_at, removed_at, intro_channel_id, set_up_by_id
FROM servers
WHERE id = :id;

-- name: add(id)!
INSERT INTO servers (id) VALUES (:id) ON CONFLICT (id) DO NOTHING;

-- name: set_post(id, zone, board_channel_id, board_weekday, board_time)!
UPDATE servers
SET zone = :zone, board_channel_id = :board_channel_id, board_weekday = :board_weekday, board_time = :board_time
WHERE id = :id;

-- name: set_set_up_by(id, set_up_by_id)!
UPDATE servers SET set_up_by_id = :set_up_by_id WHERE id = :id;

-- name: export_set_ups(member_id)
SELECT id FROM servers WHERE set_up_by_id = :member_id ORDER BY id;

-- name: erase_set_up_by(member_id)!
UPDATE servers SET set_up_by_id = NULL WHERE set_up_by_id = :member_id;

-- name: set_intro_channel(id, intro_channel_id)!
UPDATE servers SET intro_channel_id = :intro_channel_id WHERE id = :id;

-- name: set_greeted(id, greeted_at)$
UPDATE servers SET greeted_at = :greeted_at
WHERE id = :id AND greeted_at IS NULL
RETURNING id;

-- name: are_removed()
SELECT id, removed_at IS NOT NULL AS removed FROM servers;

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

-- name: unclaim_greeting(id)!
UPDATE servers SET greeted_at = NULL WHERE id = :id;

-- name: need_no_greeting()
-- Servers that were greeted, or in whose midst people found the way by themselves.
SELECT s.id
FROM servers s
WHERE s.greeted_at IS NOT NULL OR s.board_channel_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM memberships ms WHERE ms.server_id = s.id);

-- name: outcomes_of_server(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM due d
WHERE d.subject_id = :server_id AND d.kind = :kind AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: outcomes_of_members(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM memberships ms
JOIN due d ON d.subject_id = ms.member_id AND d.kind = :kind
WHERE ms.server_id = :server_id AND ms.left_at IS NULL AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: outcomes_of_goals(server_id, kind, since)
SELECT d.kind, d.state, d.reason, COUNT(*) AS count
FROM memberships ms
JOIN goals g ON g.member_id = ms.member_id AND g.server_id = ms.server_id
JOIN due d ON d.subject_id = g.id AND d.kind = :kind
WHERE ms.server_id = :server_id AND d.state <> 'waiting' AND d.due_at >= :since
GROUP BY d.kind, d.state, d.reason;

-- name: goal_channels(server_id)
-- The channels in which milestones of goals that still run will be celebrated, and those of goals together.
SELECT g.channel_id
FROM memberships ms
JOIN goals g ON g.member_id = ms.member_id AND g.server_id = ms.server_id
WHERE ms.server_id = :server_id AND ms.left_at IS NULL
  AND g.private = 0 AND g.channel_id IS NOT NULL AND g.ended_at IS NULL
UNION
SELECT channel_id
FROM together_goals
WHERE server_id = :server_id AND ended_at IS NULL AND told_at IS NULL
ORDER BY channel_id;
