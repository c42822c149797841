-- Which process delivers what is due, and until when it is believed to be there: one row.
CREATE TABLE deliverer (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    holder TEXT NOT NULL,
    until TEXT NOT NULL
);
