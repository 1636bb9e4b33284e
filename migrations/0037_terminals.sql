-- Shared screens with staff near them. `code` is the HMAC of the code that makes a browser this terminal, once; `credential`
-- the SHA-256 of what that browser brought last. A terminal that is stopped shows nothing until a new one is added.
CREATE TABLE terminal (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    idle_seconds BIGINT NOT NULL,
    prints BOOLEAN NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    code BYTEA,
    code_until TIMESTAMPTZ,
    credential BYTEA,
    registered_at TIMESTAMPTZ,
    used_at TIMESTAMPTZ,
    stopped_at TIMESTAMPTZ,
    stopped_why TEXT
);
CREATE UNIQUE INDEX terminal_code ON terminal (code);

-- Every credential that a terminal's browser was given, as its SHA-256: an older one that is brought again was copied.
CREATE TABLE terminal_credential (
    secret BYTEA NOT NULL PRIMARY KEY,
    terminal UUID NOT NULL REFERENCES terminal (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    seen_at TIMESTAMPTZ,
    settled BOOLEAN NOT NULL
);
CREATE INDEX terminal_credential_of ON terminal_credential (terminal, number);

-- The terminal at which somebody logged in: the session is good there alone.
ALTER TABLE session ADD COLUMN terminal UUID REFERENCES terminal (id) ON DELETE CASCADE;
