-- What somebody searched for in one log-in, sealed: the pages of a search have a random id in their address and no words.
-- A search ends with its log-in.
CREATE TABLE search (
    session BYTEA NOT NULL REFERENCES session (secret) ON DELETE CASCADE,
    id BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (session, id)
);
