-- name: add_piece(id, server_id, author_id, title, link, text, words, language, tags, wanted, content_note, cost, state, offered_at)!
INSERT INTO swap_pieces (id, server_id, author_id, title, link, text, words, language, tags, wanted, content_note,
                         cost, state, offered_at)
VALUES (:id, :server_id, :author_id, :title, :link, :text, :words, :language, :tags, :wanted, :content_note,
        :cost, :state, :offered_at)
ON CONFLICT (id) DO NOTHING;

-- name: find_piece(id)^
SELECT id, server_id, author_id, title, link, text, words, language, tags, wanted, content_note, cost, state,
       at_front, offered_at
FROM swap_pieces
WHERE id = :id;

-- name: pieces_of(author_id, server_id)
-- A member's pieces, those still open first, then the newest.
SELECT id, server_id, author_id, title, link, text, words, language, tags, wanted, content_note, cost, state,
       at_front, offered_at
FROM swap_pieces
WHERE author_id = :author_id AND server_id = :server_id
ORDER BY state NOT IN ('open', 'taken'), offered_at DESC, id DESC;

-- name: count_open(author_id, server_id)$
SELECT COUNT(*) FROM swap_pieces
WHERE author_id = :author_id AND server_id = :server_id AND state IN ('open', 'taken');

-- name: offered_since(author_id, server_id, since)
-- When a member offered what they have not withdrawn before somebody began to read it, also before they erased themselves.
SELECT p.offered_at FROM swap_pieces p
WHERE p.author_id IN (:author_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:author_id)))
  AND p.server_id = :server_id AND p.offered_at >= :since
  AND (p.state <> 'withdrawn'
       OR EXISTS (SELECT 1 FROM swap_reads r WHERE r.piece_id = p.id AND r.started_at IS NOT NULL))
ORDER BY p.offered_at;

-- name: count_waiting(server_id, reader_id)$
-- What others have in the line and a member has not read: what they passed on could have been read. To whom its author
-- has blocked a piece is not there, neither to be read nor in what an offer of theirs costs: else that would tell.
SELECT COUNT(*)
FROM swap_pieces p
JOIN memberships ms ON ms.server_id = p.server_id AND ms.member_id = p.author_id AND ms.left_at IS NULL
WHERE p.server_id = :server_id AND p.state = 'open' AND p.author_id <> :reader_id
  AND NOT EXISTS (
      SELECT 1 FROM swap_reads had
      WHERE had.piece_id = p.id AND had.commented_at IS NOT NULL
        AND had.reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)))
  )
  AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.member_id = p.author_id AND b.blocked_id = :reader_id)
  AND NOT EXISTS (
      SELECT 1 FROM erased_blocks b WHERE b.member_id = p.author_id AND b.erased = keyed_hash(:reader_id)
  );

-- name: move_piece(id, before, state, at_front, text, closed_at)!
-- Whoever comes second finds another state and changes nothing.
UPDATE swap_pieces SET state = :state, at_front = :at_front, text = :text, closed_at = :closed_at
WHERE id = :id AND state = :before;

-- name: line(server_id, reader_id, read_me_since)
-- What a reader may be served: not their own, nothing they had before, nobody blocked, nobody gone; who was erased and
-- has not been met again is who they were. With it, whether its author has lately read the reader.
SELECT p.id AS piece_id, p.language, p.at_front, p.offered_at AS waiting_since,
       EXISTS (
           SELECT 1 FROM swap_reads r
           JOIN swap_pieces mine ON mine.id = r.piece_id
           WHERE r.reader_id = p.author_id AND mine.author_id = :reader_id AND r.commented_at >= :read_me_since
       ) AS just_read_me
FROM swap_pieces p
JOIN memberships ms ON ms.server_id = p.server_id AND ms.member_id = p.author_id AND ms.left_at IS NULL
WHERE p.server_id = :server_id AND p.state = 'open' AND p.author_id <> :reader_id
  AND NOT EXISTS (
      SELECT 1 FROM swap_reads had
      WHERE had.piece_id = p.id
        AND had.reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)))
  )
  AND NOT EXISTS (
      SELECT 1 FROM blocks b
      WHERE (b.member_id = p.author_id AND b.blocked_id = :reader_id)
         OR (b.member_id = :reader_id AND b.blocked_id = p.author_id)
  )
  AND NOT EXISTS (
      SELECT 1 FROM erased_blocks b WHERE b.member_id = p.author_id AND b.erased = keyed_hash(:reader_id)
  );

