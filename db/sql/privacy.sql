-- name: posts(member_id)
SELECT server_id, member_id, channel_id, message_id, set_off_at
FROM introductions
WHERE member_id = :member_id AND channel_id IS NOT NULL;

-- name: open_pieces(member_id)
SELECT id FROM swap_pieces WHERE author_id = :member_id AND state IN ('open', 'taken') ORDER BY id;

-- name: leaves_something(member_id, begun_since, parted_since)$
-- Whether others need what they did: their swaps, and that they have begun or left a circle since an instant.
SELECT EXISTS (SELECT 1 FROM swap_pieces WHERE author_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_reads WHERE reader_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_reports WHERE by_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_pairs WHERE reader_id = :member_id OR author_id = :member_id)
    OR EXISTS (SELECT 1 FROM circles WHERE begun_by_id = :member_id AND created_at >= :begun_since)
    OR EXISTS (
        SELECT 1 FROM circle_partings WHERE member_id = :member_id AND (let_go = 1 OR parted_at >= :parted_since)
    );

-- name: add_nameless()$
-- Somebody without a name, for what others need to keep: below zero, where Discord has no ids.
INSERT INTO members (id, zone, since_on, on_boards)
SELECT COALESCE(MIN(id), 0) - 1, 'UTC', '1970-01-01', 0 FROM members WHERE id < 0
RETURNING id;

-- name: name_nameless(member_id, nameless_id, erased_at)!
INSERT INTO erased_members (nameless_id, erased, erased_at)
VALUES (:nameless_id, keyed_hash(:member_id), :erased_at)
ON CONFLICT (nameless_id) DO UPDATE SET erased_at = excluded.erased_at, is_back = 0;

-- name: count_erased(one_id, other_id, since)$
-- How many of two members erased themselves since an instant.
SELECT COUNT(*) FROM erased_members
WHERE erased IN (keyed_hash(:one_id), keyed_hash(:other_id)) AND erased_at >= :since;

-- name: nameless_of(member_id)$
-- Who somebody became when they erased themselves.
SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:member_id);

-- name: drop_unread_pieces(member_id)!
DELETE FROM swap_pieces
WHERE author_id = :member_id
  AND NOT EXISTS (SELECT 1 FROM swap_reads r WHERE r.piece_id = swap_pieces.id)
  AND NOT EXISTS (SELECT 1 FROM swap_reports r WHERE r.piece_id = swap_pieces.id);

-- name: unname_waiting(member_id, title)!
-- What waits in readers' inboxes about a piece has its title.
UPDATE inbox SET text = :title
WHERE named_id IN (SELECT p.id FROM swap_pieces p WHERE p.author_id = :member_id);

-- name: unname_pieces(member_id, nameless_id, title)!
UPDATE swap_pieces
SET author_id = :nameless_id, title = :title, link = '', text = '', language = '', tags = '', wanted = '',
    content_note = ''
WHERE author_id = :member_id;

-- name: drop_comment_drafts(member_id)!
DELETE FROM swap_drafts WHERE read_id IN (SELECT id FROM swap_reads WHERE reader_id = :member_id);

-- name: unname_reads(member_id, nameless_id)!
UPDATE swap_reads SET reader_id = :nameless_id WHERE reader_id = :member_id;

-- name: unname_reports(member_id, nameless_id)!
UPDATE swap_reports SET by_id = :nameless_id, why = '' WHERE by_id = :member_id;

-- name: unname_readers_of_rounds(member_id, nameless_id)!
UPDATE swap_pairs SET reader_id = :nameless_id WHERE reader_id = :member_id;

-- name: unname_authors_of_rounds(member_id, nameless_id)!
UPDATE swap_pairs SET author_id = :nameless_id WHERE author_id = :member_id;

-- name: unname_circles(member_id, nameless_id, since)!
UPDATE circles SET begun_by_id = :nameless_id WHERE begun_by_id = :member_id AND created_at >= :since;

-- name: unname_partings(member_id, nameless_id, since)!
UPDATE circle_partings SET member_id = :nameless_id
WHERE member_id = :member_id AND (let_go = 1 OR parted_at >= :since);

-- name: unname_decisions(member_id)!
UPDATE swap_reports SET decided_by_id = NULL, decided_why = '' WHERE decided_by_id = :member_id;

