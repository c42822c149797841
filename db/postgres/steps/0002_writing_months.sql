-- What each member's entries of a month come to: bit n of `days` is set when something was logged for the nth. A board
-- reads twelve rows for a year, not a row for each entry. The database keeps them itself, so that nothing can forget to.
CREATE TABLE writing_months (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    month_on TEXT NOT NULL,
    days BIGINT NOT NULL,
    open_words BIGINT NOT NULL,
    PRIMARY KEY (member_id, month_on)
);

-- Every entry there is, as a month would count it.
CREATE VIEW entry_months AS
SELECT member_id, substr(day_on, 1, 8) || '01' AS month_on, day_on,
       1::bigint << substr(day_on, 9)::int AS day,
       CASE WHEN quiet = 0 THEN words ELSE 0 END AS open_words
FROM entries
WHERE undone_at IS NULL;

INSERT INTO writing_months (member_id, month_on, days, open_words)
SELECT member_id, month_on, SUM(DISTINCT day), SUM(open_words) FROM entry_months GROUP BY member_id, month_on;

-- A function's statements end at a semicolon within the line: the migration itself is split at those that end one.
CREATE FUNCTION add_entry_to_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO writing_months (member_id, month_on, days, open_words)
    VALUES (
        NEW.member_id, substr(NEW.day_on, 1, 8) || '01', 1::bigint << substr(NEW.day_on, 9)::int,
        CASE WHEN NEW.quiet = 0 THEN NEW.words ELSE 0 END
    )
    ON CONFLICT (member_id, month_on) DO UPDATE
    SET days = writing_months.days | excluded.days, open_words = writing_months.open_words + excluded.open_words; --
    RETURN NULL; END $$;

CREATE TRIGGER entry_added AFTER INSERT ON entries
FOR EACH ROW WHEN (NEW.undone_at IS NULL) EXECUTE FUNCTION add_entry_to_month();

-- Another entry may stand for the same day, so that a change counts its month anew.
CREATE FUNCTION count_month_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO writing_months (member_id, month_on, days, open_words)
    SELECT NEW.member_id, substr(NEW.day_on, 1, 8) || '01', COALESCE(SUM(DISTINCT day), 0), COALESCE(SUM(open_words), 0)
    FROM entry_months
    WHERE member_id = NEW.member_id
      AND day_on BETWEEN substr(NEW.day_on, 1, 8) || '01' AND substr(NEW.day_on, 1, 8) || '31'
    ON CONFLICT (member_id, month_on) DO UPDATE SET days = excluded.days, open_words = excluded.open_words; --
    RETURN NULL; END $$;

CREATE TRIGGER entry_changed AFTER UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION count_month_anew();

-- Who is shown on a server's boards: members who have not left it and have not opted out.
CREATE VIEW shown AS
SELECT ms.server_id, ms.member_id
FROM memberships ms
JOIN members m ON m.id = ms.member_id
WHERE ms.left_at IS NULL AND m.on_boards = 1;
