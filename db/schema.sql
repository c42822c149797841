-- Every table as it is after one of the steps (SCHEMA_AT in db/migrations), for a database that begins now; later
-- steps come on top. One that began earlier is brought here by the steps of db/migrations; a test holds that both end
-- alike.
--
-- Instants are ISO 8601 in UTC with microseconds, so that text order is time order, and end in `_at`; days are ISO
-- dates and end in `_on`; what is true or not is 1 or 0. Ids are Discord's: what a member made has the id of the
-- interaction that made it, so that a repeat cannot make it twice. Both engines speak everything here.

-- Servers and members

-- A server and what its managers chose. `greeted_at` keeps it from being greeted twice, `removed_at` says since when
-- the bot is out of it, and `set_up_by_id`, who last chose where posts go, hears where one cannot get there.
CREATE TABLE servers (
    id BIGINT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL DEFAULT 'UTC',
    board_channel_id BIGINT,
    board_weekday INTEGER NOT NULL DEFAULT 0,
    board_time TEXT NOT NULL DEFAULT '09:00',
    greeted_at TEXT,
    removed_at TEXT,
    intro_channel_id BIGINT,
    set_up_by_id BIGINT
);

CREATE INDEX servers_by_who_set_up ON servers (set_up_by_id);

-- Somebody who has done anything, with their clock (`zone`, `day_end_hour`), their reminder and how they are reached.
-- `since_on` is their first day and `seen_at` their last sign of life. A reminder comes by consent: `reminder_mode`
-- says how often, `reminder_at` when (none: a minute of their own), `reminder_consent` what they last said about it and
-- `reminder_asked` how often they were asked; `reminder_unanswered` counts towards `reminder_quiet_since`, the end that
-- silence brings. `dm_closed_at` is since when direct messages are closed, `dm_tried_at` when they were last tried, and
-- `fallback_…` where to be mentioned instead; a place that was lost stays until they have chosen again.
CREATE TABLE members (
    id BIGINT NOT NULL PRIMARY KEY,
    zone TEXT NOT NULL,
    zone_chosen INTEGER NOT NULL DEFAULT 0,
    day_end_hour INTEGER NOT NULL DEFAULT 3,
    since_on TEXT NOT NULL,
    on_boards INTEGER NOT NULL DEFAULT 1,
    dm_channel_id BIGINT,
    dm_closed_at TEXT,
    dm_closed_told INTEGER NOT NULL DEFAULT 0,
    fallback_server_id BIGINT,
    fallback_channel_id BIGINT,
    fallback_lost_at TEXT,
    reminder_mode TEXT NOT NULL DEFAULT 'off',
    reminder_at TEXT,
    reminder_last_call_at TEXT,
    reminder_consent TEXT,
    reminder_consent_at TEXT,
    reminder_asked INTEGER NOT NULL DEFAULT 0,
    reminder_asked_at TEXT,
    reminder_sent INTEGER NOT NULL DEFAULT 0,
    reminder_unanswered INTEGER NOT NULL DEFAULT 0,
    reminder_quiet_since TEXT,
    seen_at TEXT,
    dm_tried_at TEXT
);

