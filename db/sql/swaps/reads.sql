-- name: add(id, piece_id, reader_id, state, began_at, started_at, due_at)!
INSERT INTO swap_reads (id, piece_id, reader_id, state, began_at, started_at, due_at)
VALUES (:id, :piece_id, :reader_id, :state, :began_at, :started_at, :due_at)
ON CONFLICT DO NOTHING;

-- name: save(id, before, version, state, began_at, started_at, due_at, extended, nudged, quote, effect, question, own_words, quote_found, commented_at, commented_on, told_week_on, verdict_by_at, more_asked, helped, reported, accepted_at, credits, rating, held, paragraph, sent_as_is, silence_pays, disowned, more_wanted, thanks)!
-- One statement decides: whoever comes second finds another version and changes nothing.
UPDATE swap_reads
SET state = :state, version = version + 1, began_at = :began_at, started_at = :started_at, due_at = :due_at,
    extended = :extended, nudged = :nudged, quote = :quote, effect = :effect, question = :question,
    own_words = :own_words, quote_found = :quote_found, commented_at = :commented_at, commented_on = :commented_on,
    told_week_on = :told_week_on, verdict_by_at = :verdict_by_at, more_asked = :more_asked, helped = :helped,
    reported = :reported, accepted_at = :accepted_at, credits = :credits, rating = :rating, held = :held,
    paragraph = :paragraph, sent_as_is = :sent_as_is, silence_pays = :silence_pays, disowned = :disowned,
    more_wanted = :more_wanted, thanks = :thanks
WHERE id = :id AND state = :before AND version = :version;

-- name: set_rating(id, rating)!
UPDATE swap_reads SET rating = :rating, version = version + 1 WHERE id = :id;

-- name: set_disowned(id)!
UPDATE swap_reads SET disowned = 1, version = version + 1 WHERE id = :id AND disowned = 0;

-- name: set_nudged(id)!
UPDATE swap_reads SET nudged = 1, version = version + 1 WHERE id = :id AND nudged = 0;

-- name: find(id)^
SELECT * FROM reads_with_pieces WHERE id = :id;

-- name: of_reader(piece_id, reader_id)^
-- Also from before its reader was erased.
SELECT * FROM reads_with_pieces
WHERE piece_id = :piece_id
  AND reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)));

-- name: of_piece(piece_id)^
-- The read that holds a piece, of which there is one at most.
SELECT * FROM reads_with_pieces
WHERE piece_id = :piece_id AND state IN ('assigned', 'reading', 'commented', 'more asked', 'reported')
ORDER BY id;

-- name: with_reader(reader_id)
-- What lies with a reader, the most urgent first.
SELECT * FROM reads_with_pieces
WHERE reader_id = :reader_id AND state IN ('assigned', 'reading')
ORDER BY due_at, id;

-- name: to_finish(reader_id, server_id)
-- What a reader can still do something about: reads that run, are to be added to, or were missed with the piece open;
-- nothing of whom a block keeps them apart from. One that was reported is still with its author, for all they hear.
SELECT * FROM reads_with_pieces
WHERE reader_id = :reader_id AND piece_server_id = :server_id
  AND (state IN ('assigned', 'reading', 'more asked', 'commented') OR (state = 'missed' AND piece_state = 'open')
       OR (state = 'reported' AND accepted_at IS NULL))
  AND NOT EXISTS (
      SELECT 1 FROM blocks b
      WHERE (b.member_id = piece_author_id AND b.blocked_id = reader_id)
         OR (b.member_id = reader_id AND b.blocked_id = piece_author_id)
  )
ORDER BY due_at, id;

-- name: awaiting_verdict(author_id, server_id)
SELECT * FROM reads_with_pieces
WHERE piece_author_id = :author_id AND piece_server_id = :server_id AND state IN ('commented', 'more asked')
ORDER BY verdict_by_at, id;

-- name: awaiting_author(author_id)
-- Comments that lie with an author, in the servers they are still in.
SELECT * FROM reads_with_pieces
WHERE piece_author_id = :author_id AND state IN ('commented', 'more asked')
  AND EXISTS (
    SELECT 1 FROM memberships ms
    WHERE ms.server_id = reads_with_pieces.piece_server_id AND ms.member_id = :author_id AND ms.left_at IS NULL
  )
ORDER BY verdict_by_at, id;

