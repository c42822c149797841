-- Where and when a server's own sprint begins, once a week; without a channel there is none.
CREATE TABLE sprint_servers (
    server_id BIGINT NOT NULL PRIMARY KEY REFERENCES servers (id) ON DELETE CASCADE,
    channel_id BIGINT,
    weekday INTEGER NOT NULL,
    time TEXT NOT NULL
);
