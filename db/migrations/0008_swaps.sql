-- Peer-read swaps. What may follow what is in rules/swaps.py; the tables hold where everything stands.

CREATE TABLE swap_servers (
    server_id BIGINT NOT NULL PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
    min_words INTEGER NOT NULL,
    round_weekday INTEGER NOT NULL,
    round_time TEXT NOT NULL,
    report_channel_id BIGINT
);

CREATE TABLE swap_members (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    misses INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL DEFAULT '',
    joined_rounds_at TEXT,
    PRIMARY KEY (server_id, member_id)
);

-- A piece's id is the id of the interaction that offered it: a repeat cannot offer twice.
CREATE TABLE swap_pieces (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    author_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    words INTEGER NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    wanted TEXT NOT NULL DEFAULT '',
    content_note TEXT NOT NULL DEFAULT '',
    cost INTEGER NOT NULL,
    state TEXT NOT NULL,
    at_front INTEGER NOT NULL DEFAULT 0,
    offered_at TEXT NOT NULL,
    closed_at TEXT
);

CREATE INDEX swap_pieces_by_server ON swap_pieces (server_id, state);

CREATE INDEX swap_pieces_by_author ON swap_pieces (author_id, server_id);

-- A read's id is made of piece and reader, and the pair is unique: nobody is served a piece twice.
CREATE TABLE swap_reads (
    id BIGINT NOT NULL PRIMARY KEY,
    piece_id BIGINT NOT NULL REFERENCES swap_pieces (id) ON DELETE CASCADE,
    reader_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    began_at TEXT NOT NULL,
    started_at TEXT,
    due_at TEXT NOT NULL,
    extended INTEGER NOT NULL DEFAULT 0,
    nudged INTEGER NOT NULL DEFAULT 0,
    quote TEXT NOT NULL DEFAULT '',
    effect TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    own_words INTEGER NOT NULL DEFAULT 0,
    quote_found INTEGER,
    commented_at TEXT,
    commented_on TEXT,
    told_week_on TEXT,
    verdict_by_at TEXT,
    more_asked INTEGER NOT NULL DEFAULT 0,
    helped INTEGER NOT NULL DEFAULT 0,
    reported INTEGER NOT NULL DEFAULT 0,
    accepted_at TEXT,
    credits INTEGER NOT NULL DEFAULT 0,
    rating INTEGER,
    UNIQUE (piece_id, reader_id)
);

CREATE INDEX swap_reads_by_reader ON swap_reads (reader_id, state);

-- What a reader typed and could not send yet: kept from the first Enter until the comment is with its author.
CREATE TABLE swap_drafts (
    read_id BIGINT NOT NULL PRIMARY KEY REFERENCES swap_reads (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    effect TEXT NOT NULL,
    question TEXT NOT NULL,
    typed_at TEXT NOT NULL
);

-- What a member typed about a piece that is not in the line yet, one in each server; `id` becomes the piece's.
CREATE TABLE swap_offers (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    text TEXT NOT NULL,
    words INTEGER,
    language TEXT NOT NULL,
    tags TEXT NOT NULL,
    wanted TEXT NOT NULL,
    content_note TEXT NOT NULL,
    PRIMARY KEY (server_id, member_id)
);

-- Append-only. The key says what it is for, so an effect cannot be booked twice; the number makes two bookings
-- at once collide; the balance never falls below zero.
CREATE TABLE swap_credits (
    key TEXT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER NOT NULL CHECK (balance >= 0),
    reason TEXT NOT NULL,
    piece_id BIGINT,
    read_id BIGINT,
    made_at TEXT NOT NULL,
    UNIQUE (server_id, member_id, number)
);

-- About a comment when it names a read, otherwise about the piece.
CREATE TABLE swap_reports (
    id BIGINT NOT NULL PRIMARY KEY,
    piece_id BIGINT NOT NULL REFERENCES swap_pieces (id) ON DELETE CASCADE,
    read_id BIGINT UNIQUE REFERENCES swap_reads (id) ON DELETE CASCADE,
    by_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    why TEXT NOT NULL DEFAULT '',
    reported_at TEXT NOT NULL,
    decision TEXT,
    decided_by_id BIGINT,
    decided_at TEXT
);

CREATE INDEX swap_reports_by_piece ON swap_reports (piece_id);

-- Who reads whom in the round of that day; without an author somebody was left over.
CREATE TABLE swap_pairs (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    round_on TEXT NOT NULL,
    reader_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    author_id BIGINT,
    read_id BIGINT,
    PRIMARY KEY (server_id, round_on, reader_id)
);

CREATE TABLE blocks (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    blocked_id BIGINT NOT NULL,
    blocked_at TEXT NOT NULL,
    PRIMARY KEY (member_id, blocked_id)
);

CREATE INDEX blocks_by_blocked ON blocks (blocked_id);

-- Who wants no message at once when somebody read them or they were matched.
CREATE TABLE muted_answers (
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    muted_at TEXT NOT NULL
);
