-- A comment that the check could not place is asked about once, and may be sent as it is: then its author decides.
-- The reader's clock stands still meanwhile, once a read. The author may say what more they want, and thank.
ALTER TABLE swap_reads ADD COLUMN held INTEGER NOT NULL DEFAULT 0;

ALTER TABLE swap_reads ADD COLUMN paragraph INTEGER;

ALTER TABLE swap_reads ADD COLUMN sent_as_is INTEGER NOT NULL DEFAULT 0;

ALTER TABLE swap_reads ADD COLUMN silence_pays INTEGER NOT NULL DEFAULT 1;

ALTER TABLE swap_reads ADD COLUMN disowned INTEGER NOT NULL DEFAULT 0;

ALTER TABLE swap_reads ADD COLUMN more_wanted TEXT NOT NULL DEFAULT '';

ALTER TABLE swap_reads ADD COLUMN thanks TEXT NOT NULL DEFAULT '';

DROP VIEW reads_with_pieces;

CREATE VIEW reads_with_pieces AS
SELECT
    swap_reads.id,
    swap_reads.piece_id,
    swap_reads.reader_id,
    swap_reads.state,
    swap_reads.version,
    swap_reads.began_at,
    swap_reads.started_at,
    swap_reads.due_at,
    swap_reads.extended,
    swap_reads.nudged,
    swap_reads.quote,
    swap_reads.effect,
    swap_reads.question,
    swap_reads.own_words,
    swap_reads.quote_found,
    swap_reads.commented_at,
    swap_reads.commented_on,
    swap_reads.told_week_on,
    swap_reads.verdict_by_at,
    swap_reads.more_asked,
    swap_reads.helped,
    swap_reads.reported,
    swap_reads.accepted_at,
    swap_reads.credits,
    swap_reads.rating,
    swap_reads.on_profile,
    swap_reads.held,
    swap_reads.paragraph,
    swap_reads.sent_as_is,
    swap_reads.silence_pays,
    swap_reads.disowned,
    swap_reads.more_wanted,
    swap_reads.thanks,
    swap_pieces.server_id AS piece_server_id,
    swap_pieces.author_id AS piece_author_id,
    swap_pieces.title AS piece_title,
    swap_pieces.link AS piece_link,
    swap_pieces.text AS piece_text,
    swap_pieces.words AS piece_words,
    swap_pieces.language AS piece_language,
    swap_pieces.tags AS piece_tags,
    swap_pieces.wanted AS piece_wanted,
    swap_pieces.content_note AS piece_content_note,
    swap_pieces.cost AS piece_cost,
    swap_pieces.state AS piece_state,
    swap_pieces.at_front AS piece_at_front,
    swap_pieces.offered_at AS piece_offered_at
FROM swap_reads
JOIN swap_pieces ON swap_pieces.id = swap_reads.piece_id;
