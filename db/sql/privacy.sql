-- What a member is handed of what is kept about them: one query for each kind, its columns those of the file.

-- name: export_settings(member_id)
SELECT m.id AS member_id, m.zone, m.zone_chosen, m.day_end_hour, m.since_on, m.reminder_on, m.reminder_time,
       m.last_call_hours, m.on_boards, a.muted_at AS answers_muted_at, m.dm_channel_id, m.dm_closed_at,
       m.dm_closed_told, m.fallback_server_id, m.fallback_channel_id, m.fallback_lost_at
FROM members m
LEFT JOIN muted_answers a ON a.member_id = m.id
WHERE m.id = :member_id;

-- name: export_servers(member_id)
SELECT server_id, joined_at, left_at FROM memberships WHERE member_id = :member_id ORDER BY joined_at, server_id;

-- name: export_introductions(member_id)
SELECT server_id, who, writes, why, offers, links, channel_id, message_id
FROM introductions
WHERE member_id = :member_id
ORDER BY server_id;

-- name: export_entries(member_id)
SELECT id, server_id, day_on, words, minutes, note, link, late, quiet, logged_at, undone_at
FROM entries
WHERE member_id = :member_id
ORDER BY day_on, id;

-- name: export_writing_months(member_id)
SELECT month_on, days, open_words FROM writing_months WHERE member_id = :member_id ORDER BY month_on;

-- name: export_plans(member_id)
SELECT from_on, asked_from_on, kind, times FROM plans WHERE member_id = :member_id ORDER BY from_on;

-- name: export_pauses(member_id)
SELECT id, from_on, to_on, reason FROM pauses WHERE member_id = :member_id ORDER BY from_on, id;

-- name: export_rests(member_id)
SELECT day_on FROM rests WHERE member_id = :member_id ORDER BY day_on;

-- name: export_goals(member_id)
SELECT id, server_id, channel_id, text, amount, unit, start, per, starts_on, deadline_on, private, toward_id, set_at,
       asked_on, ended_at, ending, why
FROM goals
WHERE member_id = :member_id
ORDER BY set_at, id;

-- name: export_goal_updates(member_id)
SELECT u.id, u.goal_id, u.day_on, u.total, u.step, u.made_at
FROM goals g
JOIN goal_updates u ON u.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY u.made_at, u.id;

-- name: export_goal_milestones(member_id)
SELECT x.goal_id, x.percent, x.reached_at
FROM goals g
JOIN goal_milestones x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.reached_at, x.goal_id, x.percent;

-- name: export_goal_easings(member_id)
SELECT x.goal_id, x.text, x.amount, x.unit, x.start, x.per, x.deadline_on, x.takes_effect_on
FROM goals g
JOIN goal_easings x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.goal_id;

-- name: export_goal_past_rhythms(member_id)
SELECT x.goal_id, x.until_on, x.amount, x.per
FROM goals g
JOIN goal_past_rhythms x ON x.goal_id = g.id
WHERE g.member_id = :member_id
ORDER BY x.goal_id, x.until_on;

-- name: export_goal_drafts(member_id)
SELECT id, server_id, channel_id, goal_id, text, reading, private, drafted_on, closed_at
FROM goal_drafts
WHERE member_id = :member_id
ORDER BY id;

-- name: export_pieces(member_id)
SELECT id, title, link, published_in, would_take, improves, solves, success, added_at, removed_at
FROM pieces
WHERE member_id = :member_id
ORDER BY added_at, id;

-- name: export_piece_submissions(member_id)
SELECT s.id, s.piece_id, s.publication, s.submitted_on, s.answer, s.answered_on, s.feedback
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

-- name: export_tips(member_id)
SELECT id, server_id, text, shared_at, shown_on, removed_at, removed_by
FROM tips
WHERE member_id = :member_id
ORDER BY shared_at, id;

-- name: export_tip_votes(member_id)
SELECT tip_id, voted_at FROM tip_votes WHERE member_id = :member_id ORDER BY voted_at, tip_id;

-- name: export_circles(member_id)
SELECT c.id AS circle_id, c.server_id, c.name, CASE WHEN c.owner_id = :member_id THEN 1 ELSE 0 END AS is_owner,
       cm.joined_at, cm.noticed_on, c.created_at, c.closed_at
FROM circles c
LEFT JOIN circle_members cm ON cm.circle_id = c.id AND cm.member_id = :member_id
WHERE c.owner_id = :member_id OR c.id IN (SELECT x.circle_id FROM circle_members x WHERE x.member_id = :member_id)
ORDER BY c.created_at, c.id;