-- name: between(one_id, other_id)
-- Reads without a comment between two members, whoever is the reader.
SELECT * FROM reads_with_pieces
WHERE state IN ('assigned', 'reading')
  AND ((reader_id = :one_id AND piece_author_id = :other_id) OR (reader_id = :other_id AND piece_author_id = :one_id))
ORDER BY id;

-- name: of_week(author_id, told_week_on)
-- The comments a member's weekly message tells of.
SELECT * FROM reads_with_pieces
WHERE piece_author_id = :author_id AND told_week_on = :told_week_on
  AND state IN ('commented', 'more asked', 'accepted', 'unanswered')
ORDER BY commented_at, id;

-- name: accepted_for(author_id, from_at, to_at)
SELECT * FROM reads_with_pieces
WHERE piece_author_id = :author_id AND state = 'accepted' AND accepted_at >= :from_at AND accepted_at < :to_at
ORDER BY accepted_at, id;

-- name: count_with_reader(reader_id, server_id)$
SELECT COUNT(*) FROM reads_with_pieces
WHERE reader_id = :reader_id AND piece_server_id = :server_id AND state IN ('assigned', 'reading');

-- name: count_given_back(reader_id, server_id, since)$
-- What a reader opened and did not finish, and gave back since an instant and since their last comment.
WITH theirs AS (
    SELECT state, started_at, due_at, commented_at FROM reads_with_pieces
    WHERE piece_server_id = :server_id
      AND reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)))
)
SELECT COUNT(*) FROM theirs
WHERE state IN ('passed', 'missed') AND started_at IS NOT NULL AND due_at >= :since
  AND NOT EXISTS (SELECT 1 FROM theirs done WHERE done.commented_at > theirs.due_at);

-- name: accepted_around(reader_id, author_id, since, steps)
-- Who read whom since an instant, from an author on: whom they read, whom those read, and so on; and the reader them.
WITH RECURSIVE reached (member_id, steps) AS (
    SELECT CAST(:author_id AS BIGINT), 0
    UNION
    SELECT p.author_id, reached.steps + 1
    FROM reached
    JOIN swap_reads r ON r.reader_id = reached.member_id AND r.state = 'accepted' AND r.accepted_at >= :since
    JOIN swap_pieces p ON p.id = r.piece_id
    WHERE reached.steps < :steps
)
SELECT DISTINCT r.reader_id, p.author_id
FROM swap_reads r
JOIN swap_pieces p ON p.id = r.piece_id
WHERE r.state = 'accepted' AND r.accepted_at >= :since
  AND (r.reader_id IN (SELECT member_id FROM reached WHERE reached.steps < :steps)
       OR (r.reader_id = :reader_id AND p.author_id = :author_id));

-- name: earlier_comments(reader_id, except_id, most)
SELECT effect, question FROM swap_reads
WHERE reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)))
  AND id <> :except_id AND commented_at IS NOT NULL
  AND (effect <> '' OR question <> '')
ORDER BY commented_at DESC, id DESC
LIMIT :most;

-- name: other_comments(server_id, piece_id, reader_id, most)
-- What other readers have left on the last pieces of a server, on that piece first.
WITH last_pieces AS (SELECT id FROM swap_pieces WHERE server_id = :server_id ORDER BY id DESC LIMIT :most)
SELECT effect, question FROM swap_reads
WHERE piece_id IN (SELECT id FROM last_pieces UNION SELECT :piece_id) AND reader_id <> :reader_id
  AND commented_at IS NOT NULL AND (effect <> '' OR question <> '')
ORDER BY CASE piece_id WHEN :piece_id THEN 0 ELSE 1 END, commented_at DESC, id DESC
LIMIT :most;

-- name: standing(reader_id, server_id, except_id, since)^
-- What a reader's other comments in a server came to. Of what its author took back while it was read, neither their
-- word nor the check's doubt counts.
SELECT COUNT(*) FILTER (WHERE helped = 1 AND state = 'accepted') AS helped,
       COUNT(*) FILTER (WHERE state IN ('revoked', 'removed')) AS upheld,
       COUNT(DISTINCT piece_author_id) FILTER (WHERE disowned = 1 AND helped = 0 AND commented_at >= :since
                                               AND piece_state <> 'withdrawn')
           AS disowned_by,
       COUNT(*) FILTER (WHERE sent_as_is = 1 AND helped = 0 AND commented_at >= :since AND piece_state <> 'withdrawn')
           AS sent_as_is