-- A member in a server, and what they are called there: a mention shows a name only to those whom it notifies.
CREATE TABLE memberships (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    left_at TEXT,
    name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX memberships_by_member ON memberships (member_id);

-- Who is shown on a server's boards: members who have not left it and have not opted out.
CREATE VIEW shown AS
SELECT ms.server_id, ms.member_id
FROM memberships ms
JOIN members m ON m.id = ms.member_id
WHERE ms.left_at IS NULL AND m.on_boards = 1;

-- Writing and streaks

-- One sitting of writing. `late` was logged for an earlier day, `quiet` is shown to nobody, and one that was taken back
-- has `undone_at`.
CREATE TABLE entries (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    day_on TEXT NOT NULL,
    words INTEGER NOT NULL DEFAULT 0,
    minutes INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    late INTEGER NOT NULL DEFAULT 0,
    quiet INTEGER NOT NULL DEFAULT 0,
    logged_at TEXT NOT NULL,
    undone_at TEXT
);

CREATE INDEX entries_by_member_day ON entries (member_id, day_on);

-- The rhythm a streak is measured by, from a day on; `asked_from_on` is the first day it asks for anything.
CREATE TABLE plans (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    from_on TEXT NOT NULL,
    asked_from_on TEXT NOT NULL,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (member_id, from_on)
);

-- Each member's latest change of plan, so that it can be taken back for a day: the first day of what was chosen, and
-- the waiting plan that it replaced, where there was one.
CREATE TABLE plan_changes (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL UNIQUE REFERENCES members (id) ON DELETE CASCADE,
    changed_at TEXT NOT NULL,
    chosen_on TEXT,
    from_on TEXT,
    asked_from_on TEXT,
    kind TEXT,
    times INTEGER
);

-- Days that ask for nothing, also days to come.
CREATE TABLE pauses (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT ''
);

CREATE INDEX pauses_by_member ON pauses (member_id);

-- A day off that a freeze paid for, or on which nothing was at stake.
CREATE TABLE rests (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    PRIMARY KEY (member_id, day_on)
);

-- What each member's entries of a month come to: bit n of `days` is set when something was logged for the nth. A board
-- reads twelve rows for a year, not a row for each entry. Triggers keep it, so that nothing can forget to.
CREATE TABLE writing_months (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    month_on TEXT NOT NULL,
    days BIGINT NOT NULL,
    open_words BIGINT NOT NULL,
    PRIMARY KEY (member_id, month_on)
) WITHOUT ROWID;

-- Every entry there is, as a month would count it.
CREATE VIEW entry_months AS
SELECT member_id, substr(day_on, 1, 8) || '01' AS month_on, day_on,
       1 << CAST(substr(day_on, 9) AS INTEGER) AS day,
       CASE WHEN quiet = 0 THEN words ELSE 0 END AS open_words
FROM entries
WHERE undone_at IS NULL;

-- A trigger's statements end at a semicolon within the line: this file is split at those that end one.
CREATE TRIGGER entry_added AFTER INSERT ON entries WHEN NEW.undone_at IS NULL
BEGIN
    INSERT INTO writing_months (member_id, month_on, days, open_words)
    VALUES (
        NEW.member_id, substr(NEW.day_on, 1, 8) || '01', 1 << CAST(substr(NEW.day_on, 9) AS INTEGER),
        CASE WHEN NEW.quiet = 0 THEN NEW.words ELSE 0 END
    )
    ON CONFLICT (member_id, month_on) DO UPDATE
    SET days = days | excluded.days, open_words = open_words + excluded.open_words; END;

-- Another entry may stand for the same day, so that a change counts its month anew.
CREATE TRIGGER entry_changed AFTER UPDATE ON entries
BEGIN
    INSERT INTO writing_months (member_id, month_on, days, open_words)
    SELECT NEW.member_id, substr(NEW.day_on, 1, 8) || '01', COALESCE(SUM(DISTINCT day), 0), COALESCE(SUM(open_words), 0)
    FROM entry_months
    WHERE member_id = NEW.member_id
      AND day_on BETWEEN substr(NEW.day_on, 1, 8) || '01' AND substr(NEW.day_on, 1, 8) || '31'
    ON CONFLICT (member_id, month_on) DO UPDATE SET days = excluded.days, open_words = excluded.open_words; END;

-- Who said "well done" to an entry, or to a goal's milestone (`thing_id` is then the goal's, `percent` the
-- milestone's), and when its writer was told: once a person for each.
CREATE TABLE well_dones (
    thing_id BIGINT NOT NULL,
    percent INTEGER NOT NULL DEFAULT 0,
    by_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    for_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    said_at TEXT NOT NULL,
    told_at TEXT,
    PRIMARY KEY (thing_id, percent, by_id)
);

CREATE INDEX well_dones_by_member ON well_dones (by_id);

CREATE INDEX well_dones_for_member ON well_dones (for_id, told_at);

-- Goals

-- What a member typed for a goal, one of their own or one `together`, or filled in as a `form`, kept from the first Enter
-- until it is a goal or let go.
CREATE TABLE goal_drafts (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    channel_id BIGINT,
    goal_id BIGINT,
    text TEXT NOT NULL,
    reading TEXT NOT NULL DEFAULT '',
    private INTEGER NOT NULL DEFAULT 0,
    drafted_on TEXT NOT NULL,
    closed_at TEXT,
    form TEXT NOT NULL DEFAULT '',
    together INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX goal_drafts_by_member ON goal_drafts (member_id);

-- A number with a unit, and until when; with `per`, a rhythm. `starts_on` is its first day. `counted_from_on` is since
-- when the bot counts it by itself, none for one moved by hand; `toward_id` is the goal a rhythm leads to, and
-- `asked_on` when its weekly question was last asked.
CREATE TABLE goals (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT,
    channel_id BIGINT,
    text TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    start DOUBLE PRECISION NOT NULL DEFAULT 0,
    per TEXT,
    starts_on TEXT NOT NULL,
    deadline_on TEXT,
    private INTEGER NOT NULL DEFAULT 0,
    toward_id BIGINT,
    set_at TEXT NOT NULL,
    asked_on TEXT,
    ended_at TEXT,
    ending TEXT,
    why TEXT NOT NULL DEFAULT '',
    counted_from_on TEXT
);

CREATE INDEX goals_by_member ON goals (member_id);

-- One step of progress told by hand; `total` is the goal's total after it, `step` what was added. `aloud_total` and
-- `aloud_step` are the same as others see it, without what was quiet by then.
CREATE TABLE goal_updates (
    id BIGINT NOT NULL PRIMARY KEY,
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    day_on TEXT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    step DOUBLE PRECISION NOT NULL,
    made_at TEXT NOT NULL,
    aloud_total DOUBLE PRECISION NOT NULL DEFAULT 0,
    aloud_step DOUBLE PRECISION NOT NULL DEFAULT 0
);

CREATE INDEX goal_updates_by_goal ON goal_updates (goal_id, made_at);

-- A milestone is celebrated once for ever, even when the total falls and rises again.
CREATE TABLE goal_milestones (
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    percent INTEGER NOT NULL,
    reached_at TEXT NOT NULL,
    PRIMARY KEY (goal_id, percent)
);

-- A goal made easier waits here for its seven days; without `starts_on` it begins when it began.
CREATE TABLE goal_easings (
    goal_id BIGINT NOT NULL PRIMARY KEY REFERENCES goals (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    start DOUBLE PRECISION NOT NULL DEFAULT 0,
    per TEXT,
    deadline_on TEXT,
    takes_effect_on TEXT NOT NULL,
    starts_on TEXT
);

-- What a rhythm asked for before a change took effect: periods kept under it stay kept.
CREATE TABLE goal_past_rhythms (
    goal_id BIGINT NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
    until_on TEXT NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    per TEXT NOT NULL,
    PRIMARY KEY (goal_id, until_on)
);

-- Peer-read swaps

-- How swaps go in a server. What may follow what is in rules/swaps; the tables hold where everything stands.
CREATE TABLE swap_servers (
    server_id BIGINT NOT NULL PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
    min_words INTEGER NOT NULL,
    round_weekday INTEGER NOT NULL,
    round_time TEXT NOT NULL,
    report_channel_id BIGINT
);

-- A swapper in a server.
CREATE TABLE swap_members (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    misses INTEGER NOT NULL DEFAULT 0,
    languages TEXT NOT NULL DEFAULT '',
    joined_rounds_at TEXT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX swap_members_by_member ON swap_members (member_id);

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

CREATE INDEX swap_offers_by_member ON swap_offers (member_id);

-- A piece to be read, by link or with its text; `cost` is what its author paid.
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

CREATE INDEX swap_pieces_by_author ON swap_pieces (author_id, server_id);

CREATE INDEX swap_pieces_by_server ON swap_pieces (server_id, state);

-- Somebody's read of a piece; the pair is unique, so nobody is served a piece twice. `version` counts its moves.
-- `due_at` ends the five days and `verdict_by_at` the author's time. `held` says that a draft stopped the clock, once.
-- `paragraph` is where the quoted line stands, `sent_as_is` that the check could not place the comment, `silence_pays`
-- what silence then means, and `disowned` that its author finds it about another piece.
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
    on_profile INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0,
    paragraph INTEGER,
    sent_as_is INTEGER NOT NULL DEFAULT 0,
    silence_pays INTEGER NOT NULL DEFAULT 1,
    disowned INTEGER NOT NULL DEFAULT 0,
    more_wanted TEXT NOT NULL DEFAULT '',
    thanks TEXT NOT NULL DEFAULT '',
    UNIQUE (piece_id, reader_id)
);

CREATE INDEX swap_reads_by_reader ON swap_reads (reader_id, state);

-- A read with its piece, whose columns begin with "piece_": nearly nothing is said of a read without naming its piece.
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

-- What a reader typed and could not send yet: kept from the first Enter until the comment is with its author.
CREATE TABLE swap_drafts (
    read_id BIGINT NOT NULL PRIMARY KEY REFERENCES swap_reads (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    effect TEXT NOT NULL,
    question TEXT NOT NULL,
    typed_at TEXT NOT NULL
);

-- Append-only. The key says what it is for, so an effect cannot be booked twice; the number makes two bookings at once
-- collide; the balance never falls below zero.
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

CREATE INDEX swap_credits_by_member ON swap_credits (member_id);

-- About a comment when it names a read, otherwise about the piece; `decided_why` is what those concerned are told.
CREATE TABLE swap_reports (
    id BIGINT NOT NULL PRIMARY KEY,
    piece_id BIGINT NOT NULL REFERENCES swap_pieces (id) ON DELETE CASCADE,
    read_id BIGINT UNIQUE REFERENCES swap_reads (id) ON DELETE CASCADE,
    by_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    why TEXT NOT NULL DEFAULT '',
    reported_at TEXT NOT NULL,
    decision TEXT,
    decided_by_id BIGINT,
    decided_at TEXT,
    decided_why TEXT NOT NULL DEFAULT ''
);

CREATE INDEX swap_reports_by_maker ON swap_reports (by_id);

CREATE INDEX swap_reports_by_moderator ON swap_reports (decided_by_id);

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

CREATE INDEX swap_pairs_by_author ON swap_pairs (author_id);

CREATE INDEX swap_pairs_by_reader ON swap_pairs (reader_id);

-- Who wants no message at once when somebody read them or they were matched.
CREATE TABLE muted_answers (
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    muted_at TEXT NOT NULL
);

-- Circles

-- A small accountability group in a server. `channel_id` is its own place: a thread of `parent_id`, or a channel chosen
-- for it where there is no parent; `lost_at` says since when it is gone. `owner_id` looks after it, `offered_to_id` was
-- asked to, and `begun_by_id` began it.
CREATE TABLE circles (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    owner_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    seats INTEGER NOT NULL,
    private INTEGER NOT NULL DEFAULT 0,
    parent_id BIGINT,
    channel_id BIGINT,
    lost_at TEXT,
    created_at TEXT NOT NULL,
    closed_at TEXT,
    begun_by_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    offered_to_id BIGINT REFERENCES members (id) ON DELETE SET NULL
);

CREATE INDEX circles_by_channel ON circles (channel_id);

CREATE INDEX circles_by_founder ON circles (begun_by_id);

CREATE INDEX circles_by_offer ON circles (offered_to_id);

CREATE INDEX circles_by_owner ON circles (owner_id);

CREATE INDEX circles_by_server ON circles (server_id);

-- Who is in a circle now; the key is what keeps a member to one circle in a server. `noticed_on` is the day on which
-- their circle last asked after them.
CREATE TABLE circle_members (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    noticed_on TEXT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX circle_members_by_circle ON circle_members (circle_id, joined_at);

CREATE INDEX circle_members_by_member ON circle_members (member_id);

-- What a member said they would do in a week (its Monday), and how they say it went; `said_at` is when they last spoke.
CREATE TABLE circle_promises (
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    week_on TEXT NOT NULL,
    text TEXT NOT NULL,
    outcome TEXT,
    note TEXT NOT NULL DEFAULT '',
    said_at TEXT NOT NULL,
    PRIMARY KEY (circle_id, week_on, member_id)
);

CREATE INDEX circle_promises_by_member ON circle_promises (member_id);

-- Who left a circle, kept for a day; or who was let go by those who look after it, kept while the circle is there. The
-- id is that of the interaction by which they parted.
CREATE TABLE circle_partings (
    id BIGINT NOT NULL PRIMARY KEY,
    circle_id BIGINT NOT NULL REFERENCES circles (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    parted_at TEXT NOT NULL,
    let_go INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX circle_partings_by_circle ON circle_partings (circle_id);

CREATE INDEX circle_partings_by_member ON circle_partings (member_id);

-- Goals together

-- A goal together: one number that a circle, or without one the server, reaches by a day. Its id is that of the draft it
-- was. `message_id` is its card as far as that is known, `said_percent` how much of the way was said aloud, `looks` how
-- often its card was to be looked after. `ended_at` is when somebody ended it early, `told_at` when its end was said.
CREATE TABLE together_goals (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    circle_id BIGINT REFERENCES circles (id) ON DELETE CASCADE,
    channel_id BIGINT NOT NULL,
    starter_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    amount DOUBLE PRECISION NOT NULL,
    unit TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    deadline_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    message_id BIGINT,
    said_percent INTEGER NOT NULL DEFAULT 0,
    looks INTEGER NOT NULL DEFAULT 0,
    ended_at TEXT,
    told_at TEXT
);

CREATE INDEX together_goals_by_server ON together_goals (server_id);

CREATE INDEX together_goals_by_circle ON together_goals (circle_id);

CREATE INDEX together_goals_by_starter ON together_goals (starter_id);

-- Who is in a goal together, or was: whoever left and comes back is in it as before. What they put in stands nowhere but
-- in their own entries.
CREATE TABLE together_members (
    goal_id BIGINT NOT NULL REFERENCES together_goals (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    joined_on TEXT NOT NULL,
    left_at TEXT,
    PRIMARY KEY (goal_id, member_id)
);

CREATE INDEX together_members_by_member ON together_members (member_id);

-- Sprints

-- A stretch of writing, or of reading, together in a channel or thread. `message_id` is its card, `results_id` that of
-- the results, as far as they are known; `told_at` is when its end was said.
CREATE TABLE sprints (
    id BIGINT NOT NULL PRIMARY KEY,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    channel_id BIGINT NOT NULL,
    starter_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    minutes INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    begins_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    message_id BIGINT,
    results_id BIGINT,
    told_at TEXT,
    cancelled_at TEXT,
    kind TEXT NOT NULL DEFAULT 'writing'
);

CREATE INDEX sprints_by_channel ON sprints (channel_id, made_at);

CREATE INDEX sprints_by_server ON sprints (server_id);

CREATE INDEX sprints_by_starter ON sprints (starter_id);

-- Who is in a sprint, and the entry in which they said how it went; `total` is what their text had then, where they
-- said that instead of new words.
CREATE TABLE sprint_members (
    sprint_id BIGINT NOT NULL REFERENCES sprints (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    joined_at TEXT NOT NULL,
    entry_id BIGINT REFERENCES entries (id) ON DELETE SET NULL,
    total BIGINT,
    PRIMARY KEY (sprint_id, member_id)
);

CREATE INDEX sprint_members_by_entry ON sprint_members (entry_id);

CREATE INDEX sprint_members_by_member ON sprint_members (member_id, joined_at);

-- Where and when a server's own sprint begins, once a week; without a channel there is none.
CREATE TABLE sprint_servers (
    server_id BIGINT NOT NULL PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
    channel_id BIGINT,
    weekday INTEGER NOT NULL,
    time TEXT NOT NULL
);

-- People, pieces and tips

-- What a member says of themselves in one server; the message is where it stands, none until it was posted.
CREATE TABLE introductions (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    who TEXT NOT NULL,
    writes TEXT NOT NULL,
    why TEXT NOT NULL,
    offers TEXT NOT NULL,
    links TEXT NOT NULL,
    channel_id BIGINT,
    message_id BIGINT,
    PRIMARY KEY (server_id, member_id)
);

CREATE INDEX introductions_by_member ON introductions (member_id);

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

-- Where a piece was sent, and the answer; `noted_at` is when that was told, as against the day it was sent on.
CREATE TABLE piece_submissions (
    id BIGINT NOT NULL PRIMARY KEY,
    piece_id BIGINT NOT NULL REFERENCES pieces (id) ON DELETE CASCADE,
    publication TEXT NOT NULL,
    submitted_on TEXT NOT NULL,
    answer TEXT,
    answered_on TEXT,
    feedback TEXT NOT NULL DEFAULT '',
    noted_at TEXT
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

-- What works for finding readers; `shown_on` is when one last rode with the weekly post.
CREATE TABLE tips (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    shared_at TEXT NOT NULL,
    shown_on TEXT,
    removed_at TEXT,
    removed_by TEXT
);

CREATE INDEX tips_by_member ON tips (member_id);

CREATE INDEX tips_by_server ON tips (server_id);

-- Who found a tip helpful.
CREATE TABLE tip_votes (
    tip_id BIGINT NOT NULL REFERENCES tips (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    voted_at TEXT NOT NULL,
    PRIMARY KEY (tip_id, member_id)
);

CREATE INDEX tip_votes_by_member ON tip_votes (member_id);

-- Blocks, and what holds on when somebody is erased

-- Who is never to be matched with whom.
CREATE TABLE blocks (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    blocked_id BIGINT NOT NULL,
    blocked_at TEXT NOT NULL,
    PRIMARY KEY (member_id, blocked_id)
);

CREATE INDEX blocks_by_blocked ON blocks (blocked_id);

-- A block of somebody who was erased; `erased` is a hash of their id that only this bot can make.
CREATE TABLE erased_blocks (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    erased TEXT NOT NULL,
    blocked_at TEXT NOT NULL,
    PRIMARY KEY (member_id, erased)
);

CREATE INDEX erased_blocks_by_erased ON erased_blocks (erased);

-- Who had their starting credits in a server, by the same hash, and the misses they left with.
CREATE TABLE erased_swappers (
    server_id BIGINT NOT NULL REFERENCES servers (id) ON DELETE CASCADE,
    erased TEXT NOT NULL,
    misses INTEGER NOT NULL,
    PRIMARY KEY (server_id, erased)
);

-- Who somebody nameless was, for the rules that protect others should they come back: one nameless for each who erased
-- themselves, however often, under the same hash. `is_back` says that whoever it was is here again, and not who.
CREATE TABLE erased_members (
    nameless_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    erased TEXT NOT NULL UNIQUE,
    erased_at TEXT NOT NULL,
    is_back INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX erased_members_by_back ON erased_members (is_back);

-- What is due, what was done, and what waits to be told

-- Everything scheduled: the key makes a second attempt at the same thing impossible. `leased_until` is for how long a
-- process has it. What was set off and not settled may have arrived: `channel_id` is where to look for it before it is
-- sent again, `mark` by what it is known there. `blocked_at` is since when its channel is closed to the bot, and
-- `awaited` is what several people wait for on the second: claimed before all else.
CREATE TABLE due (
    key TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    period TEXT NOT NULL,
    due_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_until TEXT,
    reason TEXT NOT NULL DEFAULT '',
    settled_at TEXT,
    channel_id BIGINT,
    mark BIGINT,
    set_off_at TEXT,
    blocked_at TEXT,
    awaited INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX due_awaited ON due (due_at) WHERE state = 'waiting' AND awaited = 1;

CREATE INDEX due_by_subject ON due (subject_id, kind, state, due_at);

CREATE INDEX due_waiting ON due (state, due_at);

-- What was done lately, by the id of its interaction: a repeat changes nothing, and what became of an answer that may
-- not have arrived can be told. `receipt` tells one arrival of an interaction from another.
CREATE TABLE acts (
    id BIGINT NOT NULL PRIMARY KEY,
    member_id BIGINT NOT NULL,
    receipt BIGINT NOT NULL,
    what TEXT NOT NULL,
    committed_at TEXT NOT NULL,
    unconfirmed INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX acts_of_member ON acts (member_id);

-- What could not reach a member, to be told after their next answer. Nobody need have been met: no reference to
-- members.
CREATE TABLE inbox (
    member_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    server_id BIGINT REFERENCES servers (id) ON DELETE CASCADE,
    kept_at TEXT NOT NULL,
    shown_at TEXT,
    PRIMARY KEY (member_id, number),
    UNIQUE (member_id, kind, about)
);

CREATE INDEX inbox_by_server ON inbox (server_id);

-- The running bot

-- What the running bot writes down of itself: when it was last alive, whether it stopped cleanly, what it published.
CREATE TABLE process (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Which process delivers what is due, and until when it is believed to be there: one row.
CREATE TABLE deliverer (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    holder TEXT NOT NULL,
    until TEXT NOT NULL
);
