-- The key of an account's authenticator app, sealed; `sealed_by` names the key that sealed it. `last_step` is the newest
-- half minute whose code was used: neither it nor an older one is taken again.
CREATE TABLE authenticator_app (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    last_step BIGINT NOT NULL,
    since TIMESTAMPTZ NOT NULL
);

-- Codes that are good once, as HMACs: 'printed' ones for the second step, and those sent or handed out for one purpose.
-- `tries_left` is for short ones, which somebody might guess.
CREATE TABLE log_in_code (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    code BYTEA NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    good_until TIMESTAMPTZ NOT NULL,
    tries_left BIGINT NOT NULL,
    PRIMARY KEY (account, purpose, code)
);

-- Browsers that are not asked for the second step until then, as HMACs of what their cookie holds.
CREATE TABLE remembered_device (
    device BYTEA NOT NULL PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    since TIMESTAMPTZ NOT NULL,
    good_until TIMESTAMPTZ NOT NULL
);

CREATE INDEX remembered_device_account ON remembered_device (account);
