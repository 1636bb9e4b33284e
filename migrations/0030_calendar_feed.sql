-- An address at which a calendar reads when somebody's appointments are: at most one for each account, made when the person
-- chooses it. `secret` is the SHA-256 of what stands in the address.
CREATE TABLE calendar_feed (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret BYTEA NOT NULL UNIQUE,
    made_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ
);