-- name: find_member(server_id, member_id)^
SELECT misses, languages, joined_rounds_at FROM swap_members WHERE server_id = :server_id AND member_id = :member_id;

-- name: add_member(server_id, member_id)!
INSERT INTO swap_members (server_id, member_id) VALUES (:server_id, :member_id)
ON CONFLICT (server_id, member_id) DO NOTHING;

-- name: misses_before(server_id, member_id)$
-- Those of somebody who was here before they were erased.
SELECT misses FROM erased_swappers WHERE server_id = :server_id AND erased = keyed_hash(:member_id);

-- name: set_misses(server_id, member_id, misses)!
UPDATE swap_members SET misses = :misses WHERE server_id = :server_id AND member_id = :member_id;

-- name: add_miss(server_id, member_id)!
UPDATE swap_members SET misses = misses + 1 WHERE server_id = :server_id AND member_id = :member_id;

-- name: forgive_misses(server_id, member_id)!
UPDATE swap_members SET misses = 0 WHERE server_id = :server_id AND member_id = :member_id;

-- name: set_languages(server_id, member_id, languages)!
UPDATE swap_members SET languages = :languages WHERE server_id = :server_id AND member_id = :member_id;

-- name: set_joined(server_id, member_id, joined_rounds_at)!
UPDATE swap_members SET joined_rounds_at = :joined_rounds_at
WHERE server_id = :server_id AND member_id = :member_id;

-- name: find_server(server_id)^
SELECT min_words, round_weekday, round_time, report_channel_id FROM swap_servers WHERE server_id = :server_id;

-- name: set_server(server_id, min_words, round_weekday, round_time, report_channel_id)!
INSERT INTO swap_servers (server_id, min_words, round_weekday, round_time, report_channel_id)
VALUES (:server_id, :min_words, :round_weekday, :round_time, :report_channel_id)
ON CONFLICT (server_id) DO UPDATE
SET min_words = excluded.min_words, round_weekday = excluded.round_weekday, round_time = excluded.round_time,
    report_channel_id = excluded.report_channel_id;

-- name: keep_offer(server_id, member_id, id, title, link, text, words, language, tags, wanted, content_note)!
INSERT INTO swap_offers (server_id, member_id, id, title, link, text, words, language, tags, wanted, content_note)
VALUES (:server_id, :member_id, :id, :title, :link, :text, :words, :language, :tags, :wanted, :content_note)
ON CONFLICT (server_id, member_id) DO UPDATE
SET id = excluded.id, title = excluded.title, link = excluded.link, text = excluded.text, words = excluded.words,
    language = excluded.language, tags = excluded.tags, wanted = excluded.wanted,
    content_note = excluded.content_note;

-- name: kept_offer(server_id, member_id)^
SELECT id, title, link, text, words, language, tags, wanted, content_note
FROM swap_offers
WHERE server_id = :server_id AND member_id = :member_id;

-- name: drop_offer(server_id, member_id, id)!
DELETE FROM swap_offers WHERE server_id = :server_id AND member_id = :member_id AND id = :id;

-- name: block(member_id, blocked_id, blocked_at)!
INSERT INTO blocks (member_id, blocked_id, blocked_at) VALUES (:member_id, :blocked_id, :blocked_at)
ON CONFLICT (member_id, blocked_id) DO NOTHING;

-- name: unblock(member_id, blocked_id)!
DELETE FROM blocks WHERE member_id = :member_id AND blocked_id = :blocked_id;

-- name: unblock_erased(member_id, blocked_id)!
DELETE FROM erased_blocks WHERE member_id = :member_id AND erased = keyed_hash(:blocked_id);

-- name: blocked_by(member_id)
SELECT blocked_id FROM blocks WHERE member_id = :member_id ORDER BY blocked_at, blocked_id;

-- name: is_blocked(one_id, other_id)$
-- Also one of somebody erased who has not been met again.
SELECT EXISTS (
    SELECT 1 FROM blocks
    WHERE (member_id = :one_id AND blocked_id = :other_id) OR (member_id = :other_id AND blocked_id = :one_id)
) OR EXISTS (
    SELECT 1 FROM erased_blocks
    WHERE (member_id = :one_id AND erased = keyed_hash(:other_id))
       OR (member_id = :other_id AND erased = keyed_hash(:one_id))
);