-- name: export_circle_promises(member_id)
SELECT circle_id, week_on, text, outcome, note, said_at
FROM circle_promises
WHERE member_id = :member_id
ORDER BY week_on, circle_id;

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

-- name: export_comments_given(member_id)
SELECT r.id, r.piece_id, p.author_id, p.title, r.state, r.began_at, r.started_at, r.due_at, r.extended, r.nudged,
       r.quote, r.effect, r.question, r.own_words, r.quote_found, r.commented_at, r.commented_on, r.verdict_by_at,
       r.more_asked, r.helped, r.reported, r.accepted_at, r.credits, r.on_profile
FROM swap_reads r
JOIN swap_pieces p ON p.id = r.piece_id
WHERE r.reader_id = :member_id
ORDER BY r.began_at, r.id;

-- name: export_comments_received(member_id)
-- What others wrote about the member's pieces, with no more about them than their id.
SELECT r.id, r.piece_id, r.reader_id, r.state, r.quote, r.effect, r.question, r.commented_at, r.told_week_on,
       r.verdict_by_at, r.more_asked, r.helped, r.accepted_at, r.rating
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

-- name: export_credits(member_id)
SELECT server_id, number, amount, balance, reason, piece_id, read_id, made_at
FROM swap_credits
WHERE member_id = :member_id
ORDER BY server_id, number;

-- name: export_rounds(member_id)
SELECT server_id, round_on, reader_id, author_id, read_id
FROM swap_pairs
WHERE reader_id = :member_id OR author_id = :member_id
ORDER BY round_on, server_id, reader_id;

-- name: export_reports(member_id)
-- What the member reported. Who reported them, and why, is the reporter's.
SELECT id, piece_id, read_id, why, reported_at, decision, decided_at
FROM swap_reports
WHERE by_id = :member_id
ORDER BY reported_at, id;

-- name: export_decisions(member_id)
SELECT id, piece_id, read_id, decision, decided_at
FROM swap_reports
WHERE decided_by_id = :member_id
ORDER BY decided_at, id;

-- name: export_blocks(member_id)
-- Whom the member blocked. Who blocked them is the blocker's.
SELECT blocked_id, blocked_at FROM blocks WHERE member_id = :member_id ORDER BY blocked_at, blocked_id;

-- name: export_schedule(member_id)
SELECT kind, subject_id, period, due_at, state, attempts, leased_until, reason, settled_at
FROM due
WHERE subject_id = :member_id OR subject_id IN (SELECT id FROM goals WHERE member_id = :member_id)
ORDER BY due_at, kind, subject_id;

-- name: posts(member_id)
SELECT channel_id, message_id
FROM introductions
WHERE member_id = :member_id AND channel_id IS NOT NULL AND message_id IS NOT NULL;

-- name: open_pieces(member_id)
SELECT id FROM swap_pieces WHERE author_id = :member_id AND state IN ('open', 'taken') ORDER BY id;

-- name: has_swapped(member_id)$
SELECT EXISTS (SELECT 1 FROM swap_pieces WHERE author_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_reads WHERE reader_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_reports WHERE by_id = :member_id)
    OR EXISTS (SELECT 1 FROM swap_pairs WHERE reader_id = :member_id OR author_id = :member_id);

-- name: add_nameless()$
-- Somebody without a name, for what others need to keep: below zero, where Discord has no ids.
INSERT INTO members (id, zone, since_on, reminder_on, on_boards)
SELECT COALESCE(MIN(id), 0) - 1, 'UTC', '1970-01-01', 0, 0 FROM members WHERE id < 0
RETURNING id;

-- name: drop_unread_pieces(member_id)!
DELETE FROM swap_pieces
WHERE author_id = :member_id
  AND NOT EXISTS (SELECT 1 FROM swap_reads r WHERE r.piece_id = swap_pieces.id)
  AND NOT EXISTS (SELECT 1 FROM swap_reports r WHERE r.piece_id = swap_pieces.id);

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

-- name: unname_decisions(member_id)!
UPDATE swap_reports SET decided_by_id = NULL WHERE decided_by_id = :member_id;

-- name: drop_blocks_of(member_id)!
DELETE FROM blocks WHERE blocked_id = :member_id;

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
  AND NOT EXISTS (SELECT 1 FROM swap_pairs x WHERE x.reader_id = members.id OR x.author_id = members.id);
