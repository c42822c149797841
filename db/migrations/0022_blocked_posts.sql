-- A post whose channel is closed to the bot, or gone, waits until that is mended: since when.
ALTER TABLE due ADD COLUMN blocked_at TEXT;

-- Who last chose where a server's posts go hears once where one cannot get there.
ALTER TABLE servers ADD COLUMN set_up_by_id BIGINT;
