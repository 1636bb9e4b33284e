-- Where an account can be told things besides the email address that it logs in with: 'email' or 'text'. Sealed;
-- `sealed_by` names the key. A row stands here only once the person showed that it is theirs.
CREATE TABLE contact (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    way TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    confirmed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account, way)
);

-- A contact that somebody says is theirs, until they type the code that was sent there. `code` is an HMAC.
CREATE TABLE contact_to_confirm (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    way TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    code BYTEA NOT NULL,
    good_until TIMESTAMPTZ NOT NULL,
    tries_left BIGINT NOT NULL,
    PRIMARY KEY (account, way)
);

-- How an account wants to be told of a topic: 'text', 'email', 'letter' or 'none'; under 'hours' when: 'any-time' or
-- 'quiet'. No row: by email, and not in quiet hours.
CREATE TABLE telling_choice (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    choice TEXT NOT NULL,
    chosen_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (account, topic)
);

-- What people are to be told, written down with what it tells of. `sealed` holds to whom it goes and what it says, and
-- is emptied when it has gone. `state`: 'waiting', 'sending', 'sent', 'failed', 'not-known', 'too-late'.
-- A worker works on a row under a lease. `once` is an HMAC: the same thing is told once.
-- Somebody without an account is told things too, such as a code; `account` is then empty.
CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    account UUID REFERENCES account (id) ON DELETE CASCADE,
    about TEXT NOT NULL,
    way TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    sealed_by TEXT NOT NULL,
    at_any_time BOOLEAN NOT NULL,
    once BYTEA UNIQUE,
    made_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    good_until TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    state_since TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL,
    leased_by UUID,
    leased_until TIMESTAMPTZ,
    why TEXT
);

CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_account ON outbox (account);
