-- name: add(id, member_id, receipt, what, committed_at)$
-- An act may commit more than once; another arrival of its interaction may not.
INSERT INTO acts (id, member_id, receipt, what, committed_at)
VALUES (:id, :member_id, :receipt, :what, :committed_at)
ON CONFLICT (id) DO UPDATE SET committed_at = excluded.committed_at WHERE acts.receipt = excluded.receipt
RETURNING id;

-- name: find(id)^
SELECT id, member_id, what, committed_at, unconfirmed FROM acts WHERE id = :id;

-- name: since(id, committed_at)
-- By id first: ids grow with time, and only their order has an index.
SELECT id, member_id, what, committed_at, unconfirmed
FROM acts
WHERE id >= :id AND committed_at >= :committed_at
ORDER BY id;

-- name: set_unconfirmed(id, unconfirmed)!
UPDATE acts SET unconfirmed = :unconfirmed WHERE id = :id;

-- name: drop(id)!
DELETE FROM acts WHERE id = :id;

-- name: drop_below(id, most)!
DELETE FROM acts WHERE id IN (SELECT id FROM acts WHERE id < :id ORDER BY id LIMIT :most);

-- name: erase_acts(member_id)!
DELETE FROM acts WHERE member_id = :member_id;

-- name: export_acts(member_id)
SELECT id, what, committed_at, unconfirmed FROM acts WHERE member_id = :member_id ORDER BY id;