-- name: mute(member_id, muted_at)!
INSERT INTO muted_answers (member_id, muted_at) VALUES (:member_id, :muted_at) ON CONFLICT (member_id) DO NOTHING;

-- name: unmute(member_id)!
DELETE FROM muted_answers WHERE member_id = :member_id;

-- name: is_muted(member_id)$
SELECT COUNT(*) FROM muted_answers WHERE member_id = :member_id;

-- name: reads_given(server_id, first_on, last_on)
-- Accepted comments by each shown member, by the reader's own day.
SELECT r.reader_id AS member_id, COUNT(*) AS reads
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id AND r.state = 'accepted' AND r.commented_on BETWEEN :first_on AND :last_on
JOIN shown s ON s.server_id = p.server_id AND s.member_id = r.reader_id
WHERE p.server_id = :server_id
GROUP BY r.reader_id;

-- name: readers_reached(server_id, remembered_on, first_on, last_on)
-- Different people whose comment on each shown member was accepted, by the reader's own day. Two who read each other
-- count for one another once between `remembered_on` and `last_on`.
SELECT p.author_id AS member_id, COUNT(DISTINCT r.reader_id) AS readers
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id AND r.state = 'accepted' AND r.commented_on BETWEEN :first_on AND :last_on
JOIN shown s ON s.server_id = p.server_id AND s.member_id = p.author_id
WHERE p.server_id = :server_id AND NOT (
    EXISTS (
        SELECT 1 FROM swap_reads earlier
        JOIN swap_pieces theirs ON theirs.id = earlier.piece_id
        WHERE earlier.reader_id = r.reader_id AND earlier.state = 'accepted'
          AND earlier.commented_on >= :remembered_on AND earlier.commented_on < :first_on
          AND theirs.author_id = p.author_id AND theirs.server_id = p.server_id
    ) AND EXISTS (
        SELECT 1 FROM swap_reads back
        JOIN swap_pieces theirs ON theirs.id = back.piece_id
        WHERE back.reader_id = p.author_id AND back.state = 'accepted'
          AND back.commented_on BETWEEN :remembered_on AND :last_on
          AND theirs.author_id = r.reader_id AND theirs.server_id = p.server_id
    )
)
GROUP BY p.author_id;

-- name: reached_beside_nameless(server_id, first_on, last_on)
-- Who reached an author whom somebody reached who was erased since, and is back.
SELECT DISTINCT p.author_id, r.reader_id, before.reader_id AS nameless_id
FROM erased_members e
CROSS JOIN swap_reads before
JOIN swap_pieces theirs ON theirs.id = before.piece_id AND theirs.server_id = :server_id
JOIN swap_pieces p ON p.author_id = theirs.author_id AND p.server_id = theirs.server_id
JOIN swap_reads r ON r.piece_id = p.id AND r.reader_id > 0
     AND r.state = 'accepted' AND r.commented_on BETWEEN :first_on AND :last_on
WHERE e.is_back = 1 AND before.reader_id = e.nameless_id
  AND before.state = 'accepted' AND before.commented_on BETWEEN :first_on AND :last_on;

-- name: readers_of(author_id, server_id)$
-- How many different people's comments on one member were accepted.
SELECT COUNT(DISTINCT r.reader_id)
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id AND r.state = 'accepted'
WHERE p.author_id = :author_id AND p.server_id = :server_id;

-- name: export_offer_drafts(member_id)
SELECT server_id, id, title, link, text, words, language, tags, wanted, content_note
FROM swap_offers
WHERE member_id = :member_id
ORDER BY server_id;

-- name: export_swap_settings(member_id)
SELECT server_id, misses, languages, joined_rounds_at
FROM swap_members
WHERE member_id = :member_id
ORDER BY server_id;

-- name: export_swap_pieces(member_id)
SELECT id, server_id, title, link, text, words, language, tags, wanted, content_note, cost, state, at_front,
       offered_at, closed_at
FROM swap_pieces
WHERE author_id = :member_id
ORDER BY offered_at, id;

-- name: export_blocks(member_id)
-- Whom the member blocked. Who blocked them is the blocker's.
SELECT blocked_id, blocked_at FROM blocks WHERE member_id = :member_id
UNION ALL
SELECT NULL, blocked_at FROM erased_blocks WHERE member_id = :member_id
ORDER BY blocked_at, blocked_id;

-- name: erase_blocks(member_id)!
DELETE FROM blocks WHERE blocked_id = :member_id;
