-- What the national Validated Relationships Service last said of who may act for a person, or for whom the person may
-- act: sealed, with the time when it was read. It is kept to be shown. No right to see or do anything is made from it.
CREATE TABLE national_relationships (
    person UUID NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    read_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL
);
