-- The piece or circle that a text names: erasing its name finds it by that, and touches nothing that is called alike.
ALTER TABLE inbox ADD COLUMN named_id BIGINT;

UPDATE inbox
SET named_id = (SELECT MIN(p.id) FROM swap_pieces p WHERE p.server_id = inbox.server_id AND p.title = inbox.text)
WHERE kind = 'swap_news' AND text <> '';

-- What waits about a read names the read's piece, whatever else has its title.
UPDATE inbox
SET named_id = (SELECT r.piece_id FROM swap_reads r WHERE CAST(r.id AS TEXT) = inbox.about)
WHERE kind = 'read_nudge';

UPDATE inbox
SET named_id = (SELECT MIN(r.piece_id) FROM swap_reads r WHERE inbox.about LIKE 'read/%/' || r.id || '/%')
WHERE kind = 'swap_news' AND about LIKE 'read/%';

UPDATE inbox
SET named_id = (SELECT MIN(c.id) FROM circles c WHERE c.server_id = inbox.server_id AND c.name = inbox.text)
WHERE kind LIKE 'circle%' AND text <> '';

CREATE INDEX inbox_by_name ON inbox (named_id);