-- name: remember_blocks(member_id)!
-- Blocks that others made of them.
INSERT INTO erased_blocks (member_id, erased, blocked_at)
SELECT member_id, keyed_hash(:member_id), blocked_at FROM blocks WHERE blocked_id = :member_id
ON CONFLICT DO NOTHING;

-- name: recall_blocks(member_id)!
INSERT INTO blocks (member_id, blocked_id, blocked_at)
SELECT member_id, :member_id, blocked_at FROM erased_blocks WHERE erased = keyed_hash(:member_id)
ON CONFLICT DO NOTHING;

-- name: note_back(member_id)!
UPDATE erased_members SET is_back = 1 WHERE erased = keyed_hash(:member_id);

-- name: forget_blocks(member_id)!
DELETE FROM erased_blocks WHERE erased = keyed_hash(:member_id);

-- name: remember_swapper(member_id)!
INSERT INTO erased_swappers (server_id, erased, misses)
SELECT server_id, keyed_hash(:member_id), misses FROM swap_members WHERE member_id = :member_id
ON CONFLICT (server_id, erased) DO UPDATE SET misses = excluded.misses;

-- name: drop_schedule(member_id)!
DELETE FROM due
WHERE subject_id = :member_id OR subject_id IN (SELECT id FROM goals WHERE member_id = :member_id);

-- name: drop_member(member_id)!
-- Whatever refers to a member and was not given to somebody nameless goes with them.
DELETE FROM members WHERE id = :member_id;

-- name: removed_at(server_id)$
SELECT removed_at FROM servers WHERE id = :server_id;

-- name: without_erasure(after_id, kind, batch)
-- Servers the bot was removed from, with no day set on which they are erased.
SELECT s.id
FROM servers s
WHERE s.id > :after_id AND s.removed_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM due d WHERE d.subject_id = s.id AND d.kind = :kind AND d.state = 'waiting')
ORDER BY s.id
LIMIT :batch;

-- name: nowhere_else(server_id, since, batch)
-- Members met in this server and in no other, who have kept nothing new since.
SELECT ms.member_id
FROM memberships ms
WHERE ms.server_id = :server_id
  AND NOT EXISTS (
      SELECT 1 FROM memberships o WHERE o.member_id = ms.member_id AND o.server_id <> :server_id
  )
  AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.member_id = ms.member_id AND e.logged_at > :since)
  AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.member_id = ms.member_id AND g.set_at > :since)
  AND NOT EXISTS (
      SELECT 1 FROM goals g
      JOIN goal_updates u ON u.goal_id = g.id
      WHERE g.member_id = ms.member_id AND u.made_at > :since
  )
  AND NOT EXISTS (SELECT 1 FROM pieces p WHERE p.member_id = ms.member_id AND p.added_at > :since)
ORDER BY ms.member_id
LIMIT :batch;

-- name: unshare_goals(server_id)!
UPDATE goals SET server_id = NULL, channel_id = NULL
WHERE member_id IN (SELECT ms.member_id FROM memberships ms WHERE ms.server_id = :server_id)
  AND server_id = :server_id;

-- name: drop_fallbacks(server_id)!
UPDATE members SET fallback_server_id = NULL, fallback_channel_id = NULL, fallback_lost_at = NULL
WHERE id IN (SELECT ms.member_id FROM memberships ms WHERE ms.server_id = :server_id)
  AND fallback_server_id = :server_id;

-- name: drop_schedule_of_server(server_id)!
DELETE FROM due WHERE subject_id = :server_id;

-- name: drop_server(server_id)!
DELETE FROM servers WHERE id = :server_id;

-- name: drop_nameless()!
-- Nameless members of whom nothing is left.
DELETE FROM members
WHERE id < 0
  AND NOT EXISTS (SELECT 1 FROM swap_pieces p WHERE p.author_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM swap_reads r WHERE r.reader_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM swap_reports r WHERE r.by_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM swap_pairs x WHERE x.reader_id = members.id OR x.author_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM circles c WHERE c.begun_by_id = members.id)
  AND NOT EXISTS (SELECT 1 FROM circle_partings p WHERE p.member_id = members.id);
