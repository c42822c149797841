-- What a member wrote and follows; the four answers of its checklist are empty until given.
CREATE TABLE pieces (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    published_in TEXT NOT NULL DEFAULT '',
    would_take TEXT NOT NULL DEFAULT '',
    improves TEXT NOT NULL DEFAULT '',
    solves TEXT NOT NULL DEFAULT '',
    success TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    removed_at TEXT
);

CREATE INDEX pieces_by_member ON pieces (member_id);

CREATE TABLE piece_submissions (
    id BIGINT NOT NULL PRIMARY KEY,
    piece_id BIGINT NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
    publication TEXT NOT NULL,
    submitted_on TEXT NOT NULL,
    answer TEXT,
    answered_on TEXT,
    feedback TEXT NOT NULL DEFAULT ''
);

CREATE INDEX piece_submissions_by_piece ON piece_submissions (piece_id);

-- Totals as they stood on a day; NULL is what nobody told.
CREATE TABLE piece_numbers (
    piece_id BIGINT NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    views INTEGER,
    reads INTEGER,
    claps INTEGER,
    PRIMARY KEY (piece_id, day_on)
);
