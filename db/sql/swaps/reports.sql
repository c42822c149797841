-- name: add(id, piece_id, read_id, by_id, why, reported_at)!
INSERT INTO swap_reports (id, piece_id, read_id, by_id, why, reported_at)
VALUES (:id, :piece_id, :read_id, :by_id, :why, :reported_at)
ON CONFLICT (id) DO NOTHING;

-- name: find(id)^
SELECT id, piece_id, read_id, by_id, why, reported_at, decision, decided_by_id, decided_at, decided_why
FROM swap_reports
WHERE id = :id;

-- name: about_read(read_id)^
SELECT id, piece_id, read_id, by_id, why, reported_at, decision, decided_by_id, decided_at, decided_why
FROM swap_reports
WHERE read_id = :read_id;

-- name: about_piece(piece_id, by_id)^
SELECT id, piece_id, read_id, by_id, why, reported_at, decision, decided_by_id, decided_at, decided_why
FROM swap_reports
WHERE piece_id = :piece_id AND read_id IS NULL
  AND by_id IN (:by_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:by_id)))
ORDER BY id
LIMIT 1;

-- name: removing(piece_id)^
-- The report for which a piece was taken out of the line.
SELECT id, piece_id, read_id, by_id, why, reported_at, decision, decided_by_id, decided_at, decided_why
FROM swap_reports
WHERE piece_id = :piece_id AND read_id IS NULL AND decision = 'remove'
ORDER BY decided_at
LIMIT 1;

-- name: decide(id, decision, decided_by_id, decided_at, decided_why)!
-- The first decision stays.
UPDATE swap_reports
SET decision = :decision, decided_by_id = :decided_by_id, decided_at = :decided_at, decided_why = :decided_why
WHERE id = :id AND decision IS NULL;

-- name: undecided(server_id)
SELECT r.id
FROM swap_pieces p
JOIN swap_reports r ON r.piece_id = p.id AND r.decision IS NULL
WHERE p.server_id = :server_id
ORDER BY r.id;

-- name: export_reports(member_id)
-- What the member reported. Who reported them, and why, is the reporter's.
SELECT id, piece_id, read_id, why, reported_at, decision, decided_at, decided_why
FROM swap_reports
WHERE by_id = :member_id
ORDER BY reported_at, id;

-- name: export_decisions(member_id)
SELECT id, piece_id, read_id, decision, decided_at, decided_why
FROM swap_reports
WHERE decided_by_id = :member_id
ORDER BY decided_at, id;
