-- Who looked at what about whom, and changed what, from here on: one chain for each person, and one for each program
-- for rows about nobody. `mac` is an HMAC over the row and the `mac` before it, with a key that is kept outside of the
-- database, so that a row that was changed, taken out or put in shows. The primary key is all that keeps two programs
-- from writing the same place of a chain. It outlives accounts and people, so it refers to neither.
-- `holders` are ODS codes and `kinds` slugs, parted by spaces. Rows of `access_log` are from before the chains began.
CREATE TABLE access_row (
    chain UUID NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    role TEXT NOT NULL,
    account UUID,
    organisation TEXT,
    holders TEXT NOT NULL,
    kinds TEXT NOT NULL,
    purpose TEXT NOT NULL,
    mac BYTEA NOT NULL,
    PRIMARY KEY (chain, seq)
);

-- What is left of the beginning of a chain whose rows have had their time: where it ended, signed.
CREATE TABLE access_stub (
    chain UUID NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    mac BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    signature BYTEA NOT NULL
);
