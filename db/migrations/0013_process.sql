-- What the running bot writes down of itself: when it was last alive, whether it stopped cleanly, what it published.
CREATE TABLE process (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
