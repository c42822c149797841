-- name: add(id, member_id, title, link, published_in, added_at)!
INSERT INTO pieces (id, member_id, title, link, published_in, added_at)
VALUES (:id, :member_id, :title, :link, :published_in, :added_at)
ON CONFLICT (id) DO NOTHING;

-- name: find(id, member_id)
-- One piece by its id, removed or not, or with id 0 all that a member has: no snowflake is 0.
SELECT p.id, p.member_id, p.title, p.link, p.published_in, p.would_take, p.improves, p.solves, p.success,
       p.removed_at IS NOT NULL AS removed
FROM pieces p
WHERE p.id = :id OR (p.member_id = :member_id AND p.removed_at IS NULL)
ORDER BY p.id;

-- name: change(id, title, link, published_in)!
UPDATE pieces SET title = :title, link = :link, published_in = :published_in WHERE id = :id;

-- name: set_checklist(id, would_take, improves, solves, success)!
UPDATE pieces SET would_take = :would_take, improves = :improves, solves = :solves, success = :success WHERE id = :id;

-- name: count_added(member_id, from_at, to_at)$
SELECT COUNT(*) FROM pieces
WHERE member_id = :member_id AND removed_at IS NULL AND added_at >= :from_at AND added_at < :to_at;

-- name: set_removed(id, removed_at)!
UPDATE pieces SET removed_at = :removed_at WHERE id = :id;

-- name: add_submission(id, piece_id, publication, submitted_on, noted_at)!
INSERT INTO piece_submissions (id, piece_id, publication, submitted_on, noted_at)
VALUES (:id, :piece_id, :publication, :submitted_on, :noted_at)
ON CONFLICT (id) DO NOTHING;

-- name: submissions(member_id)
-- Oldest first.
SELECT s.id, s.piece_id, s.publication, s.submitted_on, s.answer, s.answered_on, s.feedback
FROM piece_submissions s
JOIN pieces p ON p.id = s.piece_id
WHERE p.member_id = :member_id AND p.removed_at IS NULL
ORDER BY s.submitted_on, s.id;

-- name: set_answer(id, answer, answered_on)!
UPDATE piece_submissions SET answer = :answer, answered_on = :answered_on WHERE id = :id;

-- name: set_feedback(id, feedback)!
UPDATE piece_submissions SET feedback = :feedback WHERE id = :id;

-- name: set_numbers(piece_id, day_on, views, reads, claps)!
INSERT INTO piece_numbers (piece_id, day_on, views, reads, claps)
VALUES (:piece_id, :day_on, :views, :reads, :claps)
ON CONFLICT (piece_id, day_on) DO UPDATE
SET views = excluded.views, reads = excluded.reads, claps = excluded.claps;

-- name: numbers(member_id)
-- Oldest first.
SELECT n.piece_id, n.day_on, n.views, n.reads, n.claps
FROM piece_numbers n
JOIN pieces p ON p.id = n.piece_id
WHERE p.member_id = :member_id AND p.removed_at IS NULL
ORDER BY n.day_on;

-- name: export_pieces(member_id)
SELECT id, title, link, published_in, would_take, improves, solves, success, added_at, removed_at
FROM pieces
WHERE member_id = :member_id
ORDER BY added_at, id;

-- name: export_piece_submissions(member_id)
SELECT s.id, s.piece_id, s.publication, s.submitted_on, s.noted_at, s.answer, s.answered_on, s.feedback
FROM pieces p
JOIN piece_submissions s ON s.piece_id = p.id
WHERE p.member_id = :member_id
ORDER BY s.submitted_on, s.id;

-- name: export_piece_numbers(member_id)
SELECT n.piece_id, n.day_on, n.views, n.reads, n.claps
FROM pieces p
JOIN piece_numbers n ON n.piece_id = p.id
WHERE p.member_id = :member_id
ORDER BY n.piece_id, n.day_on;