FROM reads_with_pieces
WHERE reader_id IN (:reader_id, (SELECT nameless_id FROM erased_members WHERE erased = keyed_hash(:reader_id)))
  AND piece_server_id = :server_id AND id <> :except_id AND commented_at IS NOT NULL;

-- name: ratings(reader_id)
SELECT rating FROM swap_reads WHERE reader_id = :reader_id AND rating IS NOT NULL ORDER BY commented_at, id;

-- name: given(reader_id, server_id)^
-- How many comments of a reader were accepted, and how many of them the author marked helpful. One that was reported
-- afterwards counts until it is decided.
SELECT COUNT(*) AS accepted, COALESCE(SUM(helped), 0) AS helped FROM reads_with_pieces
WHERE reader_id = :reader_id AND piece_server_id = :server_id
  AND (state = 'accepted' OR (state = 'reported' AND accepted_at IS NOT NULL));

-- name: keep_draft(read_id, quote, effect, question, typed_at)!
INSERT INTO swap_drafts (read_id, quote, effect, question, typed_at)
VALUES (:read_id, :quote, :effect, :question, :typed_at)
ON CONFLICT (read_id) DO UPDATE
SET quote = excluded.quote, effect = excluded.effect, question = excluded.question, typed_at = excluded.typed_at;

-- name: find_draft(read_id)^
SELECT quote, effect, question FROM swap_drafts WHERE read_id = :read_id;

-- name: drafts_of(reader_id)
-- The reads for which a reader has typed something that could not be sent yet.
SELECT d.read_id
FROM swap_reads r
JOIN swap_drafts d ON d.read_id = r.id
WHERE r.reader_id = :reader_id;

-- name: drop_draft(read_id)!
DELETE FROM swap_drafts WHERE read_id = :read_id;

-- name: set_on_profile(id, on_profile)!
UPDATE swap_reads SET on_profile = :on_profile WHERE id = :id;

-- name: profile_comments(reader_id, server_id, most)
-- Comments that helped and that their reader lets others see, the newest first.
SELECT piece_title AS title, effect FROM reads_with_pieces
WHERE reader_id = :reader_id AND piece_server_id = :server_id AND on_profile = 1 AND helped = 1
  AND state IN ('accepted', 'reported')
  AND NOT EXISTS (
      SELECT 1 FROM blocks b
      WHERE (b.member_id = piece_author_id AND b.blocked_id = reader_id)
         OR (b.member_id = reader_id AND b.blocked_id = piece_author_id)
  )
ORDER BY accepted_at DESC
LIMIT :most;

-- name: export_comments_given(member_id)
-- Not that somebody reported one: the moderators' word is what its reader hears of.
SELECT r.id, r.piece_id, p.author_id, p.title,
       CASE WHEN r.state <> 'reported' THEN r.state WHEN r.accepted_at IS NULL THEN 'commented' ELSE 'accepted' END AS state,
       r.began_at, r.started_at, r.due_at, r.extended, r.nudged,
       r.quote, r.effect, r.question, r.own_words, r.quote_found, r.commented_at, r.commented_on, r.verdict_by_at,
       r.more_asked, r.more_wanted, r.helped, r.thanks, r.accepted_at, r.credits, r.on_profile, r.held,
       r.paragraph, r.sent_as_is, r.silence_pays
FROM swap_reads r
JOIN swap_pieces p ON p.id = r.piece_id
WHERE r.reader_id = :member_id
ORDER BY r.began_at, r.id;

-- name: export_comments_received(member_id)
-- What others wrote about the member's pieces, with no more about them than their id.
SELECT r.id, r.piece_id, r.reader_id, r.state, r.quote, r.effect, r.question, r.commented_at, r.told_week_on,
       r.verdict_by_at, r.more_asked, r.more_wanted, r.helped, r.thanks, r.accepted_at, r.rating, r.paragraph,
       r.sent_as_is, r.disowned
FROM swap_pieces p
JOIN swap_reads r ON r.piece_id = p.id AND r.commented_at IS NOT NULL
WHERE p.author_id = :member_id
ORDER BY r.commented_at, r.id;

-- name: export_comment_drafts(member_id)
SELECT d.read_id, d.quote, d.effect, d.question, d.typed_at
FROM swap_reads r
JOIN swap_drafts d ON d.read_id = r.id
WHERE r.reader_id = :member_id
ORDER BY d.typed_at, d.read_id;
