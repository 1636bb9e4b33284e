-- Letters that a person has read here: the letter's id and a hash of what was told of it, so that one that was written
-- anew counts as unread again.
CREATE TABLE letter_read (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    content BYTEA NOT NULL,
    read_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person, entry)
);
