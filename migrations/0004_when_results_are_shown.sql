-- When an account wants to see new test results: 'straight-away' or 'after-7-days'. No row: straight away.
CREATE TABLE new_results (
    account UUID NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    choice TEXT NOT NULL,
    chosen_at TIMESTAMPTZ NOT NULL
);

-- What is remembered of single results for an account that waits: since when we know of the result as it is now, and
-- whether it was opened before its time. A result that says something else counts as a new one.
CREATE TABLE waiting_result (
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    entry BYTEA NOT NULL,
    content BYTEA NOT NULL,
    first_told TIMESTAMPTZ NOT NULL,
    opened BOOLEAN NOT NULL,
    PRIMARY KEY (account, entry)
);
