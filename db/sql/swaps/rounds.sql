-- name: taking_part(server_id, most_misses)
-- Everyone who joined and has an open piece, with the one that has waited longest; who sits out or left is not in it.
SELECT sm.member_id, sm.languages AS reads, p.id AS piece_id, p.language, p.tags
FROM swap_members sm
JOIN memberships ms ON ms.server_id = sm.server_id AND ms.member_id = sm.member_id AND ms.left_at IS NULL
JOIN swap_pieces p ON p.id = (
    SELECT o.id FROM swap_pieces o
    WHERE o.server_id = sm.server_id AND o.author_id = sm.member_id AND o.state = 'open'
    ORDER BY o.at_front DESC, o.offered_at, o.id
    LIMIT 1
)
WHERE sm.server_id = :server_id AND sm.joined_rounds_at IS NOT NULL AND sm.misses < :most_misses
ORDER BY sm.member_id;

-- name: count_joined(server_id)$
SELECT COUNT(*) FROM swap_members WHERE server_id = :server_id AND joined_rounds_at IS NOT NULL;

-- name: recent_pairs(server_id, rounds)
SELECT reader_id, author_id FROM swap_pairs
WHERE server_id = :server_id AND author_id IS NOT NULL AND round_on IN (
    SELECT DISTINCT round_on FROM swap_pairs WHERE server_id = :server_id ORDER BY round_on DESC LIMIT :rounds
);

-- name: blocked_pairs(server_id)
SELECT b.member_id AS reader_id, b.blocked_id AS author_id
FROM swap_members sm
JOIN blocks b ON b.member_id = sm.member_id
WHERE sm.server_id = :server_id AND sm.joined_rounds_at IS NOT NULL;

-- name: had_pairs(server_id)
-- Whose piece in the round somebody has had before: they cannot be served it again.
SELECT r.reader_id, p.author_id
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id
WHERE p.server_id = :server_id AND p.state = 'open';

-- name: add_pair(server_id, round_on, reader_id, author_id, read_id)!
INSERT INTO swap_pairs (server_id, round_on, reader_id, author_id, read_id)
VALUES (:server_id, :round_on, :reader_id, :author_id, :read_id)
ON CONFLICT (server_id, round_on, reader_id) DO NOTHING;

-- name: my_round(server_id, round_on, member_id)^
-- The read a round gave a member, and who reads them in it.
SELECT
    mine.read_id,
    (
        SELECT theirs.reader_id FROM swap_pairs theirs
        WHERE theirs.server_id = mine.server_id AND theirs.round_on = mine.round_on AND theirs.author_id = :member_id
    ) AS reader_id
FROM swap_pairs mine
WHERE mine.server_id = :server_id AND mine.round_on = :round_on AND mine.reader_id = :member_id;

-- name: without_round(after_id, kind, batch)
-- Servers where somebody joined the rounds and none is planned.
SELECT s.id
FROM servers s
WHERE s.id > :after_id AND s.removed_at IS NULL
  AND EXISTS (SELECT 1 FROM swap_members sm WHERE sm.server_id = s.id AND sm.joined_rounds_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = s.id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY s.id
LIMIT :batch;

-- name: export_rounds(member_id)
SELECT server_id, round_on, reader_id, author_id, read_id
FROM swap_pairs
WHERE reader_id = :member_id OR author_id = :member_id
ORDER BY round_on, server_id, reader_id;
