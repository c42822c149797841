-- name: add(id, member_id, server_id, text, shared_at)!
INSERT INTO tips (id, member_id, server_id, text, shared_at)
VALUES (:id, :member_id, :server_id, :text, :shared_at)
ON CONFLICT (id) DO NOTHING;

-- name: find(id)^
-- One tip, also one that was taken down.
SELECT t.id, t.member_id, t.server_id, t.text,
       (SELECT COUNT(*) FROM tip_votes v WHERE v.tip_id = t.id) AS helped, t.shown_on, t.removed_by
FROM tips t
WHERE t.id = :id;

-- name: of_server(server_id)
-- What a server may see: not what was taken down, nor what somebody shared who left.
SELECT t.id, t.member_id, t.server_id, t.text,
       (SELECT COUNT(*) FROM tip_votes v WHERE v.tip_id = t.id) AS helped, t.shown_on, t.removed_by
FROM tips t
JOIN memberships ms ON ms.member_id = t.member_id AND ms.server_id = t.server_id AND ms.left_at IS NULL
WHERE t.server_id = :server_id AND t.removed_at IS NULL
ORDER BY t.id;

-- name: taken_down(server_id)
-- What moderators of a server took down.
SELECT text FROM tips WHERE server_id = :server_id AND removed_by = 'moderator' ORDER BY id;

-- name: for_post(server_id)
-- The same, without those who opted out of boards: the weekly post does not name them.
SELECT t.id, t.member_id, t.server_id, t.text,
       (SELECT COUNT(*) FROM tip_votes v WHERE v.tip_id = t.id) AS helped, t.shown_on, t.removed_by
FROM tips t
JOIN memberships ms ON ms.member_id = t.member_id AND ms.server_id = t.server_id AND ms.left_at IS NULL
JOIN members m ON m.id = t.member_id AND m.on_boards = 1
WHERE t.server_id = :server_id AND t.removed_at IS NULL
ORDER BY t.id;

-- name: add_vote(tip_id, member_id, voted_at)$
INSERT INTO tip_votes (tip_id, member_id, voted_at)
VALUES (:tip_id, :member_id, :voted_at)
ON CONFLICT (tip_id, member_id) DO NOTHING
RETURNING tip_id;

-- name: drop_vote(tip_id, member_id)!
DELETE FROM tip_votes WHERE tip_id = :tip_id AND member_id = :member_id;

-- name: set_shown(id, shown_on)!
UPDATE tips SET shown_on = :shown_on WHERE id = :id;

-- name: remove(id, removed_at, removed_by)!
-- A moderator's word weighs more than the writer's, whoever was first.
UPDATE tips SET removed_at = :removed_at, removed_by = :removed_by
WHERE id = :id AND (removed_at IS NULL OR :removed_by = 'moderator');

-- name: put_back(id)!
UPDATE tips SET removed_at = NULL, removed_by = NULL WHERE id = :id;

-- name: export_tips(member_id)
SELECT id, server_id, text, shared_at, shown_on, removed_at, removed_by
FROM tips
WHERE member_id = :member_id
ORDER BY shared_at, id;

-- name: export_tip_votes(member_id)
SELECT tip_id, voted_at FROM tip_votes WHERE member_id = :member_id ORDER BY voted_at, tip_id;
